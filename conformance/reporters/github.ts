/**
 * Workflow commands of GitHub Actions, one for each rule, file and column, worst first. GitHub shows 10 of a kind for a
 * step and drops the rest without a word: the tenth says what there was no room for.
 */
import type { FindingSeverity, Report, ScenarioResult } from '../../specs/report.js';
import { clipLine } from './clip.js';
import { groupSamples } from './group-samples.js';
import type { GroupSamples } from './group-samples.js';
import type { Reporter, ReporterContext } from './reporter.js';
import { count, heading, plural } from './wording.js';

/** Annotations of one kind that a step may have. */
const MOST = 10;
/** UTF-16 units; GitHub cuts what is longer than 4096 bytes. */
const LONGEST = 900;

const KINDS = { error: 'error', warning: 'warning', info: 'notice' } as const satisfies Record<
  FindingSeverity,
  string
>;

interface Annotation {
  readonly severity: FindingSeverity;
  readonly title: string;
  readonly text: string;
  /** `file`, `line`. */
  readonly place: Readonly<Record<string, string | number>>;
  /** What it is called where it is left out. */
  readonly name: string;
}

export const github: Reporter = (report, context) => {
  const annotations = [
    ...faultAnnotations(report, context),
    ...groupSamples(report).map((one) => annotationOf(one, context)),
    ...(report.scenarios ?? []).flatMap(scenarioAnnotations),
  ];
  const lines = (['error', 'warning', 'info'] as const).flatMap((severity) =>
    fitting(annotations.filter((one) => one.severity === severity)).map(command),
  );
  return [...lines, clipLine(heading(report), LONGEST), totals(report), HINT, ''].join('\n');
};

const HINT = 'For the summary of the job: -f markdown=cqube.md, then: cat cqube.md >> "$GITHUB_STEP_SUMMARY"';

function totals({ counts, summary, scenarios }: Report): string {
  const looked =
    scenarios === null
      ? `${plural(summary.filesChecked, 'file')} checked, ${plural(summary.rows, 'row')}`
      : `${plural(scenarios.length, 'scenario')}, MUST kept in ${count(scenarios.filter(({ level }) => level !== null).length)}`;
  return `${looked}: ${plural(counts.error, 'error')}, ${plural(counts.warning, 'warning')}, ${plural(counts.info, 'note')}.`;
}

function annotationOf({ group, samples }: GroupSamples, context: ReporterContext): Annotation {
  const { rule, severity, path, column, count: number } = group;
  const [first] = samples;
  const { requirement, fix } = context.rule(rule);
  const where = first?.where ?? { path };
  const line = where.line === undefined ? '' : `line ${count(where.line)}: `;
  const times =
    number > 1 ? ` (${count(number)} times${column === undefined ? '' : ` in ${clipLine(column, 80)}`})` : '';
  const inZip = where.member !== undefined;
  return {
    severity,
    title: `${rule}${requirement === null ? '' : ` ${requirement}`}: ${clipLine(path, 120) || 'the emission'}`,
    text: `${line}${clipLine(first?.message ?? context.rule(rule).summary, LONGEST)}${times}\n${fix}`,
    place: {
      ...fileOf(path, context),
      // The lines of a CSV are none of the zip around it.
      ...(where.line !== undefined && !inZip && { line: where.line }),
    },
    name: rule,
  };
}

const fileOf = (path: string, { locate = (same) => same }: ReporterContext): { readonly file?: string } =>
  path === '' ? {} : { file: clipLine(locate(path), LONGEST) };

const faultAnnotations = ({ faults }: Report, context: ReporterContext): readonly Annotation[] =>
  faults.map(({ path, message, mend }) => ({
    severity: 'error',
    title: 'not judged',
    text: `${clipLine(message, LONGEST)}\n${clipLine(mend, LONGEST)}`,
    place: path === null ? {} : fileOf(path, context),
    name: 'not judged',
  }));

/** A fault of ours is told by `faults`. */
function scenarioAnnotations({ name, level, verdict, summary, expectations, mend }: ScenarioResult) {
  if (level === 'must+should' || verdict === 'fault') return [];
  const missed = expectations.filter((one) => !one.met && (level !== null || one.level === 'must'));
  const told = missed.map(
    (one) => `${one.level.toUpperCase()} ${clipLine(one.text, 300)}: ${clipLine(one.shortcoming ?? '', 300)}`,
  );
  const annotation: Annotation = {
    severity: level === null ? 'error' : 'warning',
    title: `scenario ${clipLine(name, 120)}`,
    text: [clipLine(summary, 300), ...told.slice(0, 5), clipLine(mend, LONGEST)].join('\n'),
    place: {},
    name: `scenario ${clipLine(name, 120)}`,
  };
  return [annotation];
}

function fitting(annotations: readonly Annotation[]): readonly Annotation[] {
  const [first] = annotations;
  if (first === undefined || annotations.length <= MOST) return annotations;
  const left = annotations.slice(MOST - 1);
  const names = new Map<string, number>();
  for (const { name } of left) names.set(name, (names.get(name) ?? 0) + 1);
  const list = [...names].map(([name, number]) => (number > 1 ? `${name} (${count(number)} places)` : name));
  const shown = list.slice(0, 15).join(', ');
  const more = list.length > 15 ? ` and ${plural(list.length - 15, 'more rule')}` : '';
  return [
    ...annotations.slice(0, MOST - 1),
    {
      severity: first.severity,
      title: `${count(left.length)} more of this kind`,
      text: `GitHub shows ${MOST} annotations of a kind for a step. Left out: ${shown}${more}. Every other format of the report has them.`,
      place: {},
      name: '',
    },
  ];
}

function command({ severity, title, text, place }: Annotation): string {
  const all: Annotation['place'] = { ...place, title };
  const properties = Object.entries(all).map(([name, value]) => `${name}=${property(String(value))}`);
  return `::${KINDS[severity]} ${properties.join(',')}::${data(text)}`;
}

/** As the runner takes it apart: a line is a command, `%` begins what was escaped. */
const data = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
