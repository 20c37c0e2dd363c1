/*
 * `npm run score -- [--rows 2000] [--count 5] [--seed 1] [--source <id>] [--once]`: for every source, plants defects of every
 * rule on tables, checks, and compares. Each source is read as it is written and in chunks of three random sizes, which must
 * give the same outcome to the byte; then all of them once more as zips on disk, with --jobs 1 and 2, which must give the
 * same report. Of a million rows a source (--rows 1000000) the disk holds 1.5 GB of CSV at a time, zipped.
 * `--once`: only as it is written. Prints a table; ends with 1 where something was missed or found that is not there.
 */
import { parseArgs } from 'node:util';
import { checkSections } from '../../dist/conformance/scan/check-sections.js';
import { checkTable } from '../../dist/conformance/scan/check-table.js';
import { tableRules } from '../../dist/conformance/rules/table/index.js';
import { breakEmission } from '../../dist/fixtures/generator/breaking/break-emission.js';
import { planters } from '../../dist/fixtures/generator/breaking/index.js';
import { mix } from '../../dist/fixtures/generator/mix.js';
import { planEmission } from '../../dist/fixtures/generator/plan.js';
import { documented } from '../../dist/specs/profiles/documented.js';
import { sources } from '../../dist/specs/sources/index.js';
import { scoreJobs } from './score-jobs.mjs';
import { scoreRowLimit } from './score-row-limit.mjs';
import { planOf, scoreSource } from './score-source.mjs';

/** From so many rows a source on, the limit of rows is planted too: it takes 3.5 million. */
const LONG_RUN_ROWS = 1_000_000;

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '2000' },
    count: { type: 'string', default: '5' },
    seed: { type: 'string', default: '1' },
    source: { type: 'string' },
    once: { type: 'boolean', default: false },
  },
});
const numbers = [values.rows, values.count, values.seed].map(Number);
const chosen = sources.filter(({ id }) => values.source === undefined || id === values.source);
if (numbers.some((number) => !Number.isSafeInteger(number) || number < 0) || chosen.length === 0) {
  console.error('usage: npm run score -- [--rows <n>] [--count <n>] [--seed <n>] [--source <id>] [--once]');
  process.exit(2);
}
const [rows, count, seed] = numbers;

const kit = {
  profile: documented,
  // What needs other files beside it is scored in a whole emission, by a test.
  planters: planters.filter(({ rule }) => !rule.startsWith('dataset/')),
  planEmission,
  breakEmission,
  check: (csv) => {
    const options = { profile: documented, rules: tableRules, variant: null, samples: 10_000_000 };
    return (csv.source.sections ? checkSections : checkTable)(csv, options);
  },
};

const started = performance.now();
const byRule = new Map();
const tally = (rule) => {
  if (!byRule.has(rule)) byRule.set(rule, { planted: 0, missed: 0, extra: 0, sources: new Set() });
  return byRule.get(rule);
};
const complaints = [];
const sum = { runs: 0, rows: 0, bytes: 0 };
/** Sources whose keys do not last for so many rows. */
const smaller = [];

function enter(source, score, chunks) {
  sum.runs++;
  sum.rows += score.rows;
  sum.bytes += score.bytes;
  for (const { rule } of score.planted) {
    const line = tally(rule);
    line.planted++;
    line.sources.add(source.id);
  }
  for (const key of score.missed) tally(key.split(' ')[0]).missed++;
  for (const key of score.extra) tally(key.split(' ')[0]).extra++;
  complaints.push(
    ...score.missed.map((key) => `missed ${key} (${chunks})`),
    ...score.extra.map((key) => `found although not planted ${key} (${chunks})`),
  );
}

/** Long runs tell where they are. */
const tell = (text) => {
  if (rows >= 100_000) console.error(`${((performance.now() - started) / 1000).toFixed(0)} s  ${text}`);
};

for (const [place, source] of chosen.entries()) {
  const [planned] = planOf(kit, source, rows, seed)();
  if (planned.rows < rows) smaller.push(`${source.id} ${planned.rows}`);
  const sizes = (values.once ? [null] : [null, 1, 2, 3]).map((number) =>
    number === null ? null : 1 + (mix(seed, number) % 65_536),
  );
  const digests = new Set();
  for (const chunkBytes of sizes) {
    const score = await scoreSource(kit, { source, rows, count, seed, chunkBytes });
    enter(source, score, chunkBytes === null ? 'as it is written' : `chunks of ${chunkBytes} bytes`);
    digests.add(score.digest);
  }
  if (digests.size > 1) complaints.push(`${source.id}: chunks of ${sizes.join(', ')} give other outcomes`);
  tell(`${place + 1} of ${chosen.length} sources, ${source.id}`);
}
if (rows >= LONG_RUN_ROWS) {
  for (const source of chosen.filter(({ limits }) => limits !== undefined && limits.rows <= 4 * rows)) {
    enter(source, await scoreRowLimit(kit, source, seed), 'one row above the limit');
    tell(`one row above the limit, ${source.id}`);
  }
}

console.log('rule                        sources   planted    missed     extra');
for (const [rule, line] of [...byRule].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
  const figures = [line.sources.size, line.planted, line.missed, line.extra];
  console.log(`${rule.padEnd(25)}${figures.map((figure) => String(figure).padStart(10)).join('')}`);
}
const left = tableRules.map(({ id }) => id).filter((id) => !byRule.has(id));
if (left.length > 0) console.log(`not planted in this run: ${left.join(', ')}`);
const planted = [...byRule.values()].reduce((total, line) => total + line.planted, 0);
const missed = [...byRule.values()].reduce((total, line) => total + line.missed, 0);
console.log(
  `${chosen.length} sources, ${sum.runs} runs, ${sum.rows} rows, ${(sum.bytes / 1e6).toFixed(0)} MB: ${byRule.size} rules, ` +
    `${planted} defects planted, ${planted - missed} found, ${complaints.length} differences`,
);
if (smaller.length > 0)
  console.log(`fewer than ${rows} rows, since there are no more keys: ${smaller.join(', ')}`);
if (!values.once) {
  const disk = await scoreJobs(kit, {
    sources: chosen,
    rows,
    count,
    seed,
    onGroup: ({ groups, files }) => tell(`group ${groups} as zips, ${files} files so far`),
  });
  complaints.push(...disk.complaints);
  console.log(
    `as zips with --jobs 1 and 2: ${disk.files} files in ${disk.groups} groups, ${disk.rows} rows, ` +
      `${(disk.zipBytes / 1e6).toFixed(0)} MB of zips, ${disk.planted} defects planted, ${disk.complaints.length} differences`,
  );
}
for (const complaint of complaints.slice(0, 50)) console.log(complaint);
const seconds = (performance.now() - started) / 1000;
const peak = process.resourceUsage().maxRSS / 1024;
console.log(
  `${complaints.length} differences; ${seconds.toFixed(1)} s, at most ${peak.toFixed(0)} MiB of memory`,
);
process.exitCode = complaints.length === 0 ? 0 : 1;
