/** A rule in words: for `explain`, and for the generated RULES.md. */
import type { Rule } from '../conformance/engine/define-rule.js';
import type { Example, TrafficStep } from '../conformance/engine/example.js';
import { visible } from '../conformance/engine/show-value.js';
import type { Style } from '../conformance/reporters/style.js';
import { profiles } from '../specs/profiles/index.js';
import type { Fact, SeverityChoice } from '../specs/profiles/profile.js';
import { FACTS } from '../specs/profiles/facts.js';
import { runExample } from './run-example.js';

/** Lines of an example that are shown, and characters of a line. */
const SHOWN_LINES = 6;
const SHOWN_CHARACTERS = 100;

export async function describeRule(rule: Rule, style: Style): Promise<string> {
  const invalid = await Promise.all(
    rule.examples.invalid.map((example) => invalidLines(rule, example, style)),
  );
  const lines = [
    `${style.bold(rule.id)}${rule.requirement === null ? '' : ` · ${rule.requirement}`} · ${rule.level}`,
    rule.summary,
    '',
    `${style.cyan('why')}   ${rule.why}`,
    `${style.cyan('mend')}  ${rule.fix}`,
    '',
    ...profiles.map(({ id, severities }) => `${id.padEnd(14)} ${severityInWords(severities[rule.id])}`),
    '',
    ...rule.examples.valid.flatMap((example) => [
      `${style.green('fine')}: ${example.title}`,
      ...content(example),
    ]),
    ...invalid.flat(),
  ];
  return `${lines.join('\n')}\n`;
}

async function invalidLines(rule: Rule, example: Example, style: Style): Promise<string[]> {
  const { findings } = await runExample(example);
  const messages = findings.filter((finding) => finding.rule === rule.id).slice(0, 3);
  return [
    `${style.red('not fine')}: ${example.title}`,
    ...content(example),
    ...messages.map(({ severity, message, where }) => {
      const line = where.line === undefined ? '' : `line ${where.line}: `;
      return `    → ${severity}: ${line}${message}`;
    }),
  ];
}

/** The content of an example, cut to what can be read at a glance. */
function content(example: Example): string[] {
  const lines = linesOf(example);
  const shown = lines
    .slice(0, SHOWN_LINES)
    .map(
      (line) =>
        `    ${visible(line.slice(0, SHOWN_CHARACTERS))}${line.length > SHOWN_CHARACTERS ? ' …' : ''}`,
    );
  return lines.length > SHOWN_LINES ? [...shown, `    … ${lines.length - SHOWN_LINES} more`] : shown;
}

function linesOf(example: Example): readonly string[] {
  switch (example.kind) {
    case 'table':
      return example.csv.split('\n').slice(0, -1);
    case 'archive':
      return zipLines(example.zip);
    case 'journal':
      return [
        ...(example.files ?? []).map((path) => `in the folder: ${path}`),
        ...example.traffic.map(trafficLine),
      ];
    case 'emission':
      return Object.entries(example.files).flatMap(([path, file]) => [path, ...csvLines(file)]);
  }
}

const csvLines = (file: Extract<Example, { kind: 'emission' }>['files'][string]): readonly string[] =>
  typeof file === 'object' && 'csv' in file
    ? file.csv
        .split('\n')
        .slice(0, -1)
        .map((line) => `  ${line}`)
    : [];

/** One call of an emitter in words. */
function trafficLine(step: TrafficStep): string {
  const at = step.at === undefined ? '' : `${step.at} s: `;
  const status = step.status === 0 ? 'no answer' : step.status;
  if ('ask' in step) {
    const { ask, token = 'good', origin } = step;
    const how = [
      ...(token === 'good' ? [] : [`token ${token}`]),
      ...(origin === undefined ? [] : [`to ${origin}`]),
    ];
    return `${at}asks for an upload URL for ${ask}${how.map((word) => `, ${word}`).join('')}: ${status ?? (token === 'good' ? 200 : 401)}`;
  }
  const { send, form = 'last', refused, changed } = step;
  const how = [
    ...(form === 'last' ? [] : [form === 'none' ? 'with a form nobody asked for' : 'with the first form']),
    ...(changed === true ? ['other bytes'] : []),
    ...(refused === undefined ? [] : [refused]),
  ];
  return `${at}uploads ${send}${how.map((word) => `, ${word}`).join('')}: ${status ?? (refused === undefined ? 204 : 403)}`;
}

const NAMES = { error: 'error', warning: 'warning', info: 'note', off: 'not reported' } as const;

/** A zip to build, as its members and what is done to it. */
function zipLines(zip: Extract<Example, { kind: 'archive' }>['zip']): string[] {
  if ('text' in zip) return [`no zip but the text: ${zip.text}`];
  const { members, ...damage } = zip;
  const lines = members.map(({ name, text: _text, ...rest }) => {
    const facts = Object.entries(rest).map(([fact, value]) =>
      value === true ? fact : `${fact} ${String(value)}`,
    );
    return `${name}${facts.length > 0 ? ` (${facts.join(', ')})` : ''}`;
  });
  const done = Object.entries(damage).map(([what, value]) => `${what} ${JSON.stringify(value)}`);
  return [...(lines.length > 0 ? lines : ['no member']), ...done];
}

/** `error if …; else warning`. */
function severityInWords(choice: SeverityChoice): string {
  if (typeof choice === 'string') return NAMES[choice];
  return choice
    .map((step) =>
      typeof step === 'string'
        ? `else ${NAMES[step]}`
        : `${NAMES[step[1]]} if ${FACTS[step[0] satisfies Fact]}`,
    )
    .join('; ');
}
