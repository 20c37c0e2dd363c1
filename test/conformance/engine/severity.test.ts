import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { severityOf } from '../../../conformance/engine/severity.js';
import { documented } from '../../../specs/profiles/documented.js';
import { FACTS } from '../../../specs/profiles/facts.js';
import { profiles } from '../../../specs/profiles/index.js';
import type { Fact, Profile, Severity, SeverityChoice } from '../../../specs/profiles/profile.js';
import { RULE_IDS } from '../../../specs/rule-ids.js';

const RULE = 'table/encoding';
const LEVELS: readonly Severity[] = ['error', 'warning', 'info', 'off'];
const facts = Object.keys(FACTS) as Fact[];

const withChoice = (choice: SeverityChoice): Profile => ({
  ...documented,
  id: 'trial',
  severities: { ...documented.severities, [RULE]: choice },
});

const judge = (choice: SeverityChoice, ...holding: readonly Fact[]): Severity =>
  severityOf(withChoice(choice), RULE, (fact) => holding.includes(fact));

const level = fc.constantFrom(...LEVELS);

describe('severity', () => {
  it.each(LEVELS)('%s alone holds whatever the facts', (only) => {
    expect(judge(only)).toBe(only);
    expect(judge(only, ...facts)).toBe(only);
  });

  it('is that of the first fact that holds, in the order of the list', () => {
    const choice: SeverityChoice = [['atEnd', 'warning'], ['keyColumn', 'info'], 'error'];
    expect(judge(choice)).toBe('error');
    expect(judge(choice, 'keyColumn')).toBe('info');
    expect(judge(choice, 'keyColumn', 'atEnd')).toBe('warning');
    expect(judge(choice, 'dateValue')).toBe('error');
  });

  it('is decided by no fact behind the one that holds', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(fc.constantFrom(...facts), level), {
          minLength: 1,
          selector: ([fact]) => fact,
        }),
        level,
        fc.subarray(facts),
        (steps, last, holding) => {
          const deciding = steps.findIndex(([fact]) => holding.includes(fact));
          const expected = deciding === -1 ? last : steps[deciding][1];
          expect(judge([...steps, last], ...holding)).toBe(expected);
        },
      ),
    );
  });

  it('has an answer for every rule of every profile, whatever holds', () => {
    fc.assert(
      fc.property(fc.subarray(facts), (holding) => {
        for (const profile of profiles)
          for (const rule of RULE_IDS)
            expect(LEVELS).toContain(severityOf(profile, rule, (fact) => holding.includes(fact)));
      }),
    );
  });

  it('of a list without a last word is a fault that names profile and rule', () => {
    const broken = [['atEnd', 'warning']] as unknown as SeverityChoice;
    expect(judge(broken, 'atEnd')).toBe('warning');
    expect(() => judge(broken)).toThrow(/profile trial.*table\/encoding/);
  });
});
