/** The report for people: file by file, rule by rule, then what a manager needs to know. */
import { profiles } from '../../specs/profiles/index.js';
import type { FileReport, Group, Report, RuleResult, ScenarioResult } from '../../specs/report.js';
import type { RuleId } from '../../specs/rule-ids.js';
import { preventableLoss } from '../engine/loss.js';
import { visible } from '../engine/show-value.js';
import { configuredLines } from './configured.js';
import { forecastBlocks } from './forecast.js';
import { partsByPath } from './parts-by-path.js';
import { byRule, mark, ruleBlock } from './rule-block.js';
import { scenarioBlocks } from './scenarios.js';
import { count, heading, plural } from './wording.js';
import type { Reporter, ReporterContext } from './reporter.js';

export const pretty: Reporter = (whole, context) => {
  const { report, sent } = apart(whole);
  const about = partsByPath(report);
  return [
    ...title(report, context),
    ...tree(report, context),
    ...report.files.flatMap((file) => fileBlock(file, { ...report, ...about(file.path) }, context)),
    ...unreadFiles(report, context),
    ...quietFiles(report, context),
    ...notLookedUp(report, context),
    ...scenarioBlocks(whole, context),
    ...traffic(sent, context),
    ...faults(report, context),
    ...forecastBlocks(whole, context),
    ...order(report, context),
    ...configured(whole, context),
    ...summary(whole, context),
    '',
  ].join('\n');
};

const isTraffic = ({ rule }: { readonly rule: RuleId }): boolean => rule.startsWith('journal/');

/** What lies in the folder, and what was sent: two things, even where they bear one name. */
function apart(whole: Report): { readonly report: Report; readonly sent: Report } {
  const part = (keep: (one: { readonly rule: RuleId }) => boolean): Report => ({
    ...whole,
    groups: whole.groups.filter(keep),
    findings: whole.findings.filter(keep),
  });
  return { report: part((one) => !isTraffic(one)), sent: part(isTraffic) };
}

const KINDS = { journal: 'a journal', har: 'a HAR', 'emission-log': "the client's log" } as const;

/** What the recording shows, rule by rule: the messages name the files. */
function traffic({ recording, rules, groups, findings }: Report, context: ReporterContext): string[] {
  if (recording === null) return [];
  const { style } = context;
  const { kind, exchanges, uploads, acknowledged, files } = recording;
  const skipped = rules.filter(({ id, state }) => id.startsWith('journal/') && state === 'skipped');
  const serious = groups.some(({ severity }) => severity === 'error');
  const sign = serious ? style.red('✗') : groups.length > 0 ? style.yellow('!') : style.green('✓');
  return [
    `${sign} ${style.bold('what was sent')}${style.dim(`  ${KINDS[kind]}: ${plural(exchanges, 'exchange')}, ${plural(uploads, 'upload')} of ${plural(files, 'file')}, ${count(acknowledged)} acknowledged`)}`,
    ...byRule(groups).flatMap(([rule, totals]) => ruleBlock(rule, together(totals), findings, context)),
    ...notJudged(skipped).map((line) => style.dim(`  ${line}`)),
    '',
  ];
}

/** One line a reason. */
function notJudged(skipped: readonly RuleResult[]): readonly string[] {
  const reasons = new Set(skipped.map(({ skippedBecause = '' }) => skippedBecause));
  return [...reasons].map((reason) => {
    const ids = skipped.filter(({ skippedBecause }) => skippedBecause === reason).map(({ id }) => id);
    return `not judged, as ${reason}: ${ids.join(', ')}`;
  });
}

/** Totals of one severity over all files. */
const together = (totals: readonly Group[]): readonly Group[] =>
  [...new Set(totals.map(({ severity }) => severity))].flatMap((severity) => {
    const same = totals.filter((total) => total.severity === severity);
    const [first] = same;
    return first ? [{ ...first, path: '', count: same.reduce((sum, total) => sum + total.count, 0) }] : [];
  });

const titleOf = (profile: string): string => profiles.find(({ id }) => id === profile)?.title ?? profile;

