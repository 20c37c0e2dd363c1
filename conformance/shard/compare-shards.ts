/** Whether reports are the shards of one run: one of each, of the same files, asked and judged alike. */
import { specsDigest } from '../../specs/digest.js';
import type { Report, Shard, ShardFile } from '../../specs/report.js';
import { oneLine } from '../inputs/one-line.js';
import { MergeError } from './merge-error.js';

/** A report, and what to call it in a message. */
export interface NamedReport {
  readonly name: string;
  readonly report: Report;
}

export interface ShardReport {
  readonly name: string;
  readonly report: Report;
  readonly shard: Shard;
}

/** In the order of their index, all there and comparable. Throws `MergeError`. */
export function orderShards(reports: readonly NamedReport[], version: string): readonly ShardReport[] {
  const shards = reports.map(({ name, report }): ShardReport => {
    if (report.shard === null)
      throw new MergeError(
        `${name} is the report of a whole run, not of a shard: nothing is to be merged with it`,
      );
    return { name, report, shard: report.shard };
  });
  const [first] = shards;
  if (first === undefined) throw new MergeError('name the JSON reports of all shards');
  for (const shard of shards) refuseStranger(shard, version);
  for (const other of shards.slice(1)) refuseDifference(first, other);
  return completeInOrder(shards, first.shard.count);
}

/** The rules on the tree are judged here, so they must be those that judged the files. */
function refuseStranger({ name, report, shard }: ShardReport, version: string): void {
  if (report.tool.version !== version)
    throw new MergeError(
      `${name} was made by cqube-conform ${oneLine(report.tool.version)}, this is ${version}: merge with the version that checked`,
    );
  if (report.specs.digest !== specsDigest())
    throw new MergeError(
      `${name} was judged with other dictionaries than this cqube-conform has (specs.digest differs): merge with the one that checked`,
    );
  if (shard.index > shard.count)
    throw new MergeError(
      `${name} says that it is shard ${shard.index} of ${shard.count}: it was changed; check that shard again`,
    );
}

/** What must be the same in all of them, and how to ask for it. */
const SAME: readonly {
  readonly what: string;
  readonly of: (shard: ShardReport) => unknown;
  readonly mend: string;
}[] = [
  { what: 'number of shards', of: ({ shard }) => shard.count, mend: 'split the run in the same way' },
  { what: 'profile', of: ({ report }) => report.profile, mend: 'check all with one --profile' },
  { what: '--fail-on', of: ({ report }) => report.options.failOn, mend: 'check all with one --fail-on' },
  { what: '--only', of: ({ report }) => report.options.only, mend: 'check all with the same --only' },
  { what: '--skip', of: ({ report }) => report.options.skip, mend: 'check all with the same --skip' },
  { what: '--source', of: ({ report }) => report.options.source, mend: 'check all with the same --source' },
  {
    what: '--today',
    of: ({ report }) => report.options.today,
    mend: 'name one --today for every shard, as its day goes over while they run',
  },
  {
    what: '--fail-on-loss',
    of: ({ report }) => report.options.failOnLoss,
    mend: 'ask all for the same loss',
  },
  {
    what: '--forecast-only',
    of: ({ report }) => report.options.forecastOnly,
    mend: 'check all with --forecast-only, or none',
  },
  {
    what: '--masters',
    of: ({ report }) => report.options.masters,
    mend: 'name the same masters in every shard',
  },
  {
    what: 'overrides',
    of: ({ report }) => report.options.overrides,
    mend: 'check all with the same configuration',
  },
  {
    what: 'columns of their own',
    of: ({ report }) => report.options.columns,
    mend: 'check all with the same configuration',
  },
  {
    what: 'pinned variants',
    of: ({ report }) => report.options.variants,
    mend: 'check all with the same configuration',
  },
  {
    what: 'limits of unpacking',
    of: ({ report }) => report.options.expansion,
    mend: 'check all with the same configuration',
  },
  { what: 'baseline', of: ({ shard }) => shard.baseline, mend: 'check all with the same --baseline' },
  { what: 'paths', of: ({ report }) => report.inputs, mend: 'name the same paths in every shard' },
  {
    what: '--show-values',
    of: ({ shard }) => shard.showValues,
    mend: 'check all with --show-values, or none',
  },
  {
    what: 'recording',
    of: ({ shard }) => shard.recording,
    mend: 'give the same --journal or --emission-log to every shard',
  },
  {
    what: 'options',
    of: ({ shard: { samples, asked, wholeTree } }) => [samples, asked, wholeTree],
    mend: 'check all in the same way',
  },
];

function refuseDifference(first: ShardReport, other: ShardReport): void {
  for (const { what, of, mend } of SAME) {
    const [one, two] = [JSON.stringify(of(first)), JSON.stringify(of(other))];
    if (one === two) continue;
    const told = one.length + two.length < 200 ? ` (${oneLine(one)}, ${oneLine(two)})` : '';
    throw new MergeError(`${first.name} and ${other.name} differ in their ${what}${told}: ${mend}`);
  }
  const difference = differenceOf(first, other);
  if (difference === null) return;
  throw new MergeError(
    `${first.name} and ${other.name} saw different emissions: ${difference}. Give every shard the same files and check again`,
  );
}

/** Why a file could not be read may differ: the shard that checks it knows. */
const comparable = ({ unreadable: _unreadable, ...file }: ShardFile): string => JSON.stringify(file);

function differenceOf(first: ShardReport, other: ShardReport): string | null {
  const [one, two] = [first.shard.tree, other.shard.tree];
  for (let index = 0; index < Math.max(one.length, two.length); index++) {
    const [here, there] = [one[index], two[index]];
    if (here && there && comparable(here) === comparable(there)) continue;
    if (here && there && here.path === there.path)
      return here.bytes === there.bytes
        ? `“${oneLine(here.path)}” was taken for different things`
        : `“${oneLine(here.path)}” has ${here.bytes} bytes in one and ${there.bytes} in the other`;
    const alone = [here, there].find((file) => file && !isIn(file, one)) ?? here ?? there;
    return `“${oneLine(alone?.path ?? '')}” is in one only`;
  }
  return null;
}

const isIn = ({ path }: ShardFile, tree: readonly ShardFile[]): boolean =>
  tree.some((file) => file.path === path);

function completeInOrder(shards: readonly ShardReport[], count: number): readonly ShardReport[] {
  const ordered: ShardReport[] = [];
  const missing: number[] = [];
  for (let index = 1; index <= count; index++) {
    const [one, again] = shards.filter(({ shard }) => shard.index === index);
    if (one && again)
      throw new MergeError(
        `${one.name} and ${again.name} are both shard ${index} of ${count}: name one of them`,
      );
    if (one) ordered.push(one);
    else missing.push(index);
  }
  if (missing.length === 0) return ordered;
  const which = missing.slice(0, 10).join(', ');
  const more = missing.length > 10 ? ` and ${missing.length - 10} more` : '';
  throw new MergeError(
    `shard ${which}${more} of ${count} is missing: check it with --shard ${missing[0]}/${count} and name its report too`,
  );
}
