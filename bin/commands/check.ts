/** `check`: judge an emission on disk. */
import { tmpdir } from 'node:os';
import type { Command } from 'commander';
import type { CheckOptions } from '../../conformance/check-emission.js';
import type { Settings } from '../../conformance/settings.js';
import type { FailOn, Report } from '../../specs/report.js';
import type { OpenedBaseline } from '../baseline/open-baseline.js';
import { addConfigOptions } from '../config/config-options.js';
import type { BaselineFlags, ConfigFlags } from '../config/check-flags.js';
import { EXIT, UsageError } from '../exit-codes.js';
import type { Outputs } from '../outputs.js';
import { readMemorySize, readTempDir } from '../memory-size.js';
import { progressLine } from '../progress.js';
import { clock, didYouMean, readProfile, readShard, readSource } from '../read-options.js';
import { version } from '../version.js';
import type { CliCommand } from './command.js';

interface Flags extends ConfigFlags, BaselineFlags {
  readonly profile: string;
  readonly only: readonly string[];
  readonly skip: readonly string[];
  readonly failOn: string;
  readonly format: readonly string[];
  readonly source?: string;
  readonly list?: boolean;
  readonly journal?: string;
  readonly emissionLog?: string;
  readonly showValues?: boolean;
  readonly findingsFile?: string;
  readonly shard?: string;
  readonly today?: string;
  readonly forecastOnly?: boolean;
  readonly failOnLoss?: string;
  readonly jobs?: string;
  readonly memory?: string;
  readonly masters?: readonly string[];
  readonly tempDir?: string;
}

const collect = (value: string, all: readonly string[] | undefined): readonly string[] => [
  ...(all ?? []),
  value,
];

export const check: CliCommand = {
  register: (program: Command, exit) => {
    const command = program
      .command('check')
      .description('judge an emission: a folder, a zip, or a CSV')
      .argument('[paths...]', 'emission folder (or its parent), .zip or .csv files; - for standard input', [])
      .option('--profile <id>', 'what to judge against: documented (default), pipeline-3.7')
      .option('--only <prefix>', 'only rules whose id begins so (repeatable)', collect)
      .option('--skip <prefix>', 'no rules whose id begins so (repeatable)', collect)
      .option('--source <id>', 'read the named file as this data source, whatever its name')
      .option('--fail-on <level>', 'exit 1 from this severity on: error (default), warning, info, never')
      .option(
        '-f, --format <name[=file]>',
        'report format: pretty, json, ndjson, junit, csv, html, sarif, github, gitlab, markdown (repeatable)',
        collect,
      )
      .option('--findings-file <file>', 'all findings, not samples only, as NDJSON; - for standard output')
      .option(
        '--masters <folder|zip>',
        'look references up in masters emitted earlier too; also a --data-dir of serve (repeatable)',
        collect,
        [],
      )
      .option('--shard <i/n>', 'check the i-th of n parts of the files; merge puts the JSON reports together')
      .option('--journal <file>', 'judge recorded traffic too: a journal of serve, or a HAR of any proxy')
      .option('--emission-log <file>', "judge the log that cQube's own client writes (emission.log) too")
      .option('--show-values', 'show Aadhaar numbers in findings (they are hidden otherwise)')
      .option(
        '--today <yyyy-MM-dd>',
        'the day to forecast for (retention, months to come); default: today, UTC',
      )
      .option('--forecast-only', 'only tell what the ingestion would do: no rule is asked')
      .option(
        '--fail-on-loss <n|n%>',
        'exit 1 where more rows than that are lost although you could keep them',
      )
      .option('--jobs <n>', 'files checked at once, at most (default: one a core)')
      .option('--memory <size>', 'memory for indexes of keys and rows, such as 1G (default 256M)')
      .option('--temp-dir <folder>', "where they go beyond that (default: the system's temporary folder)")
      .option(
        '--list',
        'only tell what would be checked, and how: every file, its data source, variant and size',
      )
      .action(async (paths: readonly string[], given: Partial<Flags>) => {
        exit(await run(paths, given));
      });
    addConfigOptions(command);
  },
};

async function run(paths: readonly string[], given: Partial<Flags>): Promise<number> {
  const { settle } = await import('../config/settle.js');
  const { flags, settings, printed, file } = await settle<Partial<Flags>>(given);
  if (given.printConfig) {
    await readOptions(flags);
    process.stdout.write(printed);
    return EXIT.conformant;
  }
  if (paths.length === 0 && flags.journal === undefined && flags.emissionLog === undefined)
    throw new UsageError('name what to check, for example: cqube-conform check ./cqube_emission');
  const { openOutputs } = await import('../outputs.js');
  const { openBaseline } = await import('../baseline/open-baseline.js');
  const baseline = await openBaseline(flags);
  const outputs = settled(baseline, await openOutputs(flags.format, flags.findingsFile));
  const options = { ...(await readOptions(flags)), ...settings, baseline: baseline.known };
  refuseShard(paths, flags);
  if (flags.list && paths.includes('-')) throw new UsageError('--list lists files: name a folder');
  if (flags.list) return (await import('../list-files.js')).listFiles(paths, options, file);
  if (flags.findingsFile === undefined) return checkInputs(paths, options, outputs);
  const { openFindingsFile } = await import('../findings-file.js');
  const findings = await openFindingsFile(flags.findingsFile);
  try {
    return await checkInputs(
      paths,
      { ...options, findingsFolder: findings.folder },
      {
        write: async (report) => {
          const code = await outputs.write(report);
          await findings.publish(report);
          return code;
        },
      },
    );
  } finally {
    findings.remove();
  }
}