function title(
  { tool, profile, inputs, files, shard, options }: Report,
  { style }: ReporterContext,
): string[] {
  const against = options.forecastOnly
    ? 'forecast only'
    : `checked against profile ${style.bold(profile)}: ${titleOf(profile)}`;
  const part =
    shard &&
    `shard ${shard.index} of ${shard.count}: ${count(files.length)} of ${plural(shard.tree.length, 'file')}`;
  return [
    [style.bold(`${tool.name} ${tool.version}`), inputs.map(visible).join(', '), part, against]
      .filter(Boolean)
      .join(' · '),
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
  const about = partsByPath(report);
  return places.flatMap((path) => {
    const { findings: own, groups } = about(path);
    const plain = own.filter((finding) => finding.severity === 'info');
    const serious = groups.filter((total) => total.severity !== 'info');
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

/** The rule that says so is judged by `merge`; whoever looks at the shard wants to know at once. */
function unreadFiles({ files, shard }: Report, { style }: ReporterContext): string[] {
  if (shard === null) return [];
  const reasons = new Map(shard.tree.map(({ path, unreadable }) => [path, unreadable]));
  const lines = files.flatMap(({ path }) => {
    const reason = reasons.get(path);
    return reason === undefined
      ? []
      : [`${style.red('✗')} ${style.bold(visible(path))}  could not be opened (${visible(reason)})`];
  });
  return lines.length === 0 ? [] : [...lines, ''];
}

function quietFiles({ files, groups, options }: Report, { style }: ReporterContext): string[] {
  const loud = new Set(groups.map((group) => group.path));
  const quiet = files.filter((file) => !loud.has(file.path) && file.verdict === 'pass');
  if (quiet.length === 0 || options.forecastOnly) return [];
  return [
    ...quiet.map(
      (file) =>
        `${style.green('✓')} ${visible(file.path)}${style.dim(`  source ${file.source ?? ''}, ${plural(file.rows, 'row')}`)}`,
    ),
    '',
  ];
}

/** References that could not be looked up, one line a reason: a pass that says less than it seems to. */
function notLookedUp({ files }: Report, { style }: ReporterContext): string[] {
  const reasons = new Map<string, string[]>();
  for (const { path, rules } of files) {
    const because = rules.find(({ id }) => id === 'dataset/unknown-reference')?.skippedBecause ?? null;
    if (because === null || because.startsWith('blocked by') || because.startsWith('no ')) continue;
    reasons.set(because, [...(reasons.get(because) ?? []), path]);
  }
  if (reasons.size === 0) return [];
  const lines = [...reasons].map(([because, paths]) => `  ${whatRefers(paths)}: ${visible(because)}`);
  return [
    style.dim('References that were not looked up (--masters names masters that were emitted earlier)'),
    ...lines.map((line) => style.dim(line)),
    '',
  ];
}

const REFERRING = 3;

const whatRefers = (paths: readonly string[]): string =>
  paths.length <= REFERRING
    ? paths.map(visible).join(', ')
    : `${paths.slice(0, REFERRING).map(visible).join(', ')} and ${plural(paths.length - REFERRING, 'more file')}`;

function faults(report: Report, { style }: ReporterContext): string[] {
  return report.faults.flatMap((fault) => [
    `${style.red('FAULT')} ${fault.path === null ? '' : `${visible(fault.path)}: `}${visible(fault.message)}`,
    `      ${fault.mend}`,
    '',
  ]);
}

function order({ emissionOrder, scenarios, shard }: Report, { style }: ReporterContext): string[] {
  if (scenarios !== null || shard !== null || emissionOrder.flat().length < 2) return [];
  return [
    style.bold('Emit in this order') + style.dim(' (files of one step in any order)'),
    ...emissionOrder.map(
      (step, index) => `  ${String(index + 1).padStart(2)}. ${step.map(visible).join(', ')}`,
    ),
    '',
  ];
}

/** What was changed of the published rules: whoever reads the verdict must have seen it. */
function configured(report: Report, { style }: ReporterContext): string[] {
  const lines = configuredLines(report);
  return lines.length === 0
    ? []
    : [style.bold('Not as published'), ...lines.map((line) => `  ${style.yellow('!')} ${line}`), ''];
}

function summary(report: Report, context: ReporterContext): string[] {
  const { style } = context;
  const { summary: sums, counts, files, recording, scenarios } = report;
  const bad = new Set(report.groups.filter(({ severity }) => severity === 'error').map(({ path }) => path));
  const failed = files.filter(({ path }) => bad.has(path));
  const paint = report.exitCode === 0 ? style.green : style.red;
  return [
    paint(style.bold(heading(report))),
    ...((recording !== null || scenarios !== null) && files.length === 0
      ? []
      : [
          `  ${plural(sums.filesChecked, 'file')} of ${plural(sums.sources, 'data source')} checked (cQube knows ${sums.sourcesKnown}), ${plural(sums.rows, 'row')}, ${plural(sums.bytes, 'byte')} of CSV.`,
        ]),
    ...lossLine(report),
    ...(report.options.forecastOnly ? [] : [findingsLine(counts, failed.length, report.baseline)]),
    ...(scenarios === null ? [] : [`  ${reached(scenarios)}`]),
    ...topCauses(report),
  ];
}

const findingsLine = (counts: Report['counts'], failed: number, baseline: Report['baseline']): string => {
  const known = Object.values(baseline?.baselined ?? {}).reduce((sum, one) => sum + one, 0);
  return `  ${plural(counts.error, 'error')}, ${plural(counts.warning, 'warning')}, ${plural(counts.info, 'note')}${failed > 0 ? `; errors in ${plural(failed, 'file')}` : ''}${known > 0 ? `; ${count(known)} of them known and let pass` : ''}.`;
};

/** Only where it was asked for: the forecast is no part of the verdict. */
function lossLine({ options, forecast, shard }: Report): string[] {
  if (options.failOnLoss === null || shard !== null) return [];
  const { rows, files, of } = preventableLoss(forecast);
  const unread = files > 0 ? `, and ${plural(files, 'file')} of unknown size` : '';
  return [
    `  Lost although you could keep them: ${plural(rows, 'row')} of ${count(of)}${unread} (--fail-on-loss ${options.failOnLoss}).`,
  ];
}

function reached(scenarios: readonly ScenarioResult[]): string {
  const all = plural(scenarios.length, 'scenario');
  const must = scenarios.filter(({ level }) => level !== null).length;
  const whole = scenarios.filter(({ level }) => level === 'must+should').length;
  return `${all}: MUST kept in ${count(must)}, SHOULD too in ${count(whole)}.`;
}

/** The rules that cause most errors: what to mend first. */
function topCauses({ groups }: Report): string[] {
  const files = new Map<RuleId, Set<string>>();
  for (const { rule, path, severity, baselined } of groups) {
    if (severity === 'error' && !baselined) files.set(rule, (files.get(rule) ?? new Set()).add(path));
  }
  const ranked = [...files].toSorted((a, b) => b[1].size - a[1].size).slice(0, 5);
  return ranked.length === 0
    ? []
    : [
        `  Mend first: ${ranked.map(([rule, paths]) => `${rule} (${plural(paths.size, 'file')})`).join(', ')}.`,
      ];
}
