import { describe, expect, it } from 'vitest';
import { expectationOf } from '../../../conformance/engine/expectation.js';
import { rowLimit } from '../../../conformance/rules/table/row-limit.js';
import { defaultProfile } from '../../../specs/profiles/index.js';
import { sources } from '../../../specs/sources/index.js';

const limited = sources.filter((source) => source.limits);

function messages(id: string, rows: number, bytes: number): string[] {
  const source = sources.find((candidate) => candidate.id === id);
  if (!source) throw new Error(`no source ${id}`);
  const found: string[] = [];
  rowLimit.end.check({ rows, bytes }, expectationOf(source, defaultProfile, null), (details) => {
    found.push(rowLimit.message(details));
  });
  return found;
}

describe('table/row-limit', () => {
  it('is documented for three sources (EP-18)', () => {
    expect(limited.map(({ id, limits }) => [id, limits?.rows, limits?.bytes])).toEqual([
      ['student_attendance', 12_500_000, 1_500_000_000],
      ['periodic_exam_result_trans', 20_000_000, 1_900_000_000],
      ['semester_exam_result_trans', 3_500_000, 600_000_000],
    ]);
  });

  it('lets a file at its limit pass', () => {
    expect(messages('semester_exam_result_trans', 3_500_000, 600_000_000)).toEqual([]);
  });

  it.each([
    [3_500_001, 600_000_000],
    [3_500_000, 600_000_001],
  ])('finds %i rows in %i bytes', (rows, bytes) => {
    expect(messages('semester_exam_result_trans', rows, bytes)).toEqual([
      `The CSV has ${rows} rows and ${bytes} bytes; documented are at most 3500000 rows and 600000000 bytes.`,
    ]);
  });
});
