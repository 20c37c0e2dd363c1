/** Puts the reports of all shards together: the report that one run over all files would have made, byte for byte. */
import { profiles } from '../../specs/profiles/index.js';
import type { FileForecast } from '../../specs/forecast.js';
import type { FileReport, Finding, Group, Report } from '../../specs/report.js';
import { sources } from '../../specs/sources/index.js';
import { assembleReport } from '../assemble-report.js';
import type { EmissionJudgement } from '../assemble-report.js';
import type { FileOutcome } from '../check-file.js';
import type { EmissionFacts, EmissionFile } from '../engine/emission-facts.js';
import { readLossLimit } from '../engine/loss.js';
import { withPart } from '../finding-part.js';
import { oneLine } from '../inputs/one-line.js';
import { judgeEmission } from '../judge-emission.js';
import { DEFAULTS } from '../settings.js';
import type { Settings } from '../settings.js';
import { rulesOf } from '../wanted-rules.js';
import { orderShards } from './compare-shards.js';
import type { NamedReport, ShardReport } from './compare-shards.js';
import { MergeError } from './merge-error.js';
import { factsOf } from './shard-tree.js';
import { splitFiles } from './split-files.js';

export interface MergeOptions {
  /** Version of this tool. */
  readonly version: string;
  /** Takes the findings of the rules on the tree, as in `Settings`; null: nobody asks for them. */
  readonly findingsFolder: string | null;
}

/** Throws `MergeError` where they are not the shards of one run. */
export function mergeShards(reports: readonly NamedReport[], merge: MergeOptions): Report {
  const shards = orderShards(reports, merge.version);
  const [first] = shards as readonly [ShardReport, ...ShardReport[]];
  const options = settingsOf(first, merge);
  const facts = wholeFacts(first, shards);
  for (const shard of shards) refuseForeign(shard, facts);
  const rules = rulesOf(options);
  const outcomes = outcomesOf(facts, shards);
  const files = outcomes.map(({ report }) => report);
  return assembleReport({
    paths: first.report.inputs,
    options,
    rules,
    facts,
    outcomes,
    emission: withPart(options, 0, (sink) => judgeEmission(facts, files, rules, options, sink)),
    journal: journalOf(first.report),
    recording: first.report.recording,
    emissionOrder: first.report.emissionOrder,
    forecast: forecastsOf(facts, shards),
    today: first.report.options.today,
    shard: null,
    ...timesOf(shards),
  });
}

function settingsOf({ name, report, shard }: ShardReport, merge: MergeOptions): Settings {
  const profile = profiles.find(({ id }) => id === report.profile);
  const source = sources.find(({ id }) => id === report.options.source) ?? null;
  const { failOnLoss } = report.options;
  if (!profile || (source?.id ?? null) !== report.options.source)
    throw new MergeError(
      `${name} names a profile or a data source that nobody knows: check that shard again`,
    );
  return {
    ...DEFAULTS,
    ...report.options,
    ...merge,
    profile,
    source,
    failOnLoss: failOnLoss === null ? null : readLossLimit(failOnLoss),
    baseline: shard.baseline,
    asked: shard.asked,
    samples: shard.samples,
    showValues: shard.showValues,
    now: () => 0,
  };
}

/** The emission as its shards saw it; of each file, what the shard that it belongs to says of it. */
function wholeFacts({ name, shard }: ShardReport, shards: readonly ShardReport[]): EmissionFacts {
  const facts = factsOf(shard);
  if (facts === null)
    throw new MergeError(`${name} names a data source that nobody knows: check that shard again`);
  const owners = splitFiles(facts, shard.count);
  const files = facts.files.map(({ unreadable: _unreadable, ...file }, index): EmissionFile => {
    const owner = shards[(owners.get(file.path) ?? 1) - 1];
    const reason = owner?.shard.tree[index]?.unreadable;
    return { ...file, ...(reason !== undefined && { unreadable: reason }) };
  });
  return { ...facts, files };
}

const isOfTraffic = ({ rule }: { readonly rule: string }): boolean => rule.startsWith('journal/');

