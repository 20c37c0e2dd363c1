/** Values of one class meet the same fate, in any column of any source, in either profile, whichever rules are asked. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tableRules } from '../../conformance/rules/table/index.js';
import { CLASS, classesOf, holdsForClass } from '../../conformance/scan/value-class.js';
import type { RuleId } from '../../specs/rule-ids.js';
import { objections, subjects } from '../support/column-kinds.js';

const digits = (least: number, most: number): fc.Arbitrary<string> =>
  fc.stringMatching(new RegExp(`^\\d{${least},${most}}$`));

const date = fc
  .tuple(
    fc.oneof(digits(4, 4), digits(1, 4), fc.constantFrom('2024', '2023', '1900', '0000')),
    fc.constantFrom('-', '/', '.', ''),
    fc.oneof(digits(2, 2), digits(1, 2), fc.constantFrom('02', '12', '13', '00')),
    fc.constantFrom('-', '/', '.', ''),
    fc.oneof(digits(2, 2), digits(1, 4), fc.constantFrom('28', '29', '30', '31', '00')),
    fc.constantFrom(
      '',
      '',
      ' 10:15:00',
      'T10:15',
      ' 24:00:00',
      ' 10:60:00',
      ' 9:15',
      ' x',
      ' of the flood, it is said',
    ),
  )
  .map((parts) => parts.join(''));

const value = fc.oneof(
  digits(1, 45),
  digits(1, 6),
  digits(3, 12).map((text) => `0${text}`),
  digits(1, 6).map((text) => `x${text}`),
  fc
    .tuple(digits(1, 12), fc.constantFrom('.', '.0', '.5', 'e5', '.1.2', ',5', ' ', 'a]', '-', '-1'))
    .map((parts) => parts.join('')),
  fc.tuple(digits(4, 4), fc.constantFrom('-', '/'), digits(2, 4)).map((parts) => parts.join('')),
  date,
  fc.stringMatching(/^[A-Za-z0-9 .,:;()[\]/#?*+-]{1,30}$/),
  fc.constantFrom(
    'null',
    'NULL',
    'none',
    'nan',
    'N/A',
    'na',
    '-',
    '?',
    'true',
    'no',
    'P',
    'absent',
    'é',
    '١٢',
    'a\u00a0b',
    '',
  ),
  fc.nat({ max: 400 }).map((length) => 'school '.repeat(60).slice(0, length)),
);

const subset = fc.oneof(
  fc.constant(tableRules),
  fc.subarray(
    tableRules.filter((rule) => rule.value),
    { minLength: 1 },
  ),
);

const ruleOf = (found: string | undefined): RuleId | null =>
  tableRules.find(({ id }) => found?.startsWith(`${id} `) === true)?.id ?? null;

describe('classes of values', () => {
  it('hold what no rule tells apart', () => {
    let pairs = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(...subjects.filter(({ column }) => classesOf(column) !== null)),
        fc.array(value, { minLength: 30, maxLength: 60 }),
        subset,
        (subject, texts, rules) => {
          const classify = classesOf(subject.column);
          const first = new Map<number, string | undefined>();
          for (const text of texts) {
            const bytes = Buffer.from(`|${text}|`);
            const valueClass = classify?.(bytes, 1, bytes.length - 1) ?? CLASS.NONE;
            const trimmed = subject.expectation.trims ? text.replaceAll(/^ +| +$/g, '') : text;
            const [found] = objections(subject, trimmed, rules);
            if (!first.has(valueClass)) first.set(valueClass, found);
            const known = first.get(valueClass);
            if (!holdsForClass(valueClass, ruleOf(known))) continue;
            pairs++;
            expect(found, `${subject.column.name}: “${text}” in class ${valueClass}`).toBe(known);
          }
        },
      ),
      { numRuns: 4000 },
    );
    expect(pairs).toBeGreaterThan(20_000);
  });

  it('are there for the bad values of every common type', () => {
    const types = new Set(
      subjects.filter(({ column }) => classesOf(column) !== null).map(({ column }) => column.type),
    );
    expect([...types].toSorted()).toEqual([
      'bigint',
      'date',
      'integer',
      'number',
      'smallint',
      'string',
      'timestamp',
    ]);
  });
});
