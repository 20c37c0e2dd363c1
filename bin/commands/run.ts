/** `run`: put an emitter through its paces: fresh servers, planned faults, a verdict on what it made of them. */
import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { Scenario } from '../../conformance/engine/scenario.js';
import { closest } from '../../specs/closest.js';
import type { ScenarioResult } from '../../specs/report.js';
import { UsageError } from '../exit-codes.js';
import { clock, didYouMean, readProfile } from '../read-options.js';
import { version } from '../version.js';
import type { CliCommand } from './command.js';

interface Flags {
  readonly scenario: readonly string[];
  readonly list?: boolean;
  readonly timeout: string;
  readonly emission?: string;
  readonly template: readonly string[];
  readonly cwd?: string;
  readonly jobs?: string;
  readonly level: string;
  readonly keep?: string;
  readonly seed: string;
  readonly profile: string;
  readonly format: readonly string[];
}

const RUN_FORMATS = 'report format: pretty, json, ndjson, junit, csv, html, github, markdown (repeatable)';

const collect = (value: string, all: readonly string[]): readonly string[] => [...all, value];

export const run: CliCommand = {
  register: (program: Command, exit) => {
    program
      .command('run')
      .description('judge an emitter: start it against a mock cQube, scenario by scenario')
      .argument('[command...]', 'the emitter, behind --; {url}, {token} and {path} are filled in', [])
      .option('--scenario <name>', 'only this scenario (repeatable); all: every one', collect, [])
      .option('--list', 'only list the scenarios')
      .option('--timeout <seconds>', 'time limit of each scenario', '30')
      .option('--emission <dir>', 'emission folder to send (default: a small sample)')
      .option(
        '--template <in=out>',
        'fill {url}, {token} and {path} into a config file (repeatable)',
        collect,
        [],
      )
      .option('--cwd <dir>', 'working directory of the emitter')
      .option('--jobs <n>', 'scenarios side by side (default: 4; 1 with --template)')
      .option('--level <level>', 'exit 1 below this level: must, should', 'must')
      .option('--keep <dir>', 'keep journal and output of each scenario here')
      .option('--seed <n>', 'seed of faults that come by chance', '1')
      .option('--profile <id>', 'what to judge against: documented, pipeline-3.7', 'documented')
      .option('-f, --format <name[=file]>', RUN_FORMATS, collect, [])
      .action(async (command: readonly string[], flags: Flags) => {
        exit(await runCommand(command, flags));
      });
  },
};

async function runCommand(command: readonly string[], flags: Flags): Promise<number> {
  const { scenarios: all } = await import('../../conformance/scenarios/index.js');
  const scenarios = choose(all, flags.scenario);
  if (flags.list === true) return listScenarios(scenarios);
  if (command.length === 0)
    throw new UsageError('name the emitter behind --, for example: cqube-conform run -- python3 emitter.py');
  const { openOutputs } = await import('../outputs.js');
  const outputs = await openOutputs(flags.format, null, 'run');
  const profile = await readProfile(flags.profile);
  const asked = readLevel(flags.level);
  const options = await readOptions(command, flags);
  const playable = await thatComeAbout(scenarios, flags.emission);
  const now = clock();
  const started = now();
  const report = await play(playable, options);
  const { assembleRunReport } = await import('../../conformance/assemble-run-report.js');
  const { DEFAULTS } = await import('../../conformance/settings.js');
  const whole = assembleRunReport({
    command,
    options: { ...DEFAULTS, profile, version: version(), now },
    scenarios: report.results,
    traffic: report.traffic,
    asked,
    started,
    ended: now(),
  });
  await outputs.write(whole);
  return whole.exitCode;
}

async function play(scenarios: readonly Scenario[], options: Awaited<ReturnType<typeof readOptions>>) {
  const { runScenarios } = await import('../run/run-scenarios.js');
  const { EmitterStartError } = await import('../run/emitter-process.js');
  const { keepTargets } = await import('../run/placeholders.js');
  const restore = keepTargets(options.templates);
  try {
    return await runScenarios(scenarios, options);
  } catch (error) {
    if (error instanceof EmitterStartError) throw new UsageError(error.message);
    throw error;
  } finally {
    restore();
  }
}

