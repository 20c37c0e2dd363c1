/*
 * Long fuzzing of `check`: 100,000 random tables against csv-parse (test/soak/scanner.mjs), then valid CSVs and zips, struck
 * by flips, cuts, insertions and splices.
 *   npm run soak -- [inputs=200000] [--seed n] [--only n]
 * Every input depends on the seed and its number alone, so `--only` repeats one. It fails on a crash, a fault, an exit
 * code outside 0 to 4, an input that takes over 2 s, or more than 300 MiB of memory. The work is done by a child
 * process, so that an endless loop is noticed too.
 */
import { fork, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const LIMIT_MS = 2000;
const LIMIT_BYTES = 300 * 1024 ** 2;
/** Milliseconds without a sign of life after which an input counts as endless. */
const PATIENCE_MS = 30_000;

const own = fileURLToPath(import.meta.url);

async function watch(argv) {
  const option = (name) => (argv.includes(name) ? Number(argv[argv.indexOf(name) + 1]) : null);
  const seed = option('--seed') ?? Date.now() % 2 ** 31;
  const only = option('--only');
  const inputs = /^\d+$/.test(argv[0] ?? '') ? Number(argv[0]) : 200_000;
  spawnSync('npx', ['tsc', '-b'], { cwd: fileURLToPath(new URL('..', import.meta.url)), stdio: 'inherit' });
  const scanner = only === null ? scanTables(seed) : 0;
  console.log(`seed ${seed}, ${only === null ? `${inputs} inputs` : `input ${only}`}`);
  const child = fork(own, ['worker', seed, only ?? 0, only === null ? inputs : only + 1].map(String));
  let last = { at: Date.now(), number: only ?? 0 };
  let end = null;
  child.on('message', (message) => {
    last = { at: Date.now(), number: message.number };
    if (message.end) end = message.end;
    if (message.failure) console.log(`FAILED input ${message.number}: ${message.failure}`);
    else if (message.number > 0 && message.number % 10_000 === 0) console.log(`${message.number} …`);
  });
  const timer = setInterval(() => {
    if (Date.now() - last.at > PATIENCE_MS) child.kill('SIGKILL');
  }, 1000);
  await new Promise((resolve) => child.on('exit', resolve));
  clearInterval(timer);
  if (end === null) {
    console.log(
      `the process died or hung after input ${last.number}: repeat with --seed ${seed} --only ${last.number + 1}`,
    );
    return 1;
  }
  console.log(JSON.stringify(end, null, 1));
  return end.failures === 0 ? scanner : 1;
}

/** Gives back the exit code. */
function scanTables(seed) {
  const script = fileURLToPath(new URL('../test/soak/scanner.mjs', import.meta.url));
  const { status } = spawnSync(process.execPath, [script, '100000', '--seed', String(seed)], {
    stdio: 'inherit',
  });
  return status ?? 1;
}

/** A number from 0 to 1 at each call (mulberry32). */
function randomOf(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

async function basesOf() {
  const { sources } = await import('../dist/specs/sources/index.js');
  const { sampleCsv } = await import('../dist/fixtures/sample/sample-csv.js');
  const { zipOf } = await import('../dist/fixtures/sample/write-emission.js');
  const { archives } = await import('../dist/fixtures/raw/archives.js');
  const ofSources = sources.flatMap((source) => {
    const csv = Buffer.from(sampleCsv(source));
    const zip = zipOf(`${source.stem}.csv`, csv);
    return [csv, zip].map((bytes) => ({ bytes, name: source.stem, ending: bytes === csv ? 'csv' : 'zip' }));
  });
  const odd = archives
    .map(({ build }) => ({ bytes: build(), name: 'school_category_master', ending: 'zip' }))
    .filter(({ bytes }) => bytes.length < 1_000_000);
  return [...ofSources, ...odd];
}

const TELLING = [0, 9, 10, 13, 32, 34, 44, 48, 80, 75, 92, 124, 128, 187, 191, 195, 224, 239, 255];

function strike(bytes, random, others) {
  const at = Math.floor(random() * bytes.length);
  const length = Math.min(bytes.length - at, Math.floor(random() ** 6 * (bytes.length - at)) + 1);
  const byte = random() < 0.7 ? TELLING[Math.floor(random() * TELLING.length)] : Math.floor(random() * 256);
  const [head, hit, tail] = [
    bytes.subarray(0, at),
    bytes.subarray(at, at + length),
    bytes.subarray(at + length),
  ];
  switch (Math.floor(random() * 6)) {
    case 0: {
      const copy = Buffer.from(bytes);
      if (copy.length > 0) copy[at] ^= 1 << Math.floor(random() * 8);
      return copy;
    }
    case 1:
      return Buffer.concat([head, tail]);
    case 2:
      return Buffer.concat([
        head,
        Buffer.alloc(random() < 0.1 ? 70_000 : 1 + Math.floor(random() * 8), byte),
        hit,
        tail,
      ]);
    case 3: {
      const other = others[Math.floor(random() * others.length)].bytes;
      const from = Math.floor(random() * other.length);
      return Buffer.concat([head, other.subarray(from, from + length), tail]);
    }
    case 4:
      return Buffer.concat([head, hit, hit, tail]);
    default: {
      const copy = Buffer.from(bytes);
      copy.fill(byte, at, at + length);
      return copy;
    }
  }
}

async function work(seed, first, end) {
  const { checkEmission } = await import('../dist/conformance/check-emission.js');
  const { profiles } = await import('../dist/specs/profiles/index.js');
  const { reporters } = await import('../dist/conformance/reporters/index.js');
  const { plainStyle } = await import('../dist/conformance/reporters/style.js');
  const text = { requirement: null, summary: '', why: '', fix: '' };
  const bases = await basesOf();
  const folder = mkdtempSync(join(tmpdir(), 'cqube-conform-soak-'));
  const told = { inputs: 0, failures: 0, slowestMs: 0, slowest: 0, peakMiB: 0, exitCodes: {}, rules: {} };
  for (let number = first; number < end; number++) {
    const random = randomOf(seed ^ Math.imul(number + 1, 0x9e3779b1));
    const base = bases[Math.floor(random() * bases.length)];
    let bytes = base.bytes;
    for (let blows = 1 + Math.floor(random() * 4); blows > 0; blows--) bytes = strike(bytes, random, bases);
    const path = join(folder, `${base.name}.${base.ending}`);
    writeFileSync(path, bytes);
    const began = performance.now();
    let failure = null;
    try {
      const report = await checkEmission([path], {
        profile: profiles[number % profiles.length],
        now: () => 0,
      });
      for (const reporter of number % 10 === 0 ? Object.values(reporters) : [])
        reporter(report, { style: plainStyle, rule: () => text });
      if (report.faults.length > 0) failure = report.faults[0].message;
      if (![0, 1, 3, 4].includes(report.exitCode)) failure = `exit code ${report.exitCode}`;
      told.exitCodes[report.exitCode] = (told.exitCodes[report.exitCode] ?? 0) + 1;
      for (const { rule } of report.groups) told.rules[rule] = (told.rules[rule] ?? 0) + 1;
    } catch (error) {
      failure = error instanceof Error ? (error.stack ?? error.message) : String(error);
    }
    const took = performance.now() - began;
    if (took > told.slowestMs) Object.assign(told, { slowestMs: Math.round(took), slowest: number });
    if (took > LIMIT_MS) failure ??= `took ${Math.round(took)} ms`;
    rmSync(path);
    told.inputs++;
    if (failure) told.failures++;
    if (failure || number % 100 === 0) process.send({ number, failure });
  }
  rmSync(folder, { recursive: true });
  const peak = process.resourceUsage().maxRSS * 1024;
  told.peakMiB = Math.round(peak / 1024 ** 2);
  if (peak > LIMIT_BYTES) told.failures++;
  process.send({ number: end, end: told }, () => process.disconnect());
}

if (process.argv[2] === 'worker') await work(...process.argv.slice(3).map(Number));
else process.exitCode = await watch(process.argv.slice(2));
