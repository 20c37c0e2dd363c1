/** One scenario: a fresh server with its faults, a fresh copy of the emission, the emitter, and what came of it. */
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { judgeScenario } from '../../conformance/judge-scenario.js';
import type { Performance, Scenario, StoredFile } from '../../conformance/engine/scenario.js';
import type { Traffic } from '../../conformance/engine/traffic.js';
import { publishedTree } from '../../conformance/inputs/published-tree.js';
import { exchangeOfEntry } from '../../conformance/inputs/recording/exchange-of-entry.js';
import { plainName, trafficOf, withoutStamp } from '../../conformance/inputs/recording/traffic-of.js';
import { startServer } from '../../server/start-server.js';
import type { RunningServer } from '../../server/start-server.js';
import type { ScenarioResult } from '../../specs/report.js';
import { sources } from '../../specs/sources/index.js';
import { temporaryFolder } from '../temporary.js';
import { runEmitter } from './emitter-process.js';
import type { EmitterRun } from './emitter-process.js';
import { fillIn, writeTemplate } from './placeholders.js';
import type { Placeholders, Template } from './placeholders.js';
import { stageEmission } from './stage-emission.js';
import type { StagedEmission } from './stage-emission.js';

export interface PlayOptions {
  /** The emitter: program and arguments, with placeholders. */
  readonly command: readonly string[];
  readonly cwd: string;
  readonly templates: readonly Template[];
  /** Emission to send; null: the sample. */
  readonly emission: string | null;
  /** Milliseconds. */
  readonly limit: number;
  readonly seed: number;
  /** Where journal, output and objects' names are kept; null: nowhere. */
  readonly keep: string | null;
  /** Milliseconds, for how long it took. */
  readonly now: () => number;
}

/** What a willing emitter is told, so that a run takes seconds and not minutes. Milliseconds. */
const RETRY_BASE = 50;
const REQUEST_TIMEOUT = 2_000;

export interface Played {
  readonly result: ScenarioResult;
  readonly traffic: Traffic;
}

/** Throws `EmitterStartError`, or what kept the server from starting. */
export async function playScenario(scenario: Scenario, options: PlayOptions): Promise<Played> {
  const folder = temporaryFolder();
  const faults = { seed: options.seed, ...scenario.plan };
  // In our own folder, so that it goes with that when the run is broken off.
  const server = await startServer({ faults, dataDir: join(folder.path, 'server') });
  try {
    if (scenario.clock === 'frozen') server.clock.freeze();
    const empty = scenario.emission === 'empty';
    const staged = await stageEmission(folder.path, options.emission, empty);
    if (scenario.vanishes !== undefined) removeOnce(server, staged, scenario.vanishes);
    const values: Placeholders = { url: server.url, token: server.token ?? '', path: staged.path };
    const begun = options.now();
    const run = await start(options, values);
    const durationMs = Math.max(0, Math.round(options.now() - begun));
    await server.journal.settled();
    const performance = await observe(server, staged, run);
    const { output } = run;
    if (options.keep !== null) await keep(join(options.keep, scenario.name), server, performance, output);
    const result = judgeScenario(scenario, performance, { durationMs, output });
    return { result, traffic: performance.traffic };
  } finally {
    await server.close();
    folder.remove();
  }
}

function start(options: PlayOptions, values: Placeholders): Promise<EmitterRun> {
  for (const template of options.templates) writeTemplate(template, values);
  const [file = '', ...args] = options.command.map((word) => fillIn(word, values));
  return runEmitter({
    file,
    args,
    cwd: options.cwd,
    limit: options.limit,
    secret: values.token,
    env: {
      ...process.env,
      CQUBE_EMISSION_URL: values.url,
      CQUBE_ACCESS_TOKEN: values.token,
      CQUBE_EMISSION_PATH: values.path,
      CQUBE_RETRY_BASE_MS: String(RETRY_BASE),
      CQUBE_REQUEST_TIMEOUT_MS: String(REQUEST_TIMEOUT),
    },
  });
}

/** The emitter has listed its folder when its first request has come. */
function removeOnce(server: RunningServer, staged: StagedEmission, name: string): void {
  const stop = server.journal.subscribe(() => {
    stop();
    staged.remove(name);
  });
}

async function observe(
  server: RunningServer,
  staged: StagedEmission,
  { ending }: EmitterRun,
): Promise<Performance> {
  const exchanges = entriesOf(server).flatMap((entry, index) => exchangeOfEntry(entry, index + 1) ?? []);
  const exitStatus = ending.kind === 'exit' ? ending.code : null;
  const known = ['requests', 'beginning', 'tokens', 'urls', 'digests'] as const;
  const traffic = trafficOf(
    { kind: 'journal', exchanges, known, folder: staged.files, exitStatus },
    publishedTree(sources),
  );
  return { ending, traffic, files: staged.files, stored: await storedFiles(server) };
}

function entriesOf({ journal }: RunningServer): readonly unknown[] {
  const entries: unknown[] = [];
  for (let after = 0, more = true; more;) {
    const page = journal.query({ after, limit: 1_000 });
    entries.push(...page.entries);
    ({ more } = page);
    after = page.entries.at(-1)?._cqube.seq ?? after;
  }
  return entries;
}

/** What lies in the bucket that emitters send to, read back byte by byte. */
async function storedFiles({ store, buckets }: RunningServer): Promise<readonly StoredFile[]> {
  const bucket = buckets.emission;
  const found: StoredFile[] = [];
  const { objects } = await store.list(bucket, { prefix: '', after: '', limit: 100_000 });
  for (const { key } of objects) {
    const hash = createHash('sha256');
    const object = await store.get(bucket, key);
    for await (const chunk of object?.content ?? []) hash.update(chunk as Uint8Array);
    found.push({ name: plainName(withoutStamp(key)), sha256: hash.digest('hex') });
  }
  return found;
}

async function keep(
  folder: string,
  server: RunningServer,
  { stored }: Performance,
  output: string,
): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const lines: string[] = [];
  for await (const line of server.journal.ndjson()) lines.push(line);
  writeFileSync(join(folder, 'journal.ndjson'), lines.join(''));
  writeFileSync(join(folder, 'output.txt'), output);
  writeFileSync(join(folder, 'stored.json'), `${JSON.stringify(stored, null, 2)}\n`);
}
