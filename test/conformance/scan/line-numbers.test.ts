/** Physical line numbers: what a finding says is what an editor shows, whatever ends the lines and wherever chunks end. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkCsv, shortFindings } from '../../support/check-csv.js';

const HEADER = 'school_id|grade|students_count';
const CHUNKS = Array.from({ length: 50 }, (_, index) => index + 1);

/** `rule@line` in any order, in one chunk and in chunks of 1 to 50 bytes, which must agree. */
async function found(csv: string, id = 'grade_details'): Promise<string[]> {
  const whole = await checkCsv(id, csv);
  for (const chunk of CHUNKS) expect(await checkCsv(id, csv, { chunk })).toEqual(whole);
  return shortFindings(whole)
    .map((text) => text.replace(/^table\//, ''))
    .toSorted((a, b) => Number(/@(\d+)/.exec(a)?.[1]) - Number(/@(\d+)/.exec(b)?.[1]));
}

/** A good row for every number. */
const good = (number: number): string => `${24010100000 + number}|3|84`;
const BAD = 'x|3|84';
const BAD_AT = (line: number): string => `value-type@${line} school_id`;

describe('physical line numbers', () => {
  it.each([
    ['LF', '\n'],
    ['CR LF', '\r\n'],
    ['a lone CR', '\r'],
  ])('count lines that end with %s', async (_name, end) => {
    const csv = [HEADER, good(1), BAD, good(2), '1|2', BAD].join(end);
    const expected = [BAD_AT(3), 'field-count@5', BAD_AT(6), 'duplicate-row@6'];
    expect(await found(csv)).toEqual(expected);
    expect(await found(csv + end)).toEqual(expected);
  });

  it('count lines of mixed ends', async () => {
    expect(await found(`${HEADER}\r\n${good(1)}\n${BAD}\r${good(2)}\r\n1|2\r3|4\n${BAD}z`)).toEqual([
      BAD_AT(3),
      'field-count@5',
      'field-count@6',
      BAD_AT(7),
      'value-type@7 students_count',
      'duplicate-key@7',
    ]);
  });

  it('see LF CR as two line ends', async () => {
    expect(await found(`${HEADER}\n${good(1)}\n\r${BAD}\n`)).toEqual(['blank-line@3', BAD_AT(4)]);
  });

  it.each([
    ['LF', '\n'],
    ['CR LF', '\r\n'],
    ['a lone CR', '\r'],
  ])('count a line break (%s) inside quotes', async (_name, end) => {
    const csv = `${HEADER}\n${good(1)}\n24010100009|3|"8${end}${end}4"\n${BAD}\n`;
    expect(await found(csv)).toEqual(['value-type@3 students_count', BAD_AT(6)]);
  });

  it('name the line on which a record of several lines begins', async () => {
    const csv = `${HEADER}\n"a\nb"|"c\nd"|1\n${BAD}\n`;
    expect(await found(csv)).toEqual(['value-type@2 school_id', 'value-type@2 grade', BAD_AT(5)]);
  });

  it.each([
    [
      'at the start',
      `\n\r\n\r${HEADER}\n${BAD}\n`,
      ['blank-line@1', 'blank-line@2', 'blank-line@3', BAD_AT(5)],
    ],
    ['behind the header', `${HEADER}\n\n\n${BAD}\n`, ['blank-line@2', 'blank-line@3', BAD_AT(4)]],
    [
      'in the middle',
      `${HEADER}\r\n${good(1)}\r\n\r\n  \t\r\n${BAD}`,
      ['blank-line@3', 'blank-line@4', BAD_AT(5)],
    ],
    ['at the end', `${HEADER}\n${BAD}\n\n\n`, [BAD_AT(2), 'blank-line@3', 'blank-line@4']],
    [
      'of lone CRs',
      `${HEADER}\r${BAD}\r\r${BAD}z\r\r`,
      [
        BAD_AT(2),
        'blank-line@3',
        BAD_AT(4),
        'value-type@4 students_count',
        'duplicate-key@4',
        'blank-line@5',
      ],
    ],
  ])('count blank lines %s', async (_name, csv, expected) => {
    expect(await found(csv)).toEqual(expected);
  });

  it('count blank lines of a file of one column', async () => {
    const csv = 'batchIdList\n\n0130\n\n\n""\n\n';
    expect(await found(csv, 'diksha_api_progress_exhaust_batch_ids')).toEqual([
      'blank-line@2',
      'blank-line@4',
      'blank-line@5',
      'required-value@6 batchIdList',
      'blank-line@7',
    ]);
  });

  it.each([
    ['in the first column', `${HEADER}\n${good(1)}\n"${good(2)}\n${BAD}\n`, ['unclosed-quote@3', BAD_AT(4)]],
    [
      'in the last column',
      `${HEADER}\n24010100009|3|"84\n${BAD}\n${good(1)}`,
      ['unclosed-quote@2', BAD_AT(3)],
    ],
    ['on the last line', `${HEADER}\n${BAD}\n24010100009|3|"84`, [BAD_AT(2), 'unclosed-quote@3']],
    ['with text behind a closing one', `${HEADER}\n"1"2|3|84\r\n${BAD}\n`, ['unclosed-quote@2', BAD_AT(3)]],
    ['behind a value of two lines', `${HEADER}\n"a\nb"|"3|84\n${BAD}\n`, ['unclosed-quote@2', BAD_AT(4)]],
  ])('go on behind an unclosed quote %s', async (_name, csv, expected) => {
    expect(await found(csv)).toEqual(expected);
  });

  it('of repeated rows name the line of the first, behind breaks in quotes', async () => {
    const csv = `${HEADER}\n"a\n"|1|1\n${good(1)}\r\n\n${good(1)}`;
    const { collected } = await checkCsv('grade_details', csv);
    const repeat = collected.findings.find(({ rule }) => rule === 'table/duplicate-row');
    expect(repeat?.where.line).toBe(6);
    expect(repeat?.details['firstLine']).toBe(4);
  });

  it('of sections count through the whole file', async () => {
    const csv = [
      'program_name,do_31309287232935526411138',
      'Course,Yes',
      'End of Program-Course Details',
      'program_name,district_id,expected_enrollments',
      'Course,2401,many',
      'End Of program details',
      'course_id,course_start_date,course_end_date',
      'do_31307361357558579213961,2020-07-01,2020-09-31',
      'End Of Course details',
      'course_id,district_id,expected_enrollment',
      'do_31307361357558579213961,2401,1200',
      'End of Course enrolments',
      '',
    ].join('\n');
    const lines = (await found(csv, 'diksha_enrolment')).filter((text) => text.startsWith('value-type'));
    expect(lines).toEqual(['value-type@5 expected_enrollments', 'value-type@8 course_end_date']);
  });
});

interface Row {
  readonly kind: 'good' | 'bad' | 'ragged' | 'blank' | 'broken-value';
  readonly end: '\n' | '\r\n' | '\r';
  readonly inner: '\n' | '\r\n' | '\r';
}

/** Text of a row without its end, the physical lines that it takes, and its finding. */
function written({ kind, inner }: Row, number: number): { text: string; lines: number; rule: string | null } {
  switch (kind) {
    case 'good':
      return { text: good(number), lines: 1, rule: null };
    case 'bad':
      return { text: `x${number}|3|84`, lines: 1, rule: 'value-type' };
    case 'ragged':
      return { text: `${number}|3`, lines: 1, rule: 'field-count' };
    case 'blank':
      return { text: ' ', lines: 1, rule: 'blank-line' };
    case 'broken-value':
      return { text: `"x${number}${inner}${inner}|""y"|3|84`, lines: 3, rule: 'value-type' };
  }
}

const end = fc.constantFrom<Row['end']>('\n', '\r\n', '\r');
const row: fc.Arbitrary<Row> = fc.record({
  kind: fc.constantFrom<Row['kind']>('good', 'good', 'bad', 'ragged', 'blank', 'broken-value'),
  end,
  inner: end,
});

describe('physical line numbers of random tables', () => {
  it('are those that a naive count gives', async () => {
    const table = fc.tuple(
      fc.array(row, { maxLength: 14 }),
      fc.nat(3),
      fc.integer({ min: 1, max: 50 }),
      fc.boolean(),
    );
    await fc.assert(
      fc.asyncProperty(table, async ([rows, leading, chunk, lastEnds]) => {
        let line = leading + 2;
        const expected = Array.from({ length: leading }, (_, index) => `table/blank-line@${index + 1}`);
        let csv = `${'\n'.repeat(leading)}${HEADER}\n`;
        rows.forEach((chosen, index) => {
          const { text, lines, rule } = written(chosen, index);
          if (rule !== null) expected.push(`table/${rule}@${line}`);
          csv += text + (index < rows.length - 1 || lastEnds ? chosen.end : '');
          line += lines;
        });
        // Without a row there is one finding more, and it has no line.
        fc.pre(rows.some(({ kind }) => kind !== 'blank'));
        const outcome = await checkCsv('grade_details', csv, { chunk });
        const short = outcome.collected.findings.map(({ rule, where }) => `${rule}@${where.line}`);
        expect(short.toSorted()).toEqual(expected.toSorted());
      }),
      { numRuns: 1000 },
    );
  });
});
