/** An acceptor never takes a value to which a rule objects, in any column of any source, in either profile. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accept, acceptorFor, plainBytes } from '../../conformance/scan/acceptors.js';
import { objections, subjects } from '../support/column-kinds.js';
import type { Subject } from '../support/column-kinds.js';

function isAccepted({ expectation, column }: Subject, text: string): boolean {
  const acceptor = acceptorFor(column);
  if (text === '') return acceptor.blank;
  const delimiter = expectation.delimiter.charCodeAt(0);
  const bytes = Buffer.concat([Buffer.from(text), Buffer.from('\n')]);
  return accept(acceptor, bytes, 0, plainBytes(delimiter)) === bytes.length - 1;
}

const values = fc.oneof(
  fc.constantFrom(
    '',
    '0',
    '1',
    '-1',
    '5',
    '9',
    '00',
    '01',
    '10',
    '99',
    '100',
    '365',
    '366',
    '999',
    '1000',
    '32767',
    '32768',
    '40000',
    '1699',
    '1700',
    '2020',
  ),
  fc.constantFrom(
    '2020-21',
    '2020-22',
    '1999-00',
    '2020',
    '2020-07-29',
    '2020-02-30',
    '2020-13-01',
    '2020-00-10',
    '0000-01-01',
    '2021-06-31',
    '29/07/2020',
    '2020-07-20 10:15:00',
    '2020-07-20 10:15',
    '2020-07-20 24:00:00',
    '2020-07-20 10:60:00',
    '2020-07-20 10:15:60',
    '2021-02-29 10:15:00',
    '2020-07-20  10:15:0',
    '2020-07-20 10-15-00',
  ),
  fc.constantFrom(
    'NULL',
    'null',
    'NaN',
    'nan',
    'N/A',
    '#N/A',
    '\\N',
    '-',
    '--',
    '?',
    'none',
    'undefined',
    '(null)',
    'NULL ',
  ),
  fc.constantFrom(
    '0.0',
    '0.5',
    '10',
    '10.0',
    '10.01',
    '22.9316',
    '1e5',
    '7.5E+10',
    '1.',
    '.5',
    '+1',
    '1,000',
    '999.99',
    '12.345',
  ),
  fc.constantFrom(
    'true',
    'FALSE',
    'yes',
    'a]',
    '[b',
    'a"b',
    'a\\b',
    ' a',
    'a ',
    '\ta',
    'Primary',
    'x'.repeat(101),
    'x'.repeat(300),
    'अहमदाबाद',
  ),
  fc.integer({ min: -100_000, max: 100_000 }).map(String),
  fc.bigInt({ min: 0n, max: 10n ** 20n }).map(String),
  fc.stringMatching(/^\d{1,12}$/),
  fc.double({ noNaN: true, min: -1000, max: 1000 }).map((number) => String(number)),
  fc.string({ maxLength: 12 }).map((text) => text.replace(/[|,\r\n"\\]/g, 'x')),
);

describe('acceptors', () => {
  it('exist for every kind of column', () => {
    expect(subjects.length).toBeGreaterThan(100);
  });

  it('take nothing to which a rule objects', () => {
    fc.assert(
      fc.property(fc.constantFrom(...subjects), values, (subject, text) => {
        if (!isAccepted(subject, text)) return;
        expect(
          objections(subject, text),
          `${subject.expectation.source.id}.${subject.column.name} took “${text}”`,
        ).toEqual([]);
      }),
      { numRuns: 20_000 },
    );
  });

  it('take every example of a spec that they can, so that good files stay on the fast path', () => {
    const slow = subjects.filter((subject) => !isAccepted(subject, subject.column.field.example));
    const types = new Set(
      slow.map(({ column }) => `${column.type}${column.format ? ` ${column.format}` : ''}`),
    );
    const known = new Set([
      'boolean',
      'boolean true|false',
      'timestamp',
      'time',
      'date dd/MM/yyyy',
      'date d/M/yyyy',
      'number',
      'string',
      'smallint',
    ]);
    expect([...types].filter((type) => !known.has(type))).toEqual([]);
  });
});
