/** The checks of a new table of weights, and how its file is read. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ApplicationFailure, Refusal } from '../../../server/application/failure.js';
import { checkWeights } from '../../../server/application/weights/check-weights.js';
import { inferColumn, sumColumn } from '../../../server/application/weights/column.js';
import { readTable } from '../../../server/application/weights/read-table.js';
import { hasSecureName } from '../../../server/application/weights/secure-name.js';

const HEADER = 'infrastructure_name|infrastructure_category|score';
const IN_FORCE = Buffer.from(`${HEADER}\nToilet|Sanitation|40\nLibrary|Academic|60\n`);
const SUM = '400 Bad Request: Bad file, validate the score, infrastructure total score sum is not 100';
const NAMES =
  '400 Bad Request: Bad data in file, please validate the data in infrastructure_name and infrastructure_category';

/** null: taken. */
function refusal(csv: string, inForce: Uint8Array | null = IN_FORCE): string | null {
  try {
    checkWeights(readTable(Buffer.from(csv)), inForce);
    return null;
  } catch (error) {
    if (error instanceof Refusal) return error.text;
    throw error;
  }
}

describe('a table of weights', () => {
  it.each([
    ['as in force', `${HEADER}\nToilet|Sanitation|30\nLibrary|Academic|70\n`, null],
    ['in another order', `${HEADER}\nLibrary|Academic|70\nToilet|Sanitation|30`, null],
    [
      'with CR LF, BOM, blank lines and quotes',
      `\ufeff${HEADER}\r\n\r\n"Toilet"|Sanitation|30\r\nLibrary|"Academic"|70\r\n`,
      null,
    ],
    ['with fractions', `${HEADER}\nToilet|Sanitation|30.5\nLibrary|Academic|69.5\n`, null],
    ['with a further row', `${HEADER}\nToilet|Sanitation|30\nLibrary|Academic|60\nRamp|Access|10\n`, null],
    ['with a row twice', `${HEADER}\nToilet|Sanitation|30\nLibrary|Academic|40\nLibrary|Academic|30\n`, null],
    ['with an empty score', `${HEADER}\nToilet|Sanitation|100\nLibrary|Academic|\n`, null],
    ['short of 100', `${HEADER}\nToilet|Sanitation|30\nLibrary|Academic|69\n`, SUM],
    ['with text for a score', `${HEADER}\nToilet|Sanitation|xx\nLibrary|Academic|70\n`, SUM],
    ['without rows', `${HEADER}\n`, SUM],
    ['short of 100 and with another header', 'infrastructure_name|cat|score\nToilet|Sanitation|1\n', SUM],
    [
      'with another header',
      'infrastructure_name|cat|score\nToilet|Sanitation|100\n',
      '400 Bad Request: Bad file header, please check the file header',
    ],
    [
      'with its columns in another order',
      'score|infrastructure_name|infrastructure_category\n100|Toilet|Sanitation\n',
      '400 Bad Request: Bad file header, please check the file header',
    ],
    ['with another name', `${HEADER}\nToilets|Sanitation|30\nLibrary|Academic|70\n`, NAMES],
    ['with a row less', `${HEADER}\nToilet|Sanitation|100\n`, NAMES],
    ['with names and categories swapped', `${HEADER}\nToilet|Academic|30\nLibrary|Sanitation|70\n`, NAMES],
    ['without scores', 'infrastructure_name|infrastructure_category\nToilet|Sanitation\n', "'score'"],
    [
      'split by commas',
      'infrastructure_name,infrastructure_category,score\nToilet,Sanitation,100\n',
      "'score'",
    ],
    [
      'with numbers for names',
      `${HEADER}\n1|Sanitation|30\n2|Academic|70\n`,
      'You are trying to merge on object and int64 columns. If you wish to proceed you should use pd.concat',
    ],
  ])('%s', (_, csv, text) => {
    expect(refusal(csv)).toBe(text);
  });

  it('cannot be checked without one in force', () => {
    expect(refusal(`${HEADER}\nToilet|Sanitation|100\n`, null)).toBe(
      'An error occurred (NoSuchKey) when calling the GetObject operation: The specified key does not exist.',
    );
  });

  it.each([
    ['empty', ''],
    ['of line breaks', '\n\r\n'],
    ['not UTF-8', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0xff, 0xfe])],
    ['with a row that grows', `${HEADER}\na|b|1\na|b|c|d|1\n`],
    ['with an open quote', `${HEADER}\n"a|b|1\n`],
  ])('%s breaks the application', (_, csv) => {
    expect(() => readTable(Buffer.from(csv as string))).toThrow(ApplicationFailure);
  });
});

describe('reading a table', () => {
  it('takes the first field of rows longer than the header for their names', () => {
    const { columns } = readTable(Buffer.from('a|b\nx|1|2\ny|3|4\n'));
    expect(columns.get('a')?.values).toEqual([1, 3]);
  });

  it('numbers names given twice and names the nameless', () => {
    expect([...readTable(Buffer.from('a|a||a\n1|2|3|4\n')).columns.keys()]).toEqual([
      'a',
      'a.1',
      'Unnamed: 2',
      'a.2',
    ]);
  });

  it('fills short rows', () => {
    expect(readTable(Buffer.from('a|b\n1\n')).columns.get('b')?.values).toEqual([Number.NaN]);
  });

  it('gives back any fields that were quoted', () => {
    const field = fc.string({ unit: 'binary', minLength: 1 }).filter((value) => value.isWellFormed());
    fc.assert(
      fc.property(fc.array(fc.tuple(field, field), { minLength: 1 }), (rows) => {
        const quote = (value: string): string => `"${value.replaceAll('"', '""')}"`;
        const csv = ['x|y', ...rows.map((row) => row.map(quote).join('|')), ''].join('\n');
        const { columns } = readTable(Buffer.from(csv));
        const expected = rows.map(([first]) => first);
        expect(columns.get('x')).toEqual(inferColumn(expected));
      }),
    );
  });
});

describe('a column', () => {
  it.each([
    [['1', ' 2', '+3'], 'int64', 6],
    [['1', '', 'NaN', '2'], 'float64', 3],
    [['.5', '5.', '1e1'], 'float64', 15.5],
    [['True', 'false'], 'bool', 1],
    [['1', 'x'], 'object', null],
    [['', 'NULL'], 'float64', 0],
    [['inf', '1'], 'float64', Number.POSITIVE_INFINITY],
  ] as const)('of %j is %s', (fields, type, sum) => {
    const column = inferColumn(fields);
    expect(column.type).toBe(type);
    expect(sumColumn(column)).toBe(sum);
  });

  it('is added as numpy adds, in eight lanes', () => {
    // One after the other these make 0.9999999999999999.
    expect(sumColumn(inferColumn(Array.from({ length: 10 }, () => '0.1')))).toBe(1);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1000, max: 1000 }), { maxLength: 600 }), (values) => {
        const fields = values.map((value) => `${value}.5`);
        const exact = fields.reduce((sum, field) => sum + Number(field), 0);
        expect(sumColumn(inferColumn([...fields, '0.0']))).toBeCloseTo(exact, 6);
      }),
    );
  });
});

describe('a file name', () => {
  it.each(['w.csv', '../../etc/passwd', '-', 'é', ' a '])('%j leaves something', (name) => {
    expect(hasSecureName(name)).toBe(true);
  });
  it.each(['', '..', '/', '._.', 'दिल्ली', '../..', ' ', '\u0000'])('%j leaves nothing', (name) => {
    expect(hasSecureName(name)).toBe(false);
  });
});