/** A report that was cut, mended by hand or made from other files would lose findings without a word. */
function refuseForeign({ name, report, shard }: ShardReport, facts: EmissionFacts): void {
  const owners = splitFiles(facts, shard.count);
  const own = facts.files.map(({ path }) => path).filter((path) => owners.get(path) === shard.index);
  const known = new Set(own);
  const fits = (path: string | null): boolean => path !== null && known.has(path);
  const strange = [
    ...report.faults.filter(({ path }) => !fits(path)).map(({ path }) => path ?? ''),
    ...[...report.groups, ...report.findings.map(({ rule, where }) => ({ rule, path: where.path }))]
      .filter((one) => (isOfTraffic(one) ? shard.index > 1 : !fits(one.path)))
      .map(({ path }) => path),
    ...[report.files, report.forecast].flatMap((told) => [
      ...told.filter(({ path }, index) => path !== own[index]).map(({ path }) => path),
      ...own.filter((path, index) => path !== told[index]?.path),
    ]),
  ];
  if (strange.length === 0) return;
  throw new MergeError(
    `${name} is not what shard ${shard.index} of ${shard.count} reports (see “${oneLine(strange[0] ?? '')}”): check that shard again`,
  );
}

/** By path, in the order in which they come. */
function byPath<Item>(items: readonly Item[], pathOf: (item: Item) => string): ReadonlyMap<string, Item[]> {
  const map = new Map<string, Item[]>();
  for (const item of items) {
    const path = pathOf(item);
    const known = map.get(path);
    if (known) known.push(item);
    else map.set(path, [item]);
  }
  return map;
}

/** What `checkFile` gave back on the machines of the shards. */
function outcomesOf(facts: EmissionFacts, shards: readonly ShardReport[]): readonly FileOutcome[] {
  const all = <Item>(part: (report: Report) => readonly Item[]): readonly Item[] =>
    shards.flatMap(({ report }) => part(report));
  const reports = byPath<FileReport>(
    all(({ files }) => files),
    ({ path }) => path,
  );
  const findings = byPath<Finding>(
    all((report) => report.findings.filter((one) => !isOfTraffic(one))),
    ({ where }) => where.path,
  );
  const totals = byPath<Group>(
    all(({ groups }) => groups.filter((one) => !isOfTraffic(one))),
    ({ path }) => path,
  );
  const faults = byPath(
    all((report) => report.faults),
    ({ path }) => path ?? '',
  );
  return facts.files.flatMap(({ path, unreadable = null }): FileOutcome[] => {
    const [report] = reports.get(path) ?? [];
    // Of a file without a source nothing was looked into.
    if (!report || report.source === null) return [];
    const [fault = null] = faults.get(path) ?? [];
    return [
      {
        report,
        findings: findings.get(path) ?? [],
        totals: totals.get(path) ?? [],
        tables: [],
        archive: null,
        unreadable,
        fault,
      },
    ];
  });
}

/** Every file's, which `refuseForeign` has seen to. */
function forecastsOf(facts: EmissionFacts, shards: readonly ShardReport[]): readonly FileForecast[] {
  const own = new Map(shards.flatMap(({ report }) => report.forecast.map((one) => [one.path, one] as const)));
  return facts.files.flatMap(({ path }) => own.get(path) ?? []);
}

/** The first shard has judged the recording, for all. */
const journalOf = ({ groups, findings, rules }: Report): EmissionJudgement => ({
  totals: groups.filter(isOfTraffic),
  findings: findings.filter(isOfTraffic),
  results: rules.filter(({ id }) => id.startsWith('journal/')),
});

/** From the first beginning to the last end. */
function timesOf(shards: readonly ShardReport[]): { readonly started: number; readonly ended: number } {
  const spans = shards.map(({ report }) => {
    const from = Date.parse(report.startedAt);
    return { from, to: from + report.durationMs };
  });
  return {
    started: Math.min(...spans.map(({ from }) => from)),
    ended: Math.max(...spans.map(({ to }) => to)),
  };
}
