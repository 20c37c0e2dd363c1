/**
 * Rows that refer to nothing, as a check finds them, are those that a plain reading with strings and a Set finds: for
 * any values, quotes and blanks, both column sets of the master, any budget of memory and any number of shards.
 */
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { writeEmission } from '../../fixtures/sample/write-emission.js';
import { findSource } from '../../specs/lookup.js';
import type { Group } from '../../specs/report.js';
import { mergeRuns, runShards, runWhole } from '../support/split-run.js';

const work = mkdtempSync(join(tmpdir(), 'references-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

/** Few values, so that they meet; some of them the same but for zeros, blanks or case, some of them nothing. */
const value = fc.constantFrom(
  '1',
  '01',
  '2',
  ' 2',
  '2 ',
  '10',
  '100',
  '7',
  'x',
  'X',
  '',
  ' ',
  'NULL',
  'null',
  '0',
  '00',
);
/** How it is written. */
const written = fc
  .tuple(value, fc.boolean())
  .map(([text, quoted]) => ({ text, field: quoted ? `"${text}"` : text }));
type Written = { readonly text: string; readonly field: string };

const rowsOf = (columns: number, most: number): fc.Arbitrary<readonly (readonly Written[])[]> =>
  fc.array(fc.array(written, { minLength: columns, maxLength: columns }), { minLength: 1, maxLength: most });

/** The source's example row, some columns of it changed; under the header of the variant. */
function csv(
  id: string,
  variant: string | null,
  names: readonly string[],
  rows: readonly (readonly Written[])[],
): string {
  const source = findSource(id);
  const fields = source?.variants.find(({ name }) => name === variant)?.fields ?? source?.fields ?? [];
  const lines = rows.map((row) =>
    fields
      .map(({ name, example }) => (names.includes(name) ? (row[names.indexOf(name)]?.field ?? '') : example))
      .join('|'),
  );
  return `${[fields.map(({ name }) => name).join('|'), ...lines].join('\n')}\n`;
}

/** The value as a number or text; null: nothing. */
function plain(text: string, trims: boolean): string | null {
  const seen = trims ? text.trim() : text;
  if (seen === '' || seen.toLowerCase() === 'null') return null;
  return /^\d+$/.test(seen) ? String(BigInt(seen)) : seen;
}

const keyOf = (row: readonly Written[], places: readonly number[], trims: boolean): string | null => {
  const parts = places.map((place) => plain(row[place]?.text ?? '', trims));
  return parts.includes(null) ? null : JSON.stringify(parts);
};

interface Expected {
  readonly lines: readonly number[];
  readonly values: number;
}

function dangling(
  rows: readonly (readonly Written[])[],
  places: readonly number[],
  known: ReadonlySet<string | null>,
  trims = true,
): Expected {
  const alone = rows.flatMap((row, index) => {
    const key = keyOf(row, places, trims);
    return key === null || known.has(key) ? [] : [index];
  });
  const values = new Set(
    alone.map((index) => places.map((place) => rows[index]?.[place]?.text ?? '').join(', ')),
  );
  return { lines: alone.map((index) => index + 2), values: values.size };
}

it('finds exactly the rows that refer to nothing', async () => {
  let runs = 0;
  let met = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        variant: fc.constantFrom('udise', 'state'),
        schools: rowsOf(1, 12),
        attendance: rowsOf(1, 30),
        grades: rowsOf(2, 12),
        results: rowsOf(2, 30),
        memory: fc.constantFrom(0, 500, 256 << 20),
        shards: fc.integer({ min: 1, max: 3 }),
      }),
      async ({ variant, schools, attendance, grades, results, memory, shards }) => {
        const folder = join(work, String(runs++));
        const root = join(folder, 'cqube_emission');
        const tempDir = join(folder, 'temp');
        mkdirSync(tempDir, { recursive: true });
        const code = variant === 'udise' ? 'udise_sch_code' : 'SchoolId';
        writeEmission(
          root,
          new Map([
            ['school_master/school_mst', csv('school_master', variant, [code], schools)],
            [
              'student_attendance/student_attendance',
              csv('student_attendance', null, ['SchoolId'], attendance),
            ],
            ['grade_details/grade_details', csv('grade_details', null, ['school_id', 'grade'], grades)],
            [
              'pat/periodic_exam_result_trans',
              csv('periodic_exam_result_trans', null, ['school_id', 'studying_class'], results),
            ],
          ]),
        );
        const options = { only: ['dataset/unknown-reference'], samples: 1000, memory, tempDir };
        const { report } = await runWhole([root], join(folder, 'whole'), options);
        const known = new Set(schools.map((row) => keyOf(row, [0], true)));
        const pairs = new Set(grades.map((row) => keyOf(row, [0, 1], true)));
        const found = (path: string, column: string): Expected => ({
          lines: report.findings.flatMap(({ where }) =>
            where.path.startsWith(path) && where.column === column ? [where.line ?? 0] : [],
          ),
          values: groupOf(report.groups, path, column)?.values?.distinct ?? 0,
        });
        // Attendance is not trimmed.
        expect(found('student_attendance', 'SchoolId')).toEqual(dangling(attendance, [0], known, false));
        expect(found('grade_details', 'school_id')).toEqual(dangling(grades, [0], known));
        expect(found('pat', 'school_id')).toEqual(dangling(results, [0], known));
        expect(found('pat', 'studying_class')).toEqual(dangling(results, [0, 1], pairs));
        met += report.groups.length;
        for (const { path, column, count } of report.groups)
          expect(count).toBe(found(path, column ?? '').lines.length);
        const merged = await mergeRuns(
          await runShards([root], shards, join(folder, 'shards'), options),
          folder,
        );
        expect(JSON.stringify(merged.report)).toBe(JSON.stringify(report));
        expect(readdirSync(tempDir)).toEqual([]);
        rmSync(folder, { recursive: true });
      },
    ),
    { numRuns: 40 },
  );
  // Not of nothing.
  expect(met).toBeGreaterThan(40);
}, 120_000);

const groupOf = (groups: readonly Group[], path: string, column: string): Group | undefined =>
  groups.find((group) => group.path.startsWith(path) && group.column === column);
