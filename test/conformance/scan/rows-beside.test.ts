/** What is found of rows beside other files does not depend on how the bytes come, nor its order among other findings. */
import { tmpdir } from 'node:os';
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import type { FindingSink } from '../../../conformance/engine/findings.js';
import { datasetRules } from '../../../conformance/rules/dataset/index.js';
import { tableRules } from '../../../conformance/rules/table/index.js';
import { checkTable } from '../../../conformance/scan/check-table.js';
import type { Masters } from '../../../conformance/scan/masters.js';
import { KeyCollector } from '../../../conformance/spill/key-collector.js';
import { SpillFolder } from '../../../conformance/spill/spill-folder.js';
import { exampleCsv } from '../../../conformance/engine/example-csv.js';
import { documented } from '../../../specs/profiles/documented.js';
import type { Finding } from '../../../specs/report.js';
import { findSource } from '../../../specs/lookup.js';
import type { DataSource } from '../../../specs/source.js';

const folder = new SpillFolder(tmpdir());
afterAll(() => folder.close());

const keysOf = (codes: readonly string[], budget: number): Masters => {
  const collector = new KeyCollector(budget, folder, tmpdir());
  for (const code of codes) collector.add(Buffer.from(code), code.length);
  const keys = collector.finish();
  return new Map([['block_master(udise_block_code)', { kind: 'known', keys, files: ['block_mst.zip'] }]]);
};

async function run(csv: string, size: number, afterBytes: number, masters: Masters) {
  const told: Finding[] = [];
  const sink: FindingSink = { add: (finding) => told.push(finding), reset: () => undefined };
  const bytes = Buffer.from(csv);
  const { collected, dataset } = await checkTable(
    {
      source: findSource('cluster_master') as DataSource,
      path: 'cluster_master/cluster_mst.zip',
      member: null,
      // eslint-disable-next-line typescript/require-await
      open: async function* open() {
        for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
      },
    },
    {
      profile: documented,
      rules: tableRules,
      variant: null,
      samples: 3,
      sink,
      accelerateAfter: afterBytes,
      dataset: { rules: datasetRules, masters },
    },
  );
  return { collected, dataset, told };
}

/** A known block, an unknown one, one of another district, and values that other rules mind. */
const row = fc
  .tuple(
    fc.constantFrom('240101', '240101', '240101', '240199', '240201', '', 'x', '"240101"', '2401011'),
    fc.constantFrom('2401010001', '2401990001', '2402010001', '24010100', ''),
    fc.constantFrom('Aslali', 'A]b', '"A|b"'),
  )
  .map(([block, cluster, name]) => `${name}|${block}|${cluster}`);

it('is the same for any chunks, with and without a program for the rows, in memory and on disk', async () => {
  const header = exampleCsv('cluster_master').split('\n')[0] ?? '';
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { minLength: 1, maxLength: 60 }),
      fc.integer({ min: 1, max: 400 }),
      async (rows, size) => {
        const csv = `${[header, ...rows].join('\n')}\n`;
        const masters = keysOf(['240101', '240201'], 1 << 20);
        const whole = await run(csv, csv.length, Infinity, masters);
        expect(await run(csv, size, 0, masters)).toEqual(whole);
        expect(await run(csv, csv.length, 0, keysOf(['240201', '240101'], 0))).toEqual(whole);
        // One value, one finding.
        const lines = whole.told
          .filter(({ rule, where }) => where.column === 'udise_block_code' && !rule.includes('duplicate'))
          .map(({ where }) => where.line);
        expect(new Set(lines).size).toBe(lines.length);
      },
    ),
    { numRuns: 60 },
  );
});