/** Takes the report of a check, and gives back the exit code. */
interface Told {
  readonly write: (report: Report) => Promise<number>;
}

const settled = (baseline: OpenedBaseline, outputs: Outputs): Told => ({
  write: async (report) => {
    const told = await baseline.settle(report);
    await outputs.write(told);
    return told.exitCode;
  },
});

/** A part of nothing, or of one thing, is no part. */
function refuseShard(paths: readonly string[], { shard, list }: Flags): void {
  if (shard === undefined) return;
  if (paths.length === 0)
    throw new UsageError('--shard splits the files of an emission: name its folder too');
  if (paths.includes('-')) throw new UsageError('--shard splits files: standard input (-) is a single one');
  if (list)
    throw new UsageError('--shard splits what is checked, and --list checks nothing: leave out one of them');
}

const checkInputs = (paths: readonly string[], options: CheckOptions, outputs: Told): Promise<number> =>
  paths.includes('-') ? checkStandardInput(paths, options, outputs) : checkPaths(paths, options, outputs);

async function checkStandardInput(
  paths: readonly string[],
  options: CheckOptions,
  outputs: Told,
): Promise<number> {
  if (paths.length > 1) throw new UsageError('standard input (-) is checked by itself: name it alone');
  const { readStandardInput } = await import('../standard-input.js');
  const input = await readStandardInput(process.stdin, options.source ?? null);
  try {
    return await checkPaths([input.path], options, {
      write: (report) => outputs.write({ ...report, inputs: ['-'] }),
    });
  } finally {
    input.remove();
  }
}

async function checkPaths(paths: readonly string[], options: CheckOptions, outputs: Told): Promise<number> {
  const { checkEmission } = await import('../../conformance/check-emission.js');
  const progress = progressLine(process.stderr);
  const removed = await removeIndexesAtExit(options.tempDir ?? tmpdir());
  const report = await checkEmission(paths, { ...options, onProgress: progress.show }).finally(() => {
    progress.clear();
    removed();
  });
  return outputs.write(report);
}

/** A check removes what it has on disk itself, unless a signal ends it. */
async function removeIndexesAtExit(tempDir: string): Promise<() => void> {
  const { removeOwnSpillFolders } = await import('../../conformance/spill/spill-folder.js');
  const { atExit } = await import('../temporary.js');
  return atExit(() => removeOwnSpillFolders(tempDir));
}

async function openMasters(paths: readonly string[]): Promise<Settings['masters']> {
  if (paths.length === 0) return [];
  return (await import('../masters/open-masters.js')).openMasters(paths, (warning) => {
    process.stderr.write(`cqube-conform: ${warning}\n`);
  });
}

async function readOptions(flags: Flags): Promise<CheckOptions> {
  const { closest } = await import('../../specs/closest.js');
  const { RULE_IDS } = await import('../../specs/rule-ids.js');
  const profile = await readProfile(flags.profile);
  for (const prefix of [...flags.only, ...flags.skip]) {
    if (RULE_IDS.some((id) => id.startsWith(prefix))) continue;
    throw new UsageError(`no rule id begins with ${prefix}${didYouMean(closest(prefix, RULE_IDS))}`);
  }
  return {
    profile,
    failOn: readFailOn(flags.failOn),
    only: flags.only,
    skip: flags.skip,
    source: flags.source === undefined ? null : await readSource(flags.source),
    masters: await openMasters(flags.masters ?? []),
    recording: readRecording(flags),
    shard: flags.shard === undefined ? null : readShard(flags.shard),
    showValues: flags.showValues === true,
    today: flags.today === undefined ? null : readDay(flags.today),
    failOnLoss: flags.failOnLoss === undefined ? null : await readLoss(flags.failOnLoss),
    forecastOnly: flags.forecastOnly === true,
    ...(flags.jobs !== undefined && { jobs: readJobs(flags.jobs) }),
    ...(flags.memory !== undefined && { memory: readMemorySize(flags.memory) }),
    ...(flags.tempDir !== undefined && { tempDir: readTempDir(flags.tempDir) }),
    version: version(),
    now: clock(),
  };
}

function readRecording({ journal, emissionLog }: Flags): Settings['recording'] {
  if (journal !== undefined && emissionLog !== undefined)
    throw new UsageError('--journal and --emission-log are two recordings: judge one after the other');
  if (journal !== undefined) return { kind: 'journal', path: journal };
  return emissionLog === undefined ? null : { kind: 'emission-log', path: emissionLog };
}

function readDay(text: string): string {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
  // The calendar of Date goes on into the next month after the last day of one.
  if (!Number.isNaN(at) && new Date(at).toISOString().startsWith(text)) return text;
  throw new UsageError(`--today takes a day such as 2020-08-31, not ${text}`);
}

async function readLoss(text: string): Promise<NonNullable<Settings['failOnLoss']>> {
  const { readLossLimit } = await import('../../conformance/engine/loss.js');
  const limit = readLossLimit(text);
  if (limit !== null) return limit;
  throw new UsageError(`--fail-on-loss takes a number of rows (100) or a share of them (2.5%), not ${text}`);
}

/** Far more than any machine's cores, so that a slip of the finger starts no thousand threads. */
const MOST_JOBS = 256;

function readJobs(text: string): number {
  const jobs = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (jobs >= 1 && jobs <= MOST_JOBS) return jobs;
  throw new UsageError(`--jobs takes a whole number from 1 to ${MOST_JOBS}, not ${text}`);
}

function readFailOn(text: string): FailOn {
  if (text === 'error' || text === 'warning' || text === 'info' || text === 'never') return text;
  throw new UsageError(`--fail-on takes error, warning, info or never, not ${text}`);
}
