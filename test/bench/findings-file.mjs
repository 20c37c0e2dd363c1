/*
 * What a findings file costs: the same CSV checked without it and with it, and one in which every row is bad.
 *   node test/bench/findings-file.mjs [--findings 1000000]
 * Every run is a process of its own; its peak memory is what the system says. The findings file must have a line a
 * finding, and memory must not grow with their number: the last two runs, one with ten times fewer, show that.
 */
import { spawnSync } from 'node:child_process';
import { createReadStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const at = process.argv.indexOf('--findings');
const wanted = at < 0 ? 1_000_000 : Number(process.argv[at + 1]);
const main = fileURLToPath(new URL('../../dist/bin/main.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'cqube-conform-bench-'));

/** Two values a row are bad. */
function writeRows(name, rows, [grade, count]) {
  const path = join(folder, name);
  writeFileSync(path, 'school_id|grade|students_count\n');
  for (let from = 0; from < rows; from += 100_000) {
    const lines = [];
    for (let row = from; row < Math.min(rows, from + 100_000); row++)
      lines.push(`${24_010_000_000 + row}|${grade}|${count}\n`);
    writeFileSync(path, lines.join(''), { flag: 'a' });
  }
  return path;
}

const RUN = `
  const { main } = await import(process.argv[1]);
  const begun = process.hrtime.bigint();
  process.exitCode = await main(process.argv.slice(2));
  const seconds = Number(process.hrtime.bigint() - begun) / 1e9;
  console.error(JSON.stringify({ seconds, kilobytes: process.resourceUsage().maxRSS }));`;

function measure(path, ...more) {
  const args = [
    'check',
    path,
    '--source',
    'grade_details',
    '-f',
    `json=${join(folder, 'report.json')}`,
    ...more,
  ];
  const { stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', RUN, main, ...args], {
    encoding: 'utf8',
  });
  return JSON.parse(stderr.trim().split('\n').at(-1));
}

async function linesOf(path) {
  let lines = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }))
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, end + 1)) lines++;
  return lines;
}

try {
  const good = writeRows('good.csv', wanted / 2, [3, 85]);
  const bad = writeRows('bad.csv', wanted / 2, ['x', 'y']);
  const few = writeRows('few.csv', wanted / 20, ['x', 'y']);
  const findings = join(folder, 'findings.ndjson');
  const tell = (what, { seconds, kilobytes }) =>
    console.log(`${what.padEnd(44)} ${seconds.toFixed(2)} s  ${Math.round(kilobytes / 1024)} MiB`);
  tell(`no finding in ${wanted / 2} rows`, measure(good));
  tell(`${wanted} findings`, measure(bad));
  tell(`${wanted / 10} findings, all in a file`, measure(few, '--findings-file', findings));
  tell(`${wanted} findings, all in a file`, measure(bad, '--findings-file', findings));
  const lines = await linesOf(findings);
  if (lines !== wanted) throw new Error(`the file has ${lines} lines, not ${wanted}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
