/** How an emitter did in each scenario, for people: a matrix, then a paragraph for each that it did not pass whole. */
import type { ExchangeLine, ExpectationResult, Report, ScenarioResult } from '../../specs/report.js';
import { visible } from '../engine/show-value.js';
import type { ReporterContext } from './reporter.js';

/** Lines of the emitter's output shown, and characters of each. */
const OUTPUT_LINES = 8;
const OUTPUT_CHARACTERS = 160;

export function scenarioBlocks({ scenarios }: Report, context: ReporterContext): string[] {
  if (scenarios === null || scenarios.length === 0) return [];
  return [
    ...matrix(scenarios, context),
    '',
    ...scenarios.filter(({ level }) => level !== 'must+should').flatMap((one) => paragraph(one, context)),
  ];
}

function matrix(scenarios: readonly ScenarioResult[], { style }: ReporterContext): string[] {
  const width = Math.max(...scenarios.map(({ name }) => name.length));
  const share = ({ met, of }: ScenarioResult['must']): string => (of === 0 ? '–' : `${met}/${of}`);
  return [
    style.bold(`  ${'scenario'.padEnd(width)}  MUST  SHOULD  ended with`),
    ...scenarios.map((scenario) => {
      const { name, must, should, exit } = scenario;
      const cells = `${share(must).padEnd(4)}  ${share(should).padEnd(6)}  ${visible(exit)}`;
      return `${sign(scenario, style)} ${name.padEnd(width)}  ${cells}`;
    }),
  ];
}

function sign({ verdict, level }: ScenarioResult, style: ReporterContext['style']): string {
  if (verdict === 'fault') return style.red('?');
  if (level === null) return style.red('✗');
  return level === 'must' ? style.yellow('!') : style.green('✓');
}

function paragraph(scenario: ScenarioResult, { style }: ReporterContext): string[] {
  const { name, summary, reason, mend, expectations, exchanges, output, verdict } = scenario;
  const missed = expectations.filter(({ met }) => !met);
  return [
    `${sign(scenario, style)} ${style.bold(name)}: ${summary}`,
    ...missed.flatMap((one) => shortcoming(one, style)),
    ...exchanges.map((one) => `      ${style.dim(exchangeLine(one))}`),
    ...(verdict === 'fault'
      ? []
      : [`      ${style.cyan('why')}  ${reason}`, `      ${style.cyan('mend')} ${mend}`]),
    ...lastWords(output).map((line) => `      ${style.dim(`| ${line}`)}`),
    '',
  ];
}

const shortcoming = (
  { level, text, shortcoming: found = '' }: ExpectationResult,
  style: ReporterContext['style'],
): string[] => [
  `  ${level === 'must' ? style.red('MUST  ') : style.yellow('SHOULD')} ${text}`,
  `      ${visible(found)}`,
];

function exchangeLine({ seq, at, method, path, status, file, injectedFault }: ExchangeLine): string {
  const about = file === null ? '' : `  ${visible(file)}`;
  const fault = injectedFault === null ? '' : `  (the scenario: ${injectedFault})`;
  return `#${seq} ${at.slice(11, 23)} ${method} ${visible(path)}${about}: ${status === 0 ? 'no answer' : status}${fault}`;
}

/** What the emitter wrote last. */
function lastWords(output: string | null): readonly string[] {
  const lines = (output ?? '').split(/\r?\n/).filter((line) => line.trim() !== '');
  return lines.slice(-OUTPUT_LINES).map((line) => visible(line.slice(0, OUTPUT_CHARACTERS)));
}
