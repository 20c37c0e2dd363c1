/** Whatever the bytes of a CSV are, the check ends with findings that stand in the file, and chunks do not matter. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TableOutcome } from '../../conformance/scan/check-table.js';
import { sampleCsv } from '../../fixtures/sample/sample-csv.js';
import { profiles } from '../../specs/profiles/index.js';
import { sources } from '../../specs/sources/index.js';
import { checkCsv } from '../support/check-csv.js';
import { blows, physicalLines, randomBytes, struck } from './support-damage.js';

const samples = new Map(
  sources.map((source) => [source.id, Uint8Array.from(Buffer.from(sampleCsv(source)))]),
);

const source = fc.constantFrom(...samples.keys());
const profile = fc.constantFrom(...profiles.map(({ id }) => id));
const chunk = fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 41, max: 5000 }));
const setting = fc.record({ source, profile, chunk, other: chunk });

interface Setting {
  readonly source: string;
  readonly profile: string;
  readonly chunk: number;
  readonly other: number;
}

/** The outcome in two chunkings, held to what must be true of every outcome. */
async function hold(
  bytes: Uint8Array,
  { source: id, profile: against, chunk: size, other }: Setting,
): Promise<void> {
  const outcome = await checkCsv(id, bytes, { profile: against, chunk: size });
  const lines = Math.max(1, physicalLines(bytes));
  for (const { where } of outcome.collected.findings) {
    if (where.line === undefined) continue;
    expect(where.line).toBeGreaterThanOrEqual(1);
    expect(where.line).toBeLessThanOrEqual(lines);
  }
  const counted = outcome.collected.totals.reduce((sum, { count }) => sum + count, 0);
  expect(counted).toBeGreaterThanOrEqual(outcome.collected.findings.length);
  for (const total of outcome.collected.totals)
    expect(total.count).toBeGreaterThanOrEqual(samplesOf(outcome, total));
  expect(outcome.rows).toBeLessThanOrEqual(lines);
  expect(outcome.bytes).toBe(bytes.length);
  expect(await checkCsv(id, bytes, { profile: against, chunk: other })).toEqual(outcome);
}

const samplesOf = (
  { collected }: TableOutcome,
  { rule, severity, column }: TableOutcome['collected']['totals'][number],
): number =>
  collected.findings.filter(
    (finding) => finding.rule === rule && finding.severity === severity && finding.where.column === column,
  ).length;

describe('a damaged CSV', () => {
  it('of random bytes is judged, in any chunks', { timeout: 60_000 }, async () => {
    await fc.assert(fc.asyncProperty(randomBytes, setting, hold), { numRuns: 500 });
  });

  it('of random bytes below a good header is judged, in any chunks', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(randomBytes, setting, async (bytes, chosen) => {
        const sample = samples.get(chosen.source) ?? new Uint8Array(0);
        const header = sample.subarray(0, sample.indexOf(0x0a) + 1);
        await hold(Uint8Array.from(Buffer.concat([header, bytes])), chosen);
      }),
      { numRuns: 500 },
    );
  });

  it('made from a good one is judged, in any chunks', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(blows, setting, async (all, chosen) => {
        await hold(struck(samples.get(chosen.source) ?? new Uint8Array(0), all), chosen);
      }),
      { numRuns: 1000 },
    );
  });
});
