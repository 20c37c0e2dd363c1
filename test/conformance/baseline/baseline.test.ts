/** What a baseline lets pass, and when it does not. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyBaseline } from '../../../conformance/baseline/apply-baseline.js';
import { baselineOf, prunedEntries } from '../../../conformance/baseline/make-baseline.js';
import type { BaselineEntry } from '../../../specs/configured.js';
import type { Group } from '../../../specs/report.js';

const group = (count: number, more: Partial<Group> = {}): Group => ({
  rule: 'table/value-type',
  severity: 'error',
  path: 'a/b.zip',
  column: 'x',
  count,
  ...more,
});
const entry = (count: number, more: Partial<BaselineEntry> = {}): BaselineEntry => ({
  rule: 'table/value-type',
  path: 'a/b.zip',
  column: 'x',
  count,
  reason: 'old export',
  owner: 'data cell',
  until: '2020-12-31',
  ...more,
});
const apply = (groups: readonly Group[], entries: readonly BaselineEntry[], isJudged = true) =>
  applyBaseline({
    groups,
    findings: [],
    baseline: { file: 'b.json', entries },
    today: '2020-12-31',
    isJudged: () => isJudged,
  });

describe('a baseline', () => {
  it('lets pass as many as it has, on its last day too', () => {
    const { groups, report } = apply([group(3)], [entry(3)]);
    expect(groups).toEqual([{ ...group(3), baselined: true }]);
    expect(report).toMatchObject({ baselined: { error: 3 }, spare: 0, problems: [] });
  });

  it('lets none pass where there are more', () => {
    const { groups, report } = apply([group(4)], [entry(3)]);
    expect(groups).toEqual([group(4)]);
    expect(report?.problems).toMatchObject([{ kind: 'exceeded', found: 4, count: 3 }]);
  });

  it('counts all severities of one place together', () => {
    const both = [group(2), group(2, { severity: 'warning' })];
    expect(apply(both, [entry(3)]).groups).toEqual(both);
    expect(apply(both, [entry(4)]).report?.baselined).toEqual({ error: 2, warning: 2, info: 0 });
  });

  it('is stale where nothing is found, unless nobody has looked', () => {
    expect(apply([], [entry(3)]).report?.problems).toMatchObject([{ kind: 'stale', found: 0 }]);
    expect(apply([], [entry(3)], false).report?.problems).toEqual([]);
  });

  it('has run out after its day', () => {
    const { groups, report } = apply([group(3)], [entry(3, { until: '2020-12-30' })]);
    expect(groups).toEqual([group(3)]);
    expect(report?.problems).toMatchObject([{ kind: 'expired' }]);
  });

  it.each([{ path: 'a/c.zip' }, { column: 'y' }, { rule: 'table/value-length' as const }])(
    'speaks of nothing else: %j',
    (other) => {
      expect(apply([group(1)], [entry(1, other)]).groups).toEqual([group(1)]);
    },
  );

  it('takes marks of an earlier one away', () => {
    expect(apply([group(1, { baselined: true })], []).groups).toEqual([group(1)]);
  });

  it('that was made of a report lets the report pass, whatever was found', () => {
    const some = fc.array(
      fc.record({
        rule: fc.constantFrom('table/value-type' as const, 'table/duplicate-row' as const),
        severity: fc.constantFrom('error' as const, 'warning' as const, 'info' as const),
        path: fc.constantFrom('a', 'b', '', '__proto__'),
        column: fc.constantFrom('x', 'constructor'),
        count: fc.integer({ min: 1, max: 1e9 }),
      }),
    );
    const options = { failOn: 'warning' } as Parameters<typeof baselineOf>[0]['options'];
    fc.assert(
      fc.property(some, (groups) => {
        const fresh = { reason: 'r', owner: 'o', until: '2020-12-31' };
        const entries = baselineOf({ groups, options }, [], fresh);
        const { groups: marked, report } = apply(groups, entries);
        expect(report?.problems).toEqual([]);
        expect(marked.filter(({ severity, baselined }) => severity !== 'info' && !baselined)).toEqual([]);
      }),
    );
  });

  it('written again keeps what is known of an entry', () => {
    const options = { failOn: 'error' } as Parameters<typeof baselineOf>[0]['options'];
    const fresh = { reason: 'new', owner: 'new', until: '2021-01-01' };
    expect(baselineOf({ groups: [group(9)], options }, [entry(3)], fresh)).toEqual([entry(9)]);
  });

  it('that is pruned loses what is stale, and lets no more pass than there is', () => {
    const entries = [
      entry(5),
      entry(2, { column: 'gone' }),
      entry(1, { column: 'late', until: '2020-01-01' }),
    ];
    const groups = [group(3), group(1, { column: 'late' })];
    const { report } = apply(groups, entries);
    expect(prunedEntries({ groups, baseline: report }, entries)).toEqual([entry(3), entries[2]]);
  });
});
