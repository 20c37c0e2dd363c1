/** `pack`: from plain CSVs to an emission folder. */
import type { Command } from 'commander';
import type { FoundCsv } from '../pack/found.js';
import type { Target } from '../pack/look-at-targets.js';
import type { PackPlan } from '../pack/plan.js';
import { EXIT, UsageError } from '../exit-codes.js';
import { progressLine } from '../progress.js';
import { clock, readProfile, readSource } from '../read-options.js';
import { version } from '../version.js';
import type { CliCommand } from './command.js';

interface Flags {
  readonly out: string;
  readonly source?: string;
  readonly check?: boolean;
  readonly profile?: string;
  readonly overwrite?: boolean;
  readonly dryRun?: boolean;
}

export const pack: CliCommand = {
  register: (program: Command, exit) => {
    program
      .command('pack')
      .description('zip CSVs into an emission folder, each under its published name')
      .argument('[paths...]', 'CSVs, folders that hold them, or - for standard input', [])
      .option('--out <dir>', 'the emission folder to write', './cqube_emission')
      .option('--source <id>', 'the one CSV is this data source, whatever its name')
      .option('--check', 'check the folder afterwards, and end with the exit code of the check')
      .option('--profile <id>', 'what --check judges against: documented (default), pipeline-3.7')
      .option('--overwrite', 'replace zips that are there; otherwise nothing ever is')
      .option('--dry-run', 'only tell what would be packed from where to where')
      .action(async (paths: readonly string[], flags: Flags) => {
        exit(await run(paths, flags));
      });
  },
};

const print = (lines: readonly string[]): boolean => process.stdout.write(`${lines.join('\n')}\n`);

async function run(paths: readonly string[], flags: Flags): Promise<number> {
  refuseWrongCalls(paths, flags);
  if (flags.profile !== undefined) await readProfile(flags.profile);
  const { PackError } = await import('../pack/pack-error.js');
  try {
    const plan = await makePlan(paths, flags);
    if (plan.problems.length > 0) throw new PackError(plan.problems);
    return await carryOut(plan, paths, flags);
  } catch (error) {
    if (!(error instanceof PackError)) throw error;
    for (const { message } of error.problems) process.stderr.write(`cqube-conform: ${message}\n`);
    return error.exitCode;
  }
}

function refuseWrongCalls(paths: readonly string[], flags: Flags): void {
  const { source, out, profile, check, dryRun } = flags;
  if (paths.length === 0)
    throw new UsageError('name what to pack, for example: cqube-conform pack exports/ --check');
  if (out === '') throw new UsageError('--out names no folder');
  if (source !== undefined && paths.length > 1)
    throw new UsageError('--source says what one CSV is, but several paths are named: pack them one by one');
  if (source === undefined && paths.includes('-'))
    throw new UsageError('standard input has no name: --source <id> says what it is');
  if (paths.includes('-') && process.stdin.isTTY)
    throw new UsageError(
      'nothing is piped in: cqube-conform pack - --source <id> < export.csv, or name a file',
    );
  if (profile !== undefined && !check)
    throw new UsageError('--profile says what --check judges against: add --check, or leave it out');
  if (dryRun && check)
    throw new UsageError('--dry-run writes nothing that --check could look at: leave one of them out');
}

async function makePlan(paths: readonly string[], flags: Flags): Promise<PackPlan> {
  const { publishedTree } = await import('../../conformance/inputs/published-tree.js');
  const { sources } = await import('../../specs/sources/index.js');
  const { findCsvs } = await import('../pack/find-csvs.js');
  const { planPack } = await import('../pack/plan.js');
  const name = flags.source;
  const forced = name === undefined ? null : { source: await readSource(name), name };
  const tree = publishedTree(sources);
  const found = await findCsvs(paths, { tree, forced: forced !== null, out: flags.out });
  return planPack(found, tree, forced);
}

async function carryOut(plan: PackPlan, paths: readonly string[], flags: Flags): Promise<number> {
  const { visible } = await import('../../conformance/engine/show-value.js');
  const { lookAtTargets } = await import('../pack/look-at-targets.js');
  const { checkHint, dryRunLine, otherLines, packedLine, plannedLine, summaryLine } =
    await import('../pack/describe-pack.js');
  const others = otherLines(plan);
  if (plan.items.length === 0) {
    if (others.length > 0) print(others);
    process.stderr.write(`cqube-conform: no CSV to pack in ${visible(paths.join(', '))}\n`);
    return EXIT.inconclusive;
  }
  const targets = await lookAtTargets(flags.out, plan.items);
  if (flags.dryRun) {
    print([...targets.map(plannedLine), ...others, '', dryRunLine(targets)]);
    return EXIT.conformant;
  }
  const packed = await write(targets, flags.overwrite === true);
  print([...packed.map(packedLine), ...others, '', summaryLine(packed)]);
  const loose = await looseIn(flags.out, plan);
  if (loose.length > 0)
    process.stderr.write(
      `cqube-conform: ${loose.length} of the CSVs still lie in ${visible(flags.out)}, where cQube expects zips only: move them away, or pack into another folder with --out\n`,
    );
  if (flags.check) return checkResult(flags.out, flags.profile ?? 'documented');
  print([checkHint(flags.out)]);
  return EXIT.conformant;
}

async function write(targets: readonly Target[], overwrite: boolean) {
  const { writePack } = await import('../pack/write-pack.js');
  const progress = progressLine(process.stderr, 'packing');
  return writePack(targets, {
    overwrite,
    onProgress: ({ shown }, index, bytes) =>
      progress.show({ path: shown, file: index + 1, files: targets.length, bytes }),
  }).finally(progress.clear);
}

/** CSVs that were packed where they lie. */
async function looseIn(out: string, { items }: PackPlan): Promise<readonly FoundCsv[]> {
  const { realpath } = await import('node:fs/promises');
  const { sep } = await import('node:path');
  const folder = `${await realpath(out)}${sep}`;
  return items.flatMap(({ csv }) => (csv.realPath.startsWith(folder) ? [csv] : []));
}

async function checkResult(out: string, profileId: string): Promise<number> {
  const { openOutputs } = await import('../outputs.js');
  const { checkEmission } = await import('../../conformance/check-emission.js');
  const outputs = await openOutputs([]);
  const progress = progressLine(process.stderr);
  const report = await checkEmission([out], {
    profile: await readProfile(profileId),
    version: version(),
    now: clock(),
    onProgress: progress.show,
  }).finally(progress.clear);
  print(['']);
  await outputs.write(report);
  return report.exitCode;
}
