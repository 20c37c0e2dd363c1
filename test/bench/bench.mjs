/*
 * `npm run bench`: our check beside what everybody knows, beside tools that do the same work, and beside what cannot be beaten.
 *   npm run bench -- [--size small|medium|full] [--rows n] [--only check,duckdb] [--rounds n] [--write] [--list]
 *   npm run bench -- --install-peers     installs DuckDB and PapaParse below test/bench/peers, and nowhere else
 * `--size`: 25 MB, 0.3 GB (default) or 2.5 GB of attendance; `full` takes about half an hour and 10 GB of disk in .bench/, where
 * the data stays for the next run (remove the folder to be rid of it). `--rows`: that many rows of attendance, the rest in
 * proportion. `--write`: BENCHMARKS.md too. A row that fails or cannot be run costs no other. Ends with 1 where a row failed or
 * missed its bar, with 2 on a wrong call.
 */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { version } from '../../dist/bin/version.js';
import { BenchData, SIZES, sizesOf } from './data.mjs';
import { busyWith, describeMachine } from './machine.mjs';
import { markdown, markOf, screenTable } from './report.mjs';
import { rows as allRows } from './rows/index.mjs';
import { JUDGED_ROWS, runRows } from './run-rows.mjs';

function usage(problem) {
  console.error(`${problem}\nRows: ${allRows.map(({ id }) => id).join(', ')}`);
  console.error(
    'usage: npm run bench -- [--size small|medium|full] [--rows <n>] [--only <row,row>] [--rounds <n>] [--write] [--list] [--install-peers]',
  );
  process.exit(2);
}

function readArguments() {
  try {
    return parseArgs({
      options: {
        size: { type: 'string', default: 'medium' },
        rows: { type: 'string' },
        only: { type: 'string' },
        rounds: { type: 'string', default: '5' },
        write: { type: 'boolean', default: false },
        list: { type: 'boolean', default: false },
        'install-peers': { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    return usage(error.message);
  }
}

const isCount = (text) => /^[1-9]\d{0,9}$/.test(text);

function choose(values) {
  if (!Object.hasOwn(SIZES, values.size)) usage(`--size is small, medium or full, not ${values.size}`);
  if (values.rows !== undefined && !(isCount(values.rows) && Number(values.rows) >= 1000))
    usage('--rows takes a number from 1000 on');
  if (!isCount(values.rounds)) usage('--rounds takes a number from 1 on');
  const wanted = values.only?.split(',') ?? allRows.map(({ id }) => id);
  const unknown = wanted.find((id) => !allRows.some((row) => row.id === id));
  if (unknown !== undefined) usage(`there is no row ${unknown}`);
  return allRows.filter(({ id }) => wanted.includes(id));
}

function installPeers() {
  const cwd = fileURLToPath(new URL('peers/', import.meta.url));
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
    cwd,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status === 0) return;
  console.error('The peers cannot be installed here: their rows will be left out.');
  process.exitCode = 1;
}

const values = readArguments();
if (values['install-peers']) {
  installPeers();
} else if (values.list) {
  for (const { id, title } of allRows) console.log(`${id.padEnd(14)} ${title}`);
} else {
  const chosen = choose(values);
  const sizes = sizesOf(values.size, values.rows === undefined ? null : Number(values.rows));
  const rounds = Number(values.rounds);
  const machine = describeMachine();
  const busy = busyWith();
  console.log(Object.values(machine).join(' · '));
  if (busy !== null)
    console.log(
      `The machine is busy with other things (load ${busy.toFixed(1)}): the figures will be rough.`,
    );
  if (sizes.attendance < JUDGED_ROWS)
    console.log('Figures of speed are not held against their bars: those are meant for --size full.');
  const tell = (text) => console.error(`   ${text}`);
  let began = performance.now();
  const results = await runRows(
    chosen,
    { data: new BenchData(sizes, tell), rounds, tell },
    {
      before: ({ id, title }) => {
        began = performance.now();
        console.error(`── ${id}: ${title}`);
      },
      after: (_row, found) => {
        console.log(screenTable(found));
        console.error(`   (${((performance.now() - began) / 1000).toFixed(0)} s)`);
      },
    },
  );
  console.log(`\n${'='.repeat(100)}\n${screenTable(results)}`);
  const bad = results.filter((row) => ['FAILED', 'MISSED'].includes(markOf(row)));
  const goals = results.filter((row) => markOf(row) === 'goal met').length;
  const bars = results.filter((row) => markOf(row) === 'bar met').length;
  console.log(
    `\n${goals} at their goal, ${bars} at their bar, ${bad.length} missed or failed, ` +
      `${results.filter((row) => row.skipped !== undefined).length} not run`,
  );
  if (values.write) {
    const command = ['npm run bench --', ...process.argv.slice(2)].join(' ');
    const date = new Date().toISOString().slice(0, 10);
    const target = fileURLToPath(new URL('../../BENCHMARKS.md', import.meta.url));
    writeFileSync(
      target,
      markdown({ rows: results, machine, command, rounds, busy, version: version(), date }),
    );
    console.log('BENCHMARKS.md is written.');
  }
  process.exitCode = bad.length === 0 ? 0 : 1;
}