async function readOptions(command: readonly string[], flags: Flags) {
  const { readTemplate } = await import('../run/placeholders.js');
  const templates = flags.template.map(readTemplate);
  const emission = flags.emission === undefined ? null : await readFolder(flags.emission, '--emission');
  const cwd = flags.cwd === undefined ? process.cwd() : await readFolder(flags.cwd, '--cwd');
  return {
    command,
    templates,
    emission,
    cwd,
    limit: readNumber(flags.timeout, '--timeout', 0.1, 86_400) * 1000,
    // One config file cannot serve two scenarios at once.
    jobs: templates.length > 0 ? 1 : readWhole(flags.jobs ?? '4', '--jobs', 1, 64),
    seed: readWhole(flags.seed, '--seed', 0, 0xffff_ffff),
    keep: flags.keep === undefined ? null : await readKeep(flags.keep),
    now: () => performance.now(),
    onResult: showProgress,
  };
}

/** One line a scenario, for who is waiting. */
function showProgress({ name, level, verdict }: ScenarioResult): void {
  if (!process.stderr.isTTY) return;
  process.stderr.write(`${verdict === 'fault' ? 'FAULT' : (level ?? 'below must')}  ${name}\n`);
}

function choose(all: readonly Scenario[], names: readonly string[]): readonly Scenario[] {
  if (names.length === 0 || names.includes('all')) return all;
  const unknown = names.find((name) => !all.some((scenario) => scenario.name === name));
  if (unknown === undefined) return all.filter(({ name }) => names.includes(name));
  const near = closest(
    unknown,
    all.map(({ name }) => name),
  );
  throw new UsageError(`there is no scenario ${unknown}${didYouMean(near)} (run --list shows them)`);
}

function listScenarios(scenarios: readonly Scenario[]): number {
  const width = Math.max(...scenarios.map(({ name }) => name.length));
  for (const { name, summary } of scenarios) process.stdout.write(`${name.padEnd(width)}  ${summary}\n`);
  return 0;
}

function readLevel(text: string): 'must' | 'should' {
  if (text === 'must' || text === 'should') return text;
  throw new UsageError(`--level takes must or should, not ${text}`);
}

function readWhole(text: string, option: string, least: number, most: number): number {
  const value = readNumber(text, option, least, most);
  if (Number.isInteger(value)) return value;
  throw new UsageError(`${option} takes a whole number, not ${text}`);
}

function readNumber(text: string, option: string, least: number, most: number): number {
  const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new UsageError(`${option} takes a number from ${least} to ${most}, not ${text}`);
}

async function readKeep(folder: string): Promise<string> {
  const { mkdirSync } = await import('node:fs');
  try {
    mkdirSync(folder, { recursive: true });
    return resolve(folder);
  } catch (error) {
    const { ioReason } = await import('../../conformance/inputs/io-reason.js');
    throw new UsageError(`--keep cannot be made at ${folder}: ${ioReason(error)}`);
  }
}

/** Leaves out what the emission has too few files for, and says so. `emission` undefined: the sample, which has all. */
async function thatComeAbout(
  scenarios: readonly Scenario[],
  emission: string | undefined,
): Promise<readonly Scenario[]> {
  if (emission === undefined) return scenarios;
  const { zipsOf } = await import('../run/stage-emission.js');
  const { lacking } = await import('../../conformance/engine/comes-about.js');
  const files = await zipsOf(emission, false);
  if (files.length === 0)
    throw new UsageError(
      `--emission has no zip of a published name: ${emission} (cqube-conform pack makes them)`,
    );
  const left = scenarios.flatMap((scenario) => {
    const needs = lacking(scenario, files);
    return needs === null ? [] : [{ scenario, text: `${scenario.name} is not played: it needs ${needs}` }];
  });
  if (left.length === scenarios.length)
    throw new UsageError(`${left[0]?.text ?? 'nothing is played'}, which ${emission} does not have`);
  for (const { text } of left) process.stderr.write(`${text}\n`);
  return scenarios.filter((one) => !left.some(({ scenario }) => scenario === one));
}

async function readFolder(path: string, option: string): Promise<string> {
  const { statSync } = await import('node:fs');
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) return resolve(path);
  throw new UsageError(`${option} names no folder: ${path}`);
}
