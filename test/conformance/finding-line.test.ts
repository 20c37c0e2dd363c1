import fc from 'fast-check';
import { expect, it } from 'vitest';
import { findingLine } from '../../conformance/finding-line.js';
import type { Detail, Finding } from '../../specs/report.js';

const anyText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom('“é”', 'a"b\\c', '\u2028\u007f', '\ud800', '\udc00x', '🎓', '\n\t\u0000', '__proto__', '7'),
);

const detail: fc.Arbitrary<Detail> = fc.letrec<{ detail: Detail }>((tie) => ({
  detail: fc.oneof(
    { maxDepth: 3 },
    anyText,
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('detail'), { maxLength: 3 }),
    fc.dictionary(anyText, tie('detail'), { maxKeys: 3 }),
  ),
})).detail;

const finding: fc.Arbitrary<Finding> = fc.record({
  rule: fc.constantFrom('table/value-type' as const, 'table/duplicate-key' as const),
  severity: fc.constantFrom('error' as const, 'warning' as const, 'info' as const),
  message: anyText,
  where: fc.record(
    { path: anyText, member: anyText, line: fc.nat(), record: fc.nat(), column: anyText, field: fc.nat() },
    { requiredKeys: ['path'] },
  ),
  details: fc.dictionary(anyText, detail, { maxKeys: 5 }),
});

it('writes a finding as JSON.stringify does', () => {
  fc.assert(
    fc.property(finding, (one) => {
      expect(findingLine(one)).toBe(`${JSON.stringify(one)}\n`);
    }),
    { numRuns: 5000 },
  );
});
