import { describe, expect, it } from 'vitest';
import { profileAt, severityAt, withoutTurnedOff } from '../../../conformance/engine/overrides.js';
import { severityOf } from '../../../conformance/engine/severity.js';
import type { Override } from '../../../specs/configured.js';
import { documented } from '../../../specs/profiles/documented.js';
import { pipeline37 } from '../../../specs/profiles/pipeline-3.7.js';

const nothing = (): boolean => false;

describe('an override', () => {
  const overrides: readonly Override[] = [
    { rules: { 'table/column-order': 'info' } },
    { rules: { 'table/column-order': 'off' }, files: ['pat/**'] },
    { rules: { 'table/column-order': 'warning' }, files: ['pat/x.zip'] },
  ];

  it.each([
    ['sat/x.zip', 'info'],
    ['pat/y.zip', 'off'],
    ['pat/x.zip', 'warning'],
  ])('that is the last to fit counts: %s', (path, severity) => {
    const options = { profile: documented, overrides };
    expect(severityAt(options, 'table/column-order', path, nothing)).toBe(severity);
    expect(severityOf(profileAt(documented, overrides, path), 'table/column-order', nothing)).toBe(severity);
  });

  it('leaves all other rules as they are', () => {
    const { 'table/column-order': _order, ...others } = profileAt(documented, overrides, 'x').severities;
    expect(documented.severities).toMatchObject(others);
  });

  it('leaves out what the profile leaves out under a condition', () => {
    const own = profileAt(pipeline37, [{ rules: { 'table/null-text': 'warning' } }], 'x.zip');
    const severity = (fact: string) => severityOf(own, 'table/null-text', (one) => one === fact);
    expect(severity('nullWordRead')).toBe('off');
    expect(severity('typedColumn')).toBe('warning');
    expect(severity('none')).toBe('warning');
  });

  it('brings back a rule that the profile leaves out altogether', () => {
    const without = {
      ...pipeline37,
      severities: { ...pipeline37.severities, 'table/blank-line': 'off' },
    } as const;
    const own = profileAt(without, [{ rules: { 'table/blank-line': 'error' } }], 'x.zip');
    expect(severityOf(without, 'table/blank-line', nothing)).toBe('off');
    expect(severityOf(own, 'table/blank-line', nothing)).toBe('error');
  });

  it('that turns a rule off lets it pass nothing', () => {
    const [result] = withoutTurnedOff(
      [{ id: 'table/column-order', state: 'pass', checked: 3, findings: 0 }],
      overrides,
      'pat/y.zip',
    );
    expect(result).toMatchObject({ state: 'skipped', checked: 0 });
  });
});
