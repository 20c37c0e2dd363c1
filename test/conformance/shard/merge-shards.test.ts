/** Shards, merged in any order, are what one run is: report and findings file, byte for byte. */
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CheckOptions } from '../../../conformance/check-emission.js';
import { exampleJournal } from '../../../conformance/engine/example-journal.js';
import { contentOf } from '../../../fixtures/broken/broken-emission.js';
import { demoEmission } from '../../../fixtures/broken/demo-emission.js';
import { brokenEmissions } from '../../../fixtures/broken/index.js';
import { sampleCsv, sampleEmission } from '../../../fixtures/sample/sample-csv.js';
import { writeEmission } from '../../../fixtures/sample/write-emission.js';
import type { EmissionContent } from '../../../fixtures/sample/write-emission.js';
import { profiles } from '../../../specs/profiles/index.js';
import { sources } from '../../../specs/sources/index.js';
import { mergeRuns, runShards, runWhole } from '../../support/split-run.js';

let work = '';
let root = '';

beforeEach(() => {
  work = mkdtempSync(join(tmpdir(), 'cqube-conform-shards-'));
  root = join(work, 'cqube_emission');
  mkdirSync(root);
});
afterEach(() => rmSync(work, { recursive: true, force: true }));

interface Split {
  readonly paths?: readonly string[];
  readonly count: number;
  readonly options?: Partial<CheckOptions>;
  /** Before each run. */
  readonly prepare?: () => void;
  readonly order?: (shards: Awaited<ReturnType<typeof runShards>>) => Awaited<ReturnType<typeof runShards>>;
}

async function expectSame({ paths = [root], count, options = {}, prepare, order }: Split) {
  const folder = mkdtempSync(join(work, 'runs-'));
  prepare?.();
  const whole = await runWhole(paths, join(folder, 'whole'), options);
  const shards = await runShards(paths, count, join(folder, 'shards'), options, prepare);
  const merged = await mergeRuns(order ? order(shards) : shards, folder);
  expect(JSON.stringify(merged.report, null, 2)).toBe(JSON.stringify(whole.report, null, 2));
  expect(merged.findings).toBe(whole.findings);
  const exits = shards.map(({ report }) => report.exitCode);
  expect(exits).not.toContain(4);
  return { whole, shards };
}

/** Small ones, without links, which would stand in each other's way. */
const pieces: readonly EmissionContent[] = brokenEmissions
  .filter(({ base }) => base !== 'whole')
  .map(contentOf)
  .filter((content) =>
    [...content.values()].every((file) => typeof file === 'string' || (file as Uint8Array).length < 100_000),
  );

const emission = fc
  .array(fc.constantFrom(...pieces, sampleEmission()), { maxLength: 6 })
  .map((some) => new Map(some.flatMap((content) => [...content])));

describe('merging', () => {
  it('gives what one run gives, for any emission, number of shards and order of reports', async () => {
    const asked = fc.record({
      profile: fc.constantFrom(...profiles),
      failOn: fc.constantFrom('error', 'warning', 'info', 'never'),
      only: fc.constantFrom<string[]>([], [], ['table/'], ['emission/', 'archive/']),
      skip: fc.constantFrom<string[]>([], [], ['table/value', 'emission/missing-source']),
      samples: fc.constantFrom(1, 20),
      asked: fc.constantFrom<string[]>([], ['student_attendance']),
    });
    await fc.assert(
      fc.asyncProperty(
        emission,
        fc.integer({ min: 1, max: 5 }),
        asked,
        fc.infiniteStream(fc.nat()),
        async (content, count, options, dice) => {
          rmSync(root, { recursive: true, force: true });
          mkdirSync(root);
          writeEmission(root, content);
          const order: Split['order'] = (shards) =>
            shards
              .map((shard) => ({ shard, rank: dice.next().value as number }))
              .toSorted((a, b) => a.rank - b.rank)
              .map(({ shard }) => shard);
          await expectSame({ count, options, order });
        },
      ),
      { numRuns: 60 },
    );
  }, 120_000);

  it('keeps what could not be read: in the walk, and while it was read', async () => {
    const gone = join(root, 'block_master', 'block_mst.zip');
    const { whole } = await expectSame({
      count: 3,
      options: {
        onProgress: ({ path, bytes }) => {
          if (bytes === 0 && path.endsWith('block_mst.zip')) unlinkSync(gone);
        },
      },
      prepare: () => {
        rmSync(root, { recursive: true, force: true });
        writeEmission(root, demoEmission);
        symlinkSync(join(work, 'nowhere'), join(root, 'school_master.zip'));
        mkdirSync(join(root, 'school_master'));
        symlinkSync(join(work, 'nowhere'), join(root, 'school_master', 'school_mst.zip'));
      },
    });
    const unreadable = whole.report.findings.filter(({ rule }) => rule === 'emission/unreadable-file');
    expect(unreadable.map(({ where }) => where.path)).toEqual([
      'block_master/block_mst.zip',
      'school_master.zip',
      'school_master/school_mst.zip',
    ]);
    expect(whole.report.exitCode).toBe(3);
  });

  it('is inconclusive of nothing only as a whole', async () => {
    const { whole, shards } = await expectSame({ count: 2 });
    expect(whole.report.exitCode).toBe(4);
    expect(shards.map(({ report }) => report.exitCode)).toEqual([0, 0]);
  });

  it('knows files that their header gives away, and shows values only where all do', async () => {
    const csv = (id: string): string => {
      const source = sources.find((one) => one.id === id);
      return source ? sampleCsv(source) : '';
    };
    writeFileSync(join(root, 'july.csv'), csv('grade_details'));
    writeFileSync(join(root, 'staff.csv'), csv('student_attendance').replace('24010100011', 'x'));
    writeFileSync(join(root, 'notes.txt'), 'nothing of cQube');
    const paths = ['july.csv', 'staff.csv', 'notes.txt'].map((name) => join(root, name));
    const { whole } = await expectSame({ paths, count: 3, options: { showValues: true } });
    expect(whole.report.files.map(({ matchedBy }) => matchedBy)).toContain('header');
  });

  it('judges a recording once', async () => {
    writeEmission(root, demoEmission);
    const path = join(work, 'journal.ndjson');
    const name = 'grade_details/grade_details.zip';
    const entries = exampleJournal([{ ask: name }, { send: name, changed: true }], (file, changed) =>
      createHash('sha256').update(`${file}${changed}`).digest('hex'),
    );
    writeFileSync(path, entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
    const { whole, shards } = await expectSame({
      count: 3,
      options: { recording: { kind: 'journal', path } },
    });
    expect(whole.report.groups.some(({ rule }) => rule.startsWith('journal/'))).toBe(true);
    expect(shards.map(({ report }) => report.recording !== null)).toEqual([true, false, false]);
  });
});

describe('a shard', () => {
  it('judges its own files, and leaves the tree to the merge', async () => {
    writeEmission(root, demoEmission);
    const shards = await runShards([root], 2, work);
    const paths = shards.map(({ report }) => report.files.map(({ path }) => path));
    expect(paths.flat().toSorted()).toEqual((shards[0]?.report.shard?.tree ?? []).map(({ path }) => path));
    for (const { report } of shards) {
      expect(report.groups.every(({ path }) => report.files.some((file) => file.path === path))).toBe(true);
      const ofTree = report.rules.filter(({ id }) => id.startsWith('emission/'));
      expect(new Set(ofTree.map(({ state }) => state))).toEqual(new Set(['skipped']));
    }
  });
});
