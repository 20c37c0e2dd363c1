/** What the rules on a zip find, and what each rule of a file comes to. */
import type { Profile } from '../specs/profiles/profile.js';
import type { RuleResult } from '../specs/report.js';
import type { RuleId } from '../specs/rule-ids.js';
import type { ArchiveFacts } from './engine/archive-facts.js';
import type { ArchiveRule, TableRule } from './engine/define-rule.js';
import { Findings } from './engine/findings.js';
import type { FindingSink } from './engine/findings.js';
import { severityOf } from './engine/severity.js';
import type { TableOutcome } from './scan/check-table.js';

interface ArchiveOptions {
  readonly archiveRules: readonly ArchiveRule[];
  readonly profile: Profile;
  readonly samples: number;
  readonly sink: FindingSink | null;
}

export interface ArchiveJudgement {
  readonly rule: ArchiveRule;
  readonly applies: boolean;
  readonly findings: Findings;
}

export function judgeArchive(
  facts: ArchiveFacts,
  { archiveRules, profile, samples, sink }: ArchiveOptions,
): ArchiveJudgement[] {
  return archiveRules.map((rule) => {
    const findings = new Findings(samples, sink);
    const applies = rule.applies(facts);
    if (applies) {
      rule.check(facts, (details, held = [], place = {}) => {
        const severity = severityOf(profile, rule.id, (fact) => held.includes(fact));
        findings
          .group(rule, severity, facts.path)
          ?.add(() => ({ details, where: { path: facts.path, ...place } }));
      });
    }
    return { rule, applies, findings };
  });
}

export function archiveResult(
  { rule, applies, findings }: ArchiveJudgement,
  facts: ArchiveFacts | null,
): RuleResult {
  const count = findings.count(rule.id);
  if (!applies) {
    const damaged = facts?.damage
      ? { state: 'skipped' as const, skippedBecause: `blocked by archive/${facts.damage.kind}` }
      : null;
    return { id: rule.id, state: 'not-applicable', checked: 0, findings: 0, ...damaged };
  }
  return { id: rule.id, state: count > 0 ? 'fail' : 'pass', checked: 1, findings: count };
}

export function tableResult(rule: TableRule, table: TableOutcome | null, broken: RuleId | null): RuleResult {
  const base = { id: rule.id, checked: 0, findings: 0 };
  if (!table)
    return { ...base, state: 'skipped', skippedBecause: broken ? `blocked by ${broken}` : 'no CSV was read' };
  const tally = table.tallies.find((candidate) => candidate.rule === rule.id);
  if (!tally?.applies) return { ...base, state: 'not-applicable' };
  if (tally.blockedBy) return { ...base, state: 'skipped', skippedBecause: `blocked by ${tally.blockedBy}` };
  const count = table.collected.totals
    .filter((total) => total.rule === rule.id)
    .reduce((sum, total) => sum + total.count, 0);
  if (count > 0) return { ...base, state: 'fail', checked: tally.checked, findings: count };
  return tally.checked > 0
    ? { ...base, state: 'pass', checked: tally.checked }
    : { ...base, state: 'skipped', skippedBecause: 'no rows' };
}
