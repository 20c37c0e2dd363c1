/** Whatever bytes come, a report comes back: no throw, no hang, an exit code of the contract, findings that hold water. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkEmission } from '../../conformance/check-emission.js';
import { sampleCsv } from '../../fixtures/sample/sample-csv.js';
import { zipOf } from '../../fixtures/sample/write-emission.js';
import { profiles } from '../../specs/profiles/index.js';
import type { Report } from '../../specs/report.js';
import { sources } from '../../specs/sources/index.js';
import { checkCsv } from '../support/check-csv.js';

let root = '';

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'cqube-conform-damage-'));
});

afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

/** A change of a byte string: flip, cut, insert, double, overwrite. */
type Damage = {
  readonly kind: 'flip' | 'cut' | 'insert' | 'double' | 'set';
  readonly at: number;
  readonly length: number;
  readonly bytes: Uint8Array;
};

const damage: fc.Arbitrary<Damage> = fc.record({
  kind: fc.constantFrom('flip', 'cut', 'insert', 'double', 'set'),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.integer({ min: 1, max: 40 }),
  bytes: fc.oneof(
    fc.uint8Array({ minLength: 1, maxLength: 8 }),
    fc
      .constantFrom('"', '|', ',', '\n', '\r', '\r\n', '\\', '\0', '\ufeff', '""', 'NULL', '\u202e')
      .map((text) => new Uint8Array(Buffer.from(text))),
  ),
});

function damaged(bytes: Uint8Array, changes: readonly Damage[]): Buffer {
  let result = Buffer.from(bytes);
  for (const { kind, at, length, bytes: extra } of changes) {
    const from = Math.floor(at * result.length);
    const to = Math.min(result.length, from + length);
    const [before, middle, after] = [
      result.subarray(0, from),
      result.subarray(from, to),
      result.subarray(to),
    ];
    if (kind === 'flip') result = Buffer.concat([before, middle.map((byte) => byte ^ 0x55), after]);
    else if (kind === 'cut') result = Buffer.concat([before, after]);
    else if (kind === 'double') result = Buffer.concat([before, middle, middle, after]);
    else result = Buffer.concat([before, extra, kind === 'set' ? after : Buffer.concat([middle, after])]);
  }
  return result;
}

const source = fc.constantFrom(...sources);
const profile = fc.constantFrom(...profiles);
const changes = fc.array(damage, { minLength: 1, maxLength: 4 });

describe('damaged CSVs', () => {
  it('give findings that lie in the file, the same whatever the chunks', async () => {
    const csv = fc.oneof(
      {
        weight: 3,
        arbitrary: fc
          .tuple(source, changes)
          .map(([from, how]) => [from, damaged(Buffer.from(sampleCsv(from)), how)] as const),
      },
      {
        weight: 1,
        arbitrary: fc
          .tuple(source, fc.uint8Array({ maxLength: 200 }))
          .map(([from, bytes]) => [from, Buffer.from(bytes)] as const),
      },
    );
    await fc.assert(
      fc.asyncProperty(
        csv,
        profile,
        fc.integer({ min: 1, max: 64 }),
        async ([from, bytes], { id }, chunk) => {
          const outcome = await checkCsv(from.id, bytes, { profile: id });
          const lines = bytes.toString('latin1').split(/\r\n|\r|\n/).length;
          for (const { where, message } of outcome.collected.findings) {
            expect(where.line ?? 1).toBeGreaterThanOrEqual(1);
            expect(where.line ?? 1).toBeLessThanOrEqual(lines);
            expect(message.length).toBeLessThan(2000);
          }
          expect(await checkCsv(from.id, bytes, { profile: id, chunk })).toEqual(outcome);
        },
      ),
      { numRuns: 1000 },
    );
  }, 120_000);
});

const check = (path: string, id: string): Promise<Report> =>
  checkEmission([path], {
    profile: profiles.find((candidate) => candidate.id === id) ?? profiles[0],
    failOn: 'error',
    only: [],
    skip: [],
    source: null,
    asked: [],
    version: '',
    now: () => 0,
  });

describe('damaged zips', () => {
  it('are never our own failure', async () => {
    const zips = new Map(sources.map((from) => [from.id, zipOf(`${from.stem}.csv`, sampleCsv(from))]));
    const bytes = fc.oneof(
      {
        weight: 4,
        arbitrary: fc
          .tuple(source, changes)
          .map(([from, how]) => [from, damaged(zips.get(from.id) ?? Buffer.alloc(0), how)] as const),
      },
      {
        weight: 1,
        arbitrary: fc
          .tuple(source, fc.uint8Array({ maxLength: 300 }))
          .map(([from, random]) => [from, Buffer.from(random)] as const),
      },
    );
    await fc.assert(
      fc.asyncProperty(bytes, profile, async ([from, content], { id }) => {
        const path = join(root, `${from.stem}.zip`);
        writeFileSync(path, content);
        const report = await check(path, id);
        expect(report.faults).toEqual([]);
        expect([0, 1]).toContain(report.exitCode);
      }),
      { numRuns: 800 },
    );
  }, 120_000);
});

describe('folders of any names', () => {
  const known = sources.flatMap(({ folder, stem }) => [folder, `${stem}.zip`, `${stem}.csv`]);
  const name = fc
    .oneof(
      fc.constantFrom(...known, 'cqube_emission', '.DS_Store', '__MACOSX', 'CON', 'निरीक्षण', 'a b', '…'),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
    )
    .map((text) =>
      Buffer.from(text.replaceAll(/[/\\\0:*?"<>|]/g, '_'))
        .subarray(0, 200)
        .toString(),
    )
    .filter((text) => !/^\.{0,2}$/.test(text) && !/\p{Surrogate}/u.test(text) && !/[. ]$/.test(text));

  it('are judged', async () => {
    let run = 0;
    const tree = fc.array(
      fc.tuple(fc.array(name, { minLength: 1, maxLength: 3 }), fc.uint8Array({ maxLength: 30 })),
      { maxLength: 6 },
    );
    await fc.assert(
      fc.asyncProperty(tree, profile, async (entries, { id }) => {
        const folder = join(root, `tree-${run++}`);
        mkdirSync(folder);
        for (const [path, content] of entries) {
          const target = join(folder, ...path);
          try {
            mkdirSync(dirname(target), { recursive: true });
            writeFileSync(target, content);
          } catch {
            // A file already stands where this one needs a folder, or the system has no such name.
          }
        }
        const report = await check(folder, id);
        expect(report.faults).toEqual([]);
        expect([0, 1, 4]).toContain(report.exitCode);
        rmSync(folder, { recursive: true, force: true });
      }),
      { numRuns: 200 },
    );
  }, 120_000);
});
