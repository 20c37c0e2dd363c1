import { describe, expect, it } from 'vitest';
import { rules } from '../../conformance/rules/index.js';
import { requirements } from '../../specs/requirements.js';

describe('requirements', () => {
  it('are EP-1 to EP-19', () => {
    expect(requirements.map(({ id }) => id)).toEqual(
      Array.from({ length: 19 }, (_, index) => `EP-${index + 1}`),
    );
  });

  it.each(requirements.map((one) => [one.id, one] as const))(
    '%s is checked, or says why not',
    (id, { alsoCheckedBy, notOffline }) => {
      const checked = rules.some((rule) => rule.requirement === id) || alsoCheckedBy.length > 0;
      expect(checked || notOffline !== null).toBe(true);
    },
  );

  it('are named by every rule that has one', () => {
    const known = new Set<string>(requirements.map(({ id }) => id));
    expect(rules.filter(({ requirement }) => requirement !== null && !known.has(requirement))).toEqual([]);
  });
});
