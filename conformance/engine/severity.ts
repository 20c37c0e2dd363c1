import type { Fact, Profile, Severity } from '../../specs/profiles/profile.js';
import type { FailOn, FindingSeverity } from '../../specs/report.js';
import type { RuleId } from '../../specs/rule-ids.js';

/** The profile's severity for a finding at which `holds` answers for each fact. */
export function severityOf(profile: Profile, rule: RuleId, holds: (fact: Fact) => boolean): Severity {
  const choice = profile.severities[rule];
  if (typeof choice === 'string') return choice;
  for (const step of choice) {
    if (typeof step === 'string') return step;
    if (holds(step[0])) return step[1];
  }
  throw new Error(`profile ${profile.id}: the severity list of ${rule} has no last word`);
}

const RANK = { error: 3, warning: 2, info: 1 } as const;

/** The same of findings as a report has them: what the baseline lets pass does not count. */
export const countsIn = (
  { severity, baselined }: { readonly severity: FindingSeverity; readonly baselined?: true },
  failOn: FailOn,
): boolean => baselined !== true && counts(severity, failOn);

/** Findings of this severity count for a run that fails on `failOn`. */
export const counts = (severity: FindingSeverity, failOn: FailOn): boolean =>
  failOn !== 'never' && RANK[severity] >= RANK[failOn];
