/*
 * What the forecast adds to the check of one zip:
 *   node test/bench/forecast.mjs <zip> [--source <id>] [--profile <id>] [--rounds 5]
 * The same rules with and without it, one after the other, each in a process of its own. CPU seconds are those of the
 * user; the least of the rounds disturbs the ratio least on a machine that is busy with other things.
 */
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { basename, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const own = fileURLToPath(import.meta.url);
const built = (path) => import(new URL(`../../dist/${path}`, import.meta.url));

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    source: { type: 'string' },
    profile: { type: 'string', default: 'documented' },
    rounds: { type: 'string', default: '5' },
    once: { type: 'string' },
  },
});

/** Checks the zip in this process. */
async function checkOnce(zip, isForecast) {
  const { openArchive } = await built('conformance/inputs/archive.js');
  const { checkTable } = await built('conformance/scan/check-table.js');
  const { tableRules } = await built('conformance/rules/table/index.js');
  const { ForecastListener } = await built('conformance/forecast/forecast-listener.js');
  const { defaultIngestion } = await built('specs/ingestion/index.js');
  const { profiles } = await built('specs/profiles/index.js');
  const { findByFile, findSource } = await built('specs/lookup.js');
  const [folder, stem] = [basename(dirname(zip)), basename(zip, '.zip')];
  const source = values.source ? findSource(values.source) : findByFile(folder, stem)?.source;
  const profile = profiles.find(({ id }) => id === values.profile);
  if (!source || !profile) throw new Error('no such source or profile');
  const archive = await openArchive(zip, { path: `${folder}/${stem}.zip`, stem, memberNameRead: false });
  const indexes = { bytes: 256 * 2 ** 20, tempDir: tmpdir() };
  const forecast = new ForecastListener({ ingestion: defaultIngestion, today: '2023-12-20' }, indexes);
  const began = performance.now();
  const { rows } = await checkTable(
    { source, path: `${folder}/${stem}.zip`, member: `${stem}.csv`, open: archive.read },
    {
      profile,
      rules: tableRules,
      variant: null,
      samples: 20,
      indexes,
      ...(isForecast && { listen: forecast.listen }),
    },
  );
  const wall = (performance.now() - began) / 1000;
  await archive.close();
  const { user, system } = process.cpuUsage();
  const [table] = forecast.tables();
  console.log(
    JSON.stringify({ rows, stored: table?.rowsStored ?? null, wall, cpu: user / 1e6, sys: system / 1e6 }),
  );
}

async function measure(zip, kind) {
  const asked = ['--once', kind, '--profile', values.profile];
  if (values.source) asked.push('--source', values.source);
  const child = spawn(process.execPath, [own, zip, ...asked], { stdio: ['ignore', 'pipe', 'inherit'] });
  let told = '';
  child.stdout.on('data', (part) => (told += part));
  await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
  return JSON.parse(told);
}

const least = (runs, key) => Math.min(...runs.map((run) => run[key]));
const shown = (value) => value.toFixed(2).padStart(7);

async function compare(zip, rounds) {
  const runs = { without: [], with: [] };
  for (let round = 0; round < rounds; round++)
    for (const kind of ['without', 'with']) runs[kind].push(await measure(zip, kind));
  const [first] = runs.with;
  console.log(`${basename(zip)}: ${first.rows} rows, ${first.stored} stored; least of ${rounds}`);
  for (const key of ['cpu', 'wall']) {
    const [without, beside] = [least(runs.without, key), least(runs.with, key)];
    const more = (100 * (beside / without - 1)).toFixed(0);
    console.log(
      `  ${key.padEnd(5)} without ${shown(without)} s   with ${shown(beside)} s   ${more.padStart(4)} % more`,
    );
  }
}

const [zip] = positionals;
if (zip === undefined) {
  console.error('usage: node test/bench/forecast.mjs <zip> [--source <id>] [--profile <id>] [--rounds 5]');
  process.exitCode = 2;
} else if (values.once !== undefined) await checkOnce(zip, values.once === 'with');
else await compare(zip, Number(values.rounds));
