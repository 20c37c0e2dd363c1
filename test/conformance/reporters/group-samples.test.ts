/** Samples by what they have in common, and a fair share of them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fairShare, groupSamples } from '../../../conformance/reporters/group-samples.js';
import type { GroupSamples } from '../../../conformance/reporters/group-samples.js';
import type { Finding, Group, Report } from '../../../specs/report.js';

const group = (severity: Group['severity'], column: string): Group => ({
  rule: 'table/value-type',
  severity,
  path: 'a.zip',
  column,
  count: 9,
});

const finding = ({ rule, severity, path, column = '' }: Group, line: number): Finding => ({
  rule,
  severity,
  message: 'm',
  where: { path, column, line },
  details: {},
});

describe('groupSamples', () => {
  it('puts the worst first and each finding where it belongs', () => {
    const groups = [group('info', 'a'), group('error', 'a'), group('warning', 'b'), group('error', 'c')];
    const findings = groups.flatMap((one) => [finding(one, 2), finding(one, 3)]);
    const found = groupSamples({ groups, findings } as unknown as Report);
    expect(found.map((one) => `${one.group.severity} ${one.group.column}`)).toEqual([
      'error a',
      'error c',
      'warning b',
      'info a',
    ]);
    for (const { group: own, samples } of found) expect(samples).toEqual([finding(own, 2), finding(own, 3)]);
  });
});

describe('fairShare', () => {
  it('takes all there is room for, and of no group much less than of another', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(30), { maxLength: 40 }), fc.nat(300), (sizes, most) => {
        const groups = sizes.map((size, index): GroupSamples => {
          const own = group('error', `c${index}`);
          return { group: own, samples: Array.from({ length: size }, (_, line) => finding(own, line + 2)) };
        });
        const taken = fairShare(groups, most);
        const all = sizes.reduce((sum, size) => sum + size, 0);
        expect(taken).toHaveLength(Math.min(most, all));
        const numbers = sizes.map(
          (_, index) => taken.filter(({ where }) => where.column === `c${index}`).length,
        );
        const largest = Math.max(0, ...numbers);
        for (const [index, number] of numbers.entries())
          expect(number >= Math.min(sizes[index] ?? 0, largest - 1)).toBe(true);
      }),
    );
  });
});
