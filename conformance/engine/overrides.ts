/** Severities under the overrides of a configuration. */
import type { Override } from '../../specs/configured.js';
import type { Fact, Profile, Severity, SeverityChoice } from '../../specs/profiles/profile.js';
import type { RuleResult } from '../../specs/report.js';
import { RULE_IDS } from '../../specs/rule-ids.js';
import type { RuleId } from '../../specs/rule-ids.js';
import { matchesGlob } from './path-glob.js';
import { severityOf } from './severity.js';

const fits = ({ files }: Override, path: string): boolean =>
  files === undefined || files.some((glob) => matchesGlob(glob, path));

/** What the last override that fits says; null: none does. */
const overrideAt = (overrides: readonly Override[], rule: RuleId, path: string): Severity | null =>
  overrides.findLast((one) => one.rules[rule] !== undefined && fits(one, path))?.rules[rule] ?? null;

/** What the profile leaves out under a condition is no defect there, so it stays out whatever the severity elsewhere. */
function regraded(choice: SeverityChoice, severity: Severity): SeverityChoice {
  if (typeof choice === 'string') return severity;
  const [last, ...steps] = choice.toReversed() as [Severity, ...(readonly [Fact, Severity])[]];
  const grade = (own: Severity): Severity => (own === 'off' ? own : severity);
  return [...steps.toReversed().map(([fact, own]) => [fact, grade(own)] as const), grade(last)];
}

/** The profile as it is at one path. */
export function profileAt(profile: Profile, overrides: readonly Override[], path: string): Profile {
  if (overrides.length === 0) return profile;
  const severities = { ...profile.severities };
  for (const rule of RULE_IDS) {
    const severity = overrideAt(overrides, rule, path);
    if (severity !== null) severities[rule] = regraded(profile.severities[rule], severity);
  }
  return { ...profile, severities };
}

/** As `severityOf`, under the overrides. */
export function severityAt(
  { profile, overrides }: { readonly profile: Profile; readonly overrides: readonly Override[] },
  rule: RuleId,
  path: string,
  holds: (fact: Fact) => boolean,
): Severity {
  const severity = overrideAt(overrides, rule, path);
  if (severity === null) return severityOf(profile, rule, holds);
  const choice = regraded(profile.severities[rule], severity);
  return severityOf({ ...profile, severities: { ...profile.severities, [rule]: choice } }, rule, holds);
}

/** A rule that was turned off has passed nothing. `path`: the file that the result is of. */
export const withoutTurnedOff = (
  results: readonly RuleResult[],
  overrides: readonly Override[],
  path: string,
): readonly RuleResult[] =>
  overrides.length === 0
    ? results
    : results.map((result) =>
        result.state === 'pass' && overrideAt(overrides, result.id, path) === 'off'
          ? { ...result, state: 'skipped', checked: 0, skippedBecause: 'turned off by an override' }
          : result,
      );
