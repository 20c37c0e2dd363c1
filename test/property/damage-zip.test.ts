/** Whatever the bytes of a zip are, they are judged: damage is a finding, never a crash and never "could not read". */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkEmission } from '../../conformance/check-emission.js';
import { sampleCsv } from '../../fixtures/sample/sample-csv.js';
import { zipOf } from '../../fixtures/sample/write-emission.js';
import { profiles } from '../../specs/profiles/index.js';
import type { Profile } from '../../specs/profiles/profile.js';
import type { Report } from '../../specs/report.js';
import type { DataSource } from '../../specs/source.js';
import { sources } from '../../specs/sources/index.js';
import { blows, randomBytes, struck } from './support-damage.js';

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cqube-damage-zip-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const zips = new Map<DataSource, Uint8Array>();
/** A good zip of the source's sample. */
function goodZip(source: DataSource): Uint8Array {
  const known = zips.get(source) ?? Uint8Array.from(zipOf(`${source.stem}.csv`, sampleCsv(source)));
  zips.set(source, known);
  return known;
}

const check = (path: string, profile: Profile): Promise<Report> =>
  checkEmission([path], {
    profile,
    now: () => 0,
  });

/** Writes the file where its source belongs, checks it by itself, and holds the report to what must be true of each. */
async function hold(source: DataSource, bytes: Uint8Array, profile: Profile): Promise<void> {
  const file = join(folder, source.folder, `${source.stem}.zip`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, bytes);
  const report = await check(file, profile);
  expect(report.faults).toEqual([]);
  expect([0, 1, 4]).toContain(report.exitCode);
  expect(report.files.map(({ bytes: size }) => size)).toEqual([bytes.length]);
  const errors = report.groups.filter(({ severity }) => severity === 'error');
  expect(report.exitCode === 1).toBe(errors.length > 0);
  const [judged] = report.files;
  if (judged?.verdict !== 'pass') expect(errors.length).toBeGreaterThan(0);
}

const source = fc.constantFrom(...sources);
const profile = fc.constantFrom(...profiles);

describe('a damaged zip', () => {
  it('of random bytes is judged', { timeout: 60_000 }, async () => {
    const begins = fc.constantFrom('', 'PK', 'PK\u0003\u0004', 'PK\u0005\u0006');
    await fc.assert(
      fc.asyncProperty(source, begins, randomBytes, profile, async (chosen, begin, bytes, against) => {
        await hold(chosen, Uint8Array.from(Buffer.concat([Buffer.from(begin, 'latin1'), bytes])), against);
      }),
      { numRuns: 500 },
    );
  });

  it('made from a good one is judged', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(source, blows, profile, async (chosen, all, against) => {
        await hold(chosen, struck(goodZip(chosen), all), against);
      }),
      { numRuns: 1000 },
    );
  });

  it('that holds a damaged CSV is judged', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(source, blows, profile, async (chosen, all, against) => {
        const csv = struck(Uint8Array.from(Buffer.from(sampleCsv(chosen))), all);
        await hold(chosen, Uint8Array.from(zipOf(`${chosen.stem}.csv`, csv)), against);
      }),
      { numRuns: 500 },
    );
  });
});
