/*
 * How fast `check` is on one zip, against what everybody knows and what cannot be beaten:
 *   node test/bench/check.mjs <zip> [--rounds 5]
 * In turn, so that a machine that speeds up or slows down does so to all: `check`; `unzip -p | wc -l`, which checks
 * nothing; and inflating with CRC-32 in Node, in chunks of 1 MiB, which is the limit for one file. Medians, and ratios
 * round by round. CPU seconds are user and system together.
 */
import { spawn } from 'node:child_process';
import { open } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createInflateRaw, crc32 } from 'node:zlib';

const own = fileURLToPath(import.meta.url);
const bin = fileURLToPath(new URL('../../dist/bin/cqube-conform.js', import.meta.url));
/** A child tells what it cost through its third pipe. */
const tellCost =
  'data:text/javascript,import{writeSync}from"node:fs";process.on("exit",()=>writeSync(3,JSON.stringify({...process.cpuUsage(),rss:process.resourceUsage().maxRSS})))';

/** Wall seconds, CPU seconds and peak memory (MiB) of a command; the latter is null where it is not Node. */
async function measure(command, args) {
  const began = performance.now();
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'inherit', 'pipe'] });
  let told = '';
  child.stdio[3].on('data', (part) => (told += part));
  const code = await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (code > 1) throw new Error(`${command} ${args.join(' ')}: exit code ${code}`);
  return { wall: (performance.now() - began) / 1000, ...costOf(told) };
}

/** What our Node told, or the second line of the shell's `times`: `0m1.20s 0m0.30s`, user and system of its children. */
function costOf(told) {
  if (told.startsWith('{')) {
    const { user, system, rss } = JSON.parse(told);
    return { cpu: (user + system) / 1e6, rss: rss / 1024 };
  }
  const times = [...(told.split('\n')[1] ?? '').matchAll(/(\d+)m([\d.]+)s/g)];
  return {
    cpu: times.reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds), 0),
    rss: null,
  };
}

/** Inflates the zip's first member as fast as Node can. */
async function inflateOnly(zip) {
  const handle = await open(zip);
  const header = Buffer.alloc(30);
  await handle.read(header, 0, 30, 0);
  const start = 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  const inflate = createInflateRaw({ chunkSize: 1 << 20 });
  let checksum = 0;
  inflate.on('data', (chunk) => (checksum = crc32(chunk, checksum)));
  // What follows the member's data is not read by the inflater.
  handle.createReadStream({ start, highWaterMark: 1 << 18 }).pipe(inflate);
  await new Promise((resolve, reject) => inflate.on('end', resolve).on('error', reject));
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const shown = (value, digits = 2) => (value === null ? '' : value.toFixed(digits)).padStart(7);

async function compare(zip, rounds) {
  const node = (...args) => [process.execPath, ['--import', tellCost, ...args]];
  const contenders = {
    check: node(bin, 'check', zip, '--fail-on', 'never'),
    'unzip -p | wc -l': ['sh', ['-c', 'unzip -p "$0" | wc -l; times >&3', zip]],
    'node inflate + crc32': node(own, '--inflate', zip),
  };
  const results = Object.fromEntries(Object.keys(contenders).map((name) => [name, []]));
  for (let round = 0; round < rounds; round++)
    for (const [name, [command, args]] of Object.entries(contenders))
      results[name].push(await measure(command, args));
  console.log(`${''.padEnd(22)} wall s   cpu s     MiB   check is × wall (median of ${rounds})`);
  for (const [name, runs] of Object.entries(results)) {
    const of = (key) => (runs[0][key] === null ? null : median(runs.map((run) => run[key])));
    const ratio = median(runs.map((run, round) => results.check[round].wall / run.wall));
    console.log(
      `${name.padEnd(22)}${shown(of('wall'))} ${shown(of('cpu'))} ${shown(of('rss'), 0)}   ${shown(ratio)}`,
    );
  }
}

const [first, ...rest] = process.argv.slice(2);
if (first === '--inflate') await inflateOnly(rest[0]);
else if (first === undefined) {
  console.error('usage: node test/bench/check.mjs <zip> [--rounds 5]');
  process.exitCode = 2;
} else await compare(first, rest[0] === '--rounds' ? Number(rest[1]) : 5);
