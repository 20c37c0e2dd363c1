/** What one rule found, for people: the number, samples, why it matters and what to do. */
import type { Finding, Group } from '../../specs/report.js';
import type { RuleId } from '../../specs/rule-ids.js';
import { visible } from '../engine/show-value.js';
import type { ReporterContext } from './reporter.js';
import { count, plural } from './wording.js';

/** Samples shown for a rule and column; the JSON report has more. */
const SAMPLES = 3;
/** Columns shown for one rule in one file. */
const COLUMNS = 12;
const RANK = { error: 0, warning: 1, info: 2 } as const;

/** Worst first, then in the order of the report. */
export function byRule(totals: readonly Group[]): [RuleId, Group[]][] {
  const groups = new Map<RuleId, Group[]>();
  for (const total of totals.toSorted((a, b) => RANK[a.severity] - RANK[b.severity])) {
    const known = groups.get(total.rule);
    if (known) known.push(total);
    else groups.set(total.rule, [total]);
  }
  return [...groups];
}

export function ruleBlock(
  rule: RuleId,
  totals: readonly Group[],
  all: readonly Finding[],
  context: ReporterContext,
): string[] {
  const { style } = context;
  const text = context.rule(rule);
  const findings = all.filter((finding) => finding.rule === rule);
  const amount = totals.reduce((sum, total) => sum + total.count, 0);
  const worst = totals[0]?.severity ?? 'info';
  const requirement = text.requirement ? style.dim(` ${text.requirement}`) : '';
  const alike = alikeColumns(totals, findings);
  const shown = alike ? [] : totals.slice(0, COLUMNS);
  const hidden = alike ? [] : totals.slice(COLUMNS);
  return [
    `  ${mark(worst, context)} ${style.bold(rule)}${requirement}${amount > 1 ? `  ${count(amount)} times` : ''}${knownOf(totals, amount)}`,
    ...(alike ? alikeBlock(totals, findings, context) : []),
    ...shown.flatMap((total) => [...columnBlock(total, findings, context), ...valuesOf(total)]),
    ...(hidden.length > 0
      ? [
          `      … and ${plural(hidden.length, 'more column')}: ${hidden.map((total) => total.column).join(', ')}`,
        ]
      : []),
    ...headerToUse(findings, context),
    `      ${style.cyan('why')}  ${text.why}`,
    `      ${style.cyan('mend')} ${text.fix}`,
  ];
}

/** How many of them the baseline lets pass. */
function knownOf(totals: readonly Group[], amount: number): string {
  const known = totals.reduce((sum, total) => sum + (total.baselined ? total.count : 0), 0);
  if (known === 0) return '';
  return known === amount ? '  in the baseline' : `  ${count(known)} in the baseline`;
}

/** From this many columns on, columns with one and the same fault are told in one line. */
const MANY_COLUMNS = 4;

const withoutColumn = ({ message, where }: Finding): string => message.replaceAll(`“${where.column}”`, '“…”');

/** Every column of the rule has the same fault. */
function alikeColumns(totals: readonly Group[], findings: readonly Finding[]): boolean {
  if (totals.length < MANY_COLUMNS || totals.some((total) => total.column === undefined)) return false;
  return new Set(findings.map(withoutColumn)).size === 1;
}

function alikeBlock(
  totals: readonly Group[],
  findings: readonly Finding[],
  { style }: ReporterContext,
): string[] {
  const [first] = findings;
  const names = totals.slice(0, COLUMNS).map((total) => total.column);
  const more = totals.length > COLUMNS ? ` and ${totals.length - COLUMNS} more` : '';
  const samples = findings.slice(0, SAMPLES).map((finding) => `${lineOf(finding)}${keyOf(finding)}`);
  return [
    `      ${first ? withoutColumn(first) : ''}${style.dim(`  e.g. ${samples.join('; ')}`)}`,
    `      in ${count(totals.length)} columns: ${names.join(', ')}${more}`,
  ];
}

/** One line for a single finding; for more: their number, then samples. */
function columnBlock(total: Group, findings: readonly Finding[], { style }: ReporterContext): string[] {
  const own = findings.filter(
    (finding) => finding.where.column === total.column && finding.severity === total.severity,
  );
  const samples = own.slice(0, SAMPLES);
  if (total.count === 1)
    return samples.map((finding) => `      ${place(finding)}${finding.message}${keyOf(finding)}`);
  const same = samples.every((finding) => finding.message === samples[0]?.message);
  const label = total.column === undefined ? count(total.count) : `${total.column}: ${count(total.count)}`;
  if (same) {
    const where = samples.map((finding) => `${lineOf(finding)}${keyOf(finding)}`).filter(Boolean);
    const tail = where.length > 0 ? style.dim(`  e.g. ${where.join('; ')}`) : '';
    return [`      ${label} × ${samples[0]?.message ?? ''}${tail}`];
  }
  return [
    `      ${label}, e.g.`,
    ...samples.map((finding) => `        ${place(finding)}${finding.message}${keyOf(finding)}`),
  ];
}

/** Which values, where there is more than one finding. */
function valuesOf({ values, count: total }: Group): string[] {
  if (!values || total < 2) return [];
  const { distinct, andMore, frequent } = values;
  const named = frequent
    .map(({ value, count: times }) => `${visible(value)}${times > 1 ? ` (${count(times)} ×)` : ''}`)
    .join(', ');
  const rest = andMore || distinct > frequent.length ? ', …' : '';
  return [`        ${andMore ? 'more than ' : ''}${plural(distinct, 'different value')}: ${named}${rest}`];
}

const lineOf = ({ where }: Finding): string => (where.line === undefined ? '' : `line ${count(where.line)}`);

const place = (finding: Finding): string => (finding.where.line === undefined ? '' : `${lineOf(finding)}: `);

function keyOf({ details }: Finding): string {
  const { key } = details;
  if (typeof key !== 'object' || key === null) return '';
  return ` (${Object.entries(key)
    .map(([name, value]) => `${name} ${String(value)}`)
    .join(', ')})`;
}

/** The header line to use, once for a file; very long ones only in part. */
function headerToUse(findings: readonly Finding[], { style }: ReporterContext): string[] {
  const header = findings.find((finding) => typeof finding.details['headerToUse'] === 'string')?.details[
    'headerToUse'
  ];
  if (typeof header !== 'string') return [];
  return [`      ${style.cyan('use')}  ${visible(header)}`];
}

export function mark(severity: Finding['severity'], { style }: ReporterContext): string {
  if (severity === 'error') return style.red('error  ');
  return severity === 'warning' ? style.yellow('warning') : style.dim('note   ');
}
