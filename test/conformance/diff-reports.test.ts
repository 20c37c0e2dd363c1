import { describe, expect, it } from 'vitest';
import { diffReports } from '../../conformance/diff-reports.js';
import type { Group, Report } from '../../specs/report.js';

const base = {
  tool: { version: '1' },
  specs: { digest: 'd' },
  profile: 'documented',
  options: { only: [], skip: [], forecastOnly: false, overrides: [], columns: [], variants: {} },
  shard: null,
  exitCode: 1,
};
const report = (groups: readonly Group[], more: object = {}): Report =>
  ({ ...base, ...more, groups }) as unknown as Report;
const group = (count: number, more: Partial<Group> = {}): Group => ({
  rule: 'table/value-type',
  severity: 'error',
  path: 'a.zip',
  column: 'x',
  count,
  ...more,
});

describe('two reports', () => {
  it('differ by rule, file and column, with their counts', () => {
    const old = report([group(3), group(2, { path: 'b.zip' }), group(1, { column: 'y' })]);
    const current = report([group(5), group(1, { column: 'y' }), group(4, { rule: 'table/value-length' })]);
    const diff = diffReports(old, current);
    expect(diff.new.map(({ rule, before, after }) => [rule, before, after])).toEqual([
      ['table/value-length', 0, 4],
      ['table/value-type', 3, 5],
    ]);
    expect(diff.fixed).toMatchObject([{ path: 'b.zip', before: 2, after: 0 }]);
    expect(diff.same).toMatchObject([{ column: 'y', before: 1, after: 1 }]);
    expect(diff.counts).toEqual({ new: 6, fixed: 2, same: 4 });
    expect(diff.caveats).toEqual([]);
  });

  it('of another severity, or known by now, are not new', () => {
    const current = report([group(3, { severity: 'warning', baselined: true })]);
    expect(diffReports(report([group(3)]), current).counts).toEqual({ new: 0, fixed: 0, same: 3 });
  });

  it.each([
    [{ profile: 'pipeline-3.7' }, 'profile'],
    [{ exitCode: 3 }, 'incomplete'],
    [{ options: { ...base.options, skip: ['table'] } }, '--skip'],
    [{ options: { ...base.options, overrides: [{ rules: {} }] } }, 'overrides'],
  ])('that were not asked alike say so: %j', (more, expected) => {
    expect(diffReports(report([]), report([], more)).caveats.join()).toContain(expected);
  });
});
