/** The program for plain rows changes nothing but the time: the same findings with it as without it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleCsv } from '../../fixtures/sample/sample-csv.js';
import { findSource } from '../../specs/lookup.js';
import { sources } from '../../specs/sources/index.js';
import { checkCsv } from '../support/check-csv.js';

/** Values that some column takes and another does not. */
const VALUES = [
  '',
  '0',
  '1',
  '7',
  '9',
  '12',
  '100',
  '999',
  '1000',
  '-1',
  '0001',
  '2020',
  '40000',
  '123456789012345678901',
  '2020-21',
  '2020-22',
  '2020-07-31',
  '2020-06-31',
  '2020-02-29',
  '0000-01-01',
  '2021-13-01',
  '29/07/2020',
  '2020-07-20 10:15:00',
  '2020-07-20 24:15:00',
  '2020-07-20T10:15:00',
  '2020-07-20 ',
  '10:15',
  '10:15:00',
  'NULL',
  'null',
  'NaN',
  '-',
  '?',
  '0.0',
  '0.5',
  '1.',
  '.5',
  '1e5',
  'true',
  'P',
  'अहमदाबाद',
  'é',
  '"1"',
  '"7"',
  '""',
  '"NULL"',
  '"P"',
  '"2020-21"',
  '"a',
  '"a"b',
  '"a" ',
  '"a""b"',
  '"a\\"b"',
  '" a"',
  '"अ"',
  '"1|2"',
  ' a',
  'a ',
  ' ',
  'a]',
  '"a"',
  '"a|b"',
  '"a\nb"',
  'a"b',
  'a\\|b',
  '"a',
  'x'.repeat(20),
  'x'.repeat(400),
];

const tables = sources.filter((source) => !source.sections);

interface Blow {
  readonly row: number;
  readonly column: number;
  readonly value: string;
  /** What becomes of the row: `repeat` and `key` make duplicates. */
  readonly kind: 'value' | 'column' | 'quotes' | 'repeat' | 'ragged' | 'blank' | 'header' | 'return';
}

const blow: fc.Arbitrary<Blow> = fc.record({
  row: fc.nat(),
  column: fc.nat(),
  value: fc.constantFrom(...VALUES),
  kind: fc.oneof(
    { weight: 6, arbitrary: fc.constant('value' as const) },
    { weight: 2, arbitrary: fc.constant('column' as const) },
    {
      weight: 2,
      arbitrary: fc.constantFrom(
        'repeat' as const,
        'ragged' as const,
        'blank' as const,
        'header' as const,
        'return' as const,
        'quotes' as const,
      ),
    },
  ),
});

/** The sample's rows again and again, each with a number of its own in its first column, then damaged. */
function csvOf(id: string, times: number, blows: readonly Blow[]): string {
  const source = findSource(id);
  if (!source) throw new Error(`no source ${id}`);
  const [header = '', ...sample] = sampleCsv(source).trimEnd().split('\n');
  const rows = Array.from({ length: times }, (_, index) => {
    const fields = (sample[index % sample.length] ?? '').split(source.delimiter);
    return fields.map((field, column) =>
      column === 0 && /^\d+$/.test(field) ? String(BigInt(field) + BigInt(index)) : field,
    );
  });
  const ends = rows.map(() => '\n');
  const width = header.split(source.delimiter).length;
  for (const { row, column, value, kind } of blows) {
    const at = row % rows.length;
    const place = column % width;
    if (kind === 'value') (rows[at] ?? [])[place] = value;
    else if (kind === 'column') for (const fields of rows.slice(at)) fields[place] = value;
    else if (kind === 'quotes')
      for (const fields of rows.slice(at)) fields.forEach((text, index) => (fields[index] = `"${text}"`));
    else if (kind === 'repeat') rows[at] = [...(rows[0] ?? [])];
    else if (kind === 'ragged') rows[at] = (rows[at] ?? []).slice(0, place);
    else if (kind === 'blank') rows[at] = [];
    else if (kind === 'header') rows[at] = header.split(source.delimiter);
    else ends[at] = column % 2 === 0 ? '\r\n' : '\r';
  }
  return `${header}\n${rows.map((fields, index) => fields.join(source.delimiter) + (ends[index] ?? '')).join('')}`;
}

describe('program for plain rows', () => {
  it('finds what is found without it, in every source, whatever the damage and the chunks', async () => {
    const emission = fc.record({
      id: fc.constantFrom(...tables.map((source) => source.id)),
      times: fc.integer({ min: 1, max: 60 }),
      blows: fc.array(blow, { maxLength: 8 }),
      profile: fc.constantFrom('documented', 'pipeline-3.7'),
      chunk: fc.oneof(fc.integer({ min: 200, max: 5000 }), fc.constant(1 << 20)),
    });
    await fc.assert(
      fc.asyncProperty(emission, async ({ id, times, blows, profile, chunk }) => {
        const csv = csvOf(id, times, blows);
        const without = await checkCsv(id, csv, { profile, accelerateAfter: Infinity });
        expect(await checkCsv(id, csv, { profile, chunk, accelerateAfter: 0 })).toEqual(without);
      }),
      { numRuns: 500 },
    );
  });

  it('takes no sign for the code whose number its byte would give', async () => {
    const blows: Blow[] = [{ row: 0, column: 2, value: '?', kind: 'column' }];
    for (const accelerateAfter of [0, Infinity]) {
      const { collected } = await checkCsv('sch_enr_age', csvOf('sch_enr_age', 3, blows), {
        accelerateAfter,
      });
      expect(collected.totals).toMatchObject([{ rule: 'table/null-text', column: 'age_id', count: 3 }]);
    }
  });

  it.each(['\n', '\r\n'])('takes no blank line for a row of one column: %j', async (end) => {
    const csv = `batchIdList\n1${end}${end}2${end}`;
    for (const accelerateAfter of [0, Infinity]) {
      const { rows, collected } = await checkCsv('diksha_api_progress_exhaust_batch_ids', csv, {
        accelerateAfter,
      });
      expect(rows).toBe(2);
      expect(collected.totals).toMatchObject([{ rule: 'table/blank-line', count: 1 }]);
    }
  });

  it('takes the same samples when findings are more than a batch', async () => {
    const blows: Blow[] = [
      { row: 0, column: 7, value: 'NULL', kind: 'column' },
      { row: 1000, column: 7, value: '9', kind: 'column' },
      { row: 3000, column: 7, value: 'a longer text', kind: 'column' },
      { row: 5000, column: 8, value: 'NULL', kind: 'column' },
      { row: 6000, column: 9, value: '"2"', kind: 'column' },
      { row: 6500, column: 7, value: 'NULL', kind: 'column' },
    ];
    const csv = csvOf('student_attendance', 9000, blows);
    const without = await checkCsv('student_attendance', csv, { accelerateAfter: Infinity });
    expect(without.collected.totals.length).toBeGreaterThan(3);
    for (const chunk of [1 << 16, 1 << 20])
      expect(await checkCsv('student_attendance', csv, { chunk, accelerateAfter: 0 })).toEqual(without);
  });
});
