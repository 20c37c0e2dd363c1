/** `generate`: an emission that conforms, of any size, from a seed; or one with known defects. */
import { basename, resolve, sep } from 'node:path';
import type { Command } from 'commander';
import type { Break } from '../../fixtures/generator/breaking/allocate.js';
import type { GenerateOptions } from '../../fixtures/generator/plan.js';
import { EXIT, UsageError } from '../exit-codes.js';
import type { Flags } from '../generate/read-flags.js';
import { progressLine } from '../progress.js';
import type { CliCommand } from './command.js';

export const generate: CliCommand = {
  register: (program: Command, exit) => {
    program
      .command('generate')
      .description('write an emission of made-up data that conforms, of any size')
      .argument('<dir>', 'the emission folder to write')
      .option('--seed <n>', 'the same seed and options give the same files', '1')
      .option('--schools <n>', 'schools', '100')
      .option('--students <n>', 'students of each school', '50')
      .option('--months <n>', 'months of attendance', '1')
      .option('--date <day>', 'last day of the data', '2023-12-15')
      .option('--sources <id...>', 'these data sources, or families, and what they refer to')
      .option('--only-these', 'without what the sources refer to')
      .option('--rows <source=n...>', 'so many rows of a source')
      .option('--profile <id>', 'headers and delimiters of documented or pipeline-3.7', 'documented')
      .option('--csv', 'plain CSVs, not zipped')
      .option('--level <n>', 'compression of the zips, 0 (none) to 9 (default: 6)')
      .option('--break <defect...>', 'plant rule[:count][@source], each of them one finding')
      .option('--planted <file>', 'where to list them (default: <dir>.planted.json)')
      .option('--overwrite', 'replace files that are there; otherwise nothing ever is')
      .option('--dry-run', 'only tell what would be written')
      .action(async (dir: string, flags: Flags) => {
        exit(await run(dir, flags));
      });
  },
};

const print = (lines: readonly string[]): boolean => process.stdout.write(`${lines.join('\n')}\n`);

async function run(dir: string, flags: Flags): Promise<number> {
  if (dir === '') throw new UsageError('the folder has no name: cqube-conform generate ./cqube_emission');
  const { readBreaks, readLevel, readOptions } = await import('../generate/read-flags.js');
  const { GeneratorError } = await import('../../fixtures/generator/generator-error.js');
  const { PackError } = await import('../pack/pack-error.js');
  const options = await readOptions(flags);
  const level = readLevel(flags);
  const breaks = await readBreaks(flags);
  try {
    if (flags.dryRun) return await tell(options, breaks, flags);
    return await write(dir, { options, level, breaks, flags });
  } catch (error) {
    if (error instanceof GeneratorError) throw new UsageError(error.message);
    if (!(error instanceof PackError)) throw error;
    for (const { message } of error.problems) process.stderr.write(`cqube-conform: ${message}\n`);
    return error.exitCode;
  }
}

async function plan(options: GenerateOptions, breaks: readonly Break[], flags: Flags) {
  const { planEmission } = await import('../../fixtures/generator/plan.js');
  const { breakEmission } = await import('../../fixtures/generator/breaking/break-emission.js');
  const planned = planEmission(options);
  const broken = breakEmission(planned, {
    seed: options.seed,
    breaks,
    all: options.sources.length === 0,
    loose: flags.csv === true,
  });
  return { planned, ...broken };
}

async function tell(options: GenerateOptions, breaks: readonly Break[], flags: Flags): Promise<number> {
  const { estimateBytes } = await import('../../fixtures/generator/estimate-bytes.js');
  const { dryRunLine, plannedLine } = await import('../generate/describe-generated.js');
  const { planned, files } = await plan(options, breaks, flags);
  print([...planned.map((csv) => plannedLine(csv, estimateBytes(csv))), '', dryRunLine(files.length)]);
  return EXIT.conformant;
}

interface Asked {
  readonly options: GenerateOptions;
  readonly level: number;
  readonly breaks: readonly Break[];
  readonly flags: Flags;
}

async function write(dir: string, { options, level, breaks, flags }: Asked): Promise<number> {
  const { generatedTargets, writeGenerated } = await import('../generate/write-generated.js');
  const { plantedLines, plantedText, summaryLine, writtenLine } =
    await import('../generate/describe-generated.js');
  const { checkHint } = await import('../pack/describe-pack.js');
  const overwrite = flags.overwrite === true;
  const { files, planted } = await plan(options, breaks, flags);
  const list = breaks.length > 0 ? await plantedFile(dir, flags) : null;
  const targets = await generatedTargets(dir, files, overwrite);
  const progress = progressLine(process.stderr, 'generating');
  const written = await writeGenerated(targets, {
    overwrite,
    level,
    onProgress: (path, index, bytes) =>
      progress.show({ path, file: index + 1, files: targets.length, bytes }),
    ...(list && { beside: { ...list, text: () => plantedText(options.seed, planted) } }),
  }).finally(progress.clear);
  print([...written.map(writtenLine), '', summaryLine(written)]);
  print(list ? plantedLines(planted, list.shown) : [checkHint(dir)]);
  return EXIT.conformant;
}

/** Beside the emission and never inside it, where it would be emitted too. */
async function plantedFile(dir: string, { planted, overwrite }: Flags) {
  const { stat } = await import('node:fs/promises');
  const { shownAs } = await import('../pack/find-csvs.js');
  const path = resolve(planted ?? `${resolve(dir)}.planted.json`);
  const shown = planted ?? shownAs(`${dir.replace(/[\\/]+$/, '')}.planted.json`);
  if (basename(path) === '' || `${path}${sep}`.startsWith(`${resolve(dir)}${sep}`))
    throw new UsageError(`--planted ${shown} lies in the emission: name a file beside it`);
  const present = await stat(path).catch(() => null);
  if (present?.isDirectory()) throw new UsageError(`--planted ${shown} is a folder: name a file`);
  if (present && !overwrite)
    throw new UsageError(
      `${shown} is there already and stays: name another with --planted, or replace it with --overwrite`,
    );
  return { path, shown };
}
