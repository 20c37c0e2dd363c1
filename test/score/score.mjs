/*
 * `npm run score -- [--rows 2000] [--count 5] [--seed 1] [--source <id>] [--once]`: for every source, plants defects of every
 * rule on tables, checks, and compares. Each source is read as it is written and in chunks of three random sizes.
 * (`--once`: only as it is written). Prints a table; ends with 1 where something was missed or found that is not there.
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
import { scoreSource } from './score-source.mjs';

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
  planters,
  planEmission,
  breakEmission,
  check: async (csv) => {
    const options = { profile: documented, rules: tableRules, variant: null, samples: 10_000_000 };
    const outcome = await (csv.source.sections ? checkSections : checkTable)(csv, options);
    return outcome.collected.findings;
  },
};

const byRule = new Map();
const tally = (rule) => {
  if (!byRule.has(rule)) byRule.set(rule, { planted: 0, missed: 0, extra: 0, sources: new Set() });
  return byRule.get(rule);
};
const complaints = [];
let bytes = 0;
const started = performance.now();
for (const source of chosen) {
  const sizes = (values.once ? [null] : [null, 1, 2, 3]).map((place) =>
    place === null ? null : 1 + (mix(seed, place) % 65_536),
  );
  for (const chunkBytes of sizes) {
    const score = await scoreSource(kit, { source, rows, count, seed, chunkBytes });
    bytes += score.bytes;
    for (const { rule } of score.planted) {
      const line = tally(rule);
      line.planted++;
      line.sources.add(source.id);
    }
    for (const key of score.missed) tally(key.split(' ')[0]).missed++;
    for (const key of score.extra) tally(key.split(' ')[0]).extra++;
    complaints.push(
      ...score.missed.map((key) => `missed ${key} (chunks of ${chunkBytes ?? 'a piece'})`),
      ...score.extra.map((key) => `found although not planted ${key} (chunks of ${chunkBytes ?? 'a piece'})`),
    );
  }
}

console.log('rule                        sources   planted    missed     extra');
for (const [rule, line] of [...byRule].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
  const figures = [line.sources.size, line.planted, line.missed, line.extra];
  console.log(`${rule.padEnd(25)}${figures.map((figure) => String(figure).padStart(10)).join('')}`);
}
for (const complaint of complaints.slice(0, 50)) console.log(complaint);
const seconds = (performance.now() - started) / 1000;
const total = [...byRule.values()].reduce((sum, line) => sum + line.planted, 0);
console.log(
  `${chosen.length} sources, ${byRule.size} rules, ${total} defects planted in ${(bytes / 1e6).toFixed(0)} MB, ` +
    `${complaints.length} differences, ${seconds.toFixed(1)} s, ${(process.memoryUsage().rss / 1e6).toFixed(0)} MB of memory`,
);
process.exitCode = complaints.length === 0 ? 0 : 1;
