/** The report for people: file by file, rule by rule, then what a manager needs to know. */
import { profiles } from '../../specs/profiles/index.js';
import type { FileReport, Finding, Report, Group } from '../../specs/report.js';
import type { RuleId } from '../../specs/rule-ids.js';
import { visible } from '../engine/show-value.js';
import { count, heading, plural } from './wording.js';
import type { Reporter, ReporterContext } from './reporter.js';

/** Samples shown for a rule and column; the JSON report has more. */
const SAMPLES = 3;
/** Columns shown for one rule in one file. */
const COLUMNS = 12;
const RANK = { error: 0, warning: 1, info: 2 } as const;

export const pretty: Reporter = (report, context) =>
  [
    ...title(report, context),
    ...tree(report, context),
    ...report.files.flatMap((file) => fileBlock(file, report, context)),
    ...quietFiles(report, context),
    ...faults(report, context),
    ...order(report, context),
    ...summary(report, context),
    '',
  ].join('\n');

const titleOf = (profile: string): string => profiles.find(({ id }) => id === profile)?.title ?? profile;

function title({ tool, profile, inputs }: Report, { style }: ReporterContext): string[] {
  const against = `checked against profile ${style.bold(profile)}: ${titleOf(profile)}`;
  return [
    `${style.bold(`${tool.name} ${tool.version}`)} · ${inputs.map(visible).join(', ')} · ${against}`,
    '',
  ];
}

/** Findings that belong to no file: folders that nobody knows, sources that are not there. */
function tree(report: Report, context: ReporterContext): string[] {
  const files = new Set(report.files.map((file) => file.path));
  const { style } = context;
  const places = [...new Set(report.findings.map((finding) => finding.where.path))].filter(
    (path) => !files.has(path),
  );
  return places.flatMap((path) => {
    const own = report.findings.filter((finding) => finding.where.path === path);
    const plain = own.filter((finding) => finding.severity === 'info');
    const serious = report.groups.filter((total) => total.path === path && total.severity !== 'info');
    return [
      ...plain.flatMap((finding) => [`${mark(finding.severity, context)} ${finding.message}`, '']),
      ...(serious.length === 0
        ? []
        : [
            `${style.red('✗')} ${style.bold(path === '' ? 'the emission as a whole' : `${visible(path)}/`)}`,
            ...byRule(serious).flatMap(([rule, group]) => ruleBlock(rule, group, own, context)),
            '',
          ]),
    ];
  });
}

function fileBlock(file: FileReport, report: Report, context: ReporterContext): string[] {
  const totals = report.groups.filter((total) => total.path === file.path);
  if (totals.length === 0) return [];
  const { style } = context;
  const about = [
    file.source && `source ${file.source}${file.variant === null ? '' : ` (${file.variant} columns)`}`,
    file.matchedBy === 'header' && 'told by its header',
    file.uncompressedBytes > 0 && rowsOf(file),
  ].filter(Boolean);
  const errors = totals.some((total) => total.severity === 'error');
  const sign = errors ? style.red('✗') : style.yellow('!');
  const findings = report.findings.filter((finding) => finding.where.path === file.path);
  return [
    `${sign} ${style.bold(visible(file.path))}${about.length > 0 ? style.dim(`  ${about.join(', ')}`) : ''}`,
    ...byRule(totals).flatMap(([rule, group]) => ruleBlock(rule, group, findings, context)),
    '',
  ];
}

/** Rows that a defect of the header kept from being read are not none. */
function rowsOf({ rows, rules }: FileReport): string {
  const blocked = rules.some(({ skippedBecause }) => skippedBecause?.startsWith('blocked by table/'));
  return rows === 0 && blocked ? 'rows not checked before that is mended' : plural(rows, 'row');
}

/** Worst first, then in the order of the report. */
function byRule(totals: readonly Group[]): [RuleId, Group[]][] {
  const groups = new Map<RuleId, Group[]>();
  for (const total of totals.toSorted((a, b) => RANK[a.severity] - RANK[b.severity])) {
    const known = groups.get(total.rule);
    if (known) known.push(total);
    else groups.set(total.rule, [total]);
  }
  return [...groups];
}

function ruleBlock(
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
    `  ${mark(worst, context)} ${style.bold(rule)}${requirement}${amount > 1 ? `  ${count(amount)} times` : ''}`,
    ...(alike ? alikeBlock(totals, findings, context) : []),
    ...shown.flatMap((total) => columnBlock(total, findings, context)),
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

function quietFiles({ files, groups }: Report, { style }: ReporterContext): string[] {
  const loud = new Set(groups.map((group) => group.path));
  const quiet = files.filter((file) => !loud.has(file.path) && file.verdict === 'pass');
  if (quiet.length === 0) return [];
  return [
    ...quiet.map(
      (file) =>
        `${style.green('✓')} ${visible(file.path)}${style.dim(`  source ${file.source ?? ''}, ${plural(file.rows, 'row')}`)}`,
    ),
    '',
  ];
}

function faults(report: Report, { style }: ReporterContext): string[] {
  return report.faults.flatMap((fault) => [
    `${style.red('FAULT')} ${fault.path === null ? '' : `${visible(fault.path)}: `}${visible(fault.message)}`,
    `      ${fault.mend}`,
    '',
  ]);
}

function order({ emissionOrder }: Report, { style }: ReporterContext): string[] {
  if (emissionOrder.flat().length < 2) return [];
  return [
    style.bold('Emit in this order') + style.dim(' (files of one step in any order)'),
    ...emissionOrder.map(
      (step, index) => `  ${String(index + 1).padStart(2)}. ${step.map(visible).join(', ')}`,
    ),
    '',
  ];
}

function summary(report: Report, context: ReporterContext): string[] {
  const { style } = context;
  const { summary: sums, counts, files } = report;
  const failed = files.filter((file) =>
    report.groups.some((total) => total.path === file.path && total.severity === 'error'),
  );
  const paint = report.exitCode === 0 ? style.green : style.red;
  return [
    paint(style.bold(heading(report))),
    `  ${plural(sums.filesChecked, 'file')} of ${plural(sums.sources, 'data source')} checked (cQube knows ${sums.sourcesKnown}), ${plural(sums.rows, 'row')}, ${plural(sums.bytes, 'byte')} of CSV.`,
    `  ${plural(counts.error, 'error')}, ${plural(counts.warning, 'warning')}, ${plural(counts.info, 'note')}${failed.length > 0 ? `; errors in ${plural(failed.length, 'file')}` : ''}.`,
    ...topCauses(report),
  ];
}

/** The rules that cause most errors: what to mend first. */
function topCauses({ groups }: Report): string[] {
  const files = new Map<RuleId, Set<string>>();
  for (const { rule, path, severity } of groups) {
    if (severity === 'error') files.set(rule, (files.get(rule) ?? new Set()).add(path));
  }
  const ranked = [...files].toSorted((a, b) => b[1].size - a[1].size).slice(0, 5);
  return ranked.length === 0
    ? []
    : [
        `  Mend first: ${ranked.map(([rule, paths]) => `${rule} (${plural(paths.size, 'file')})`).join(', ')}.`,
      ];
}

function mark(severity: Finding['severity'], { style }: ReporterContext): string {
  if (severity === 'error') return style.red('error  ');
  return severity === 'warning' ? style.yellow('warning') : style.dim('note   ');
}
