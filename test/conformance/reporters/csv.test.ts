import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { csv } from '../../../conformance/reporters/csv.js';
import { plainStyle } from '../../../conformance/reporters/style.js';
import type { Finding, Report } from '../../../specs/report.js';

const context = { style: plainStyle, rule: () => ({ requirement: 'EP-13', summary: '', why: '', fix: '' }) };

const finding = (message: string, value: string): Finding => ({
  rule: 'table/value-type',
  severity: 'error',
  message,
  where: { path: 'a/b.zip', member: 'b.csv', line: 2, record: 1, column: 'n', field: 3 },
  details: { value, key: { id: '1', grade: '3' } },
});

const rowsOf = (...findings: Finding[]): string[][] => parse(csv({ findings } as unknown as Report, context));

describe('csv', () => {
  it('has one line a finding, with the key of the row', () => {
    expect(rowsOf(finding('a "quoted", text', 'x'))).toEqual([
      [
        'severity',
        'rule',
        'requirement',
        'path',
        'member',
        'line',
        'record',
        'column',
        'field',
        'key',
        'value',
        'message',
      ],
      [
        'error',
        'table/value-type',
        'EP-13',
        'a/b.zip',
        'b.csv',
        '2',
        '1',
        'n',
        '3',
        'id=1 grade=3',
        'x',
        'a "quoted", text',
      ],
    ]);
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', ' =1', '\u200b=1', '\t1', '\r1'])(
    'keeps %j from being a formula',
    (value) => {
      expect(rowsOf(finding('m', value))[1][10]).toBe(`'${value}`);
    },
  );
});
