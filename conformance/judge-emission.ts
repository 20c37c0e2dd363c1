/** The rules on the folder tree: which files there are, and what they are called. */
import type { RuleResult } from '../specs/report.js';
import type { EmissionJudgement } from './assemble-report.js';
import type { EmissionRule, Rule } from './engine/define-rule.js';
import type { EmissionFacts } from './engine/emission-facts.js';
import { Findings } from './engine/findings.js';
import type { FindingSink } from './engine/findings.js';
import { severityAt, withoutTurnedOff } from './engine/overrides.js';
import type { Settings } from './settings.js';

const ofTree = (rules: readonly Rule[]): readonly EmissionRule[] =>
  rules.filter((rule): rule is EmissionRule => rule.scope === 'emission');

export function judgeEmission(
  facts: EmissionFacts,
  rules: readonly Rule[],
  options: Pick<Settings, 'profile' | 'samples' | 'overrides'>,
  sink: FindingSink | null,
): EmissionJudgement {
  const findings = new Findings(options.samples, sink);
  const judged = ofTree(rules);
  for (const rule of judged) {
    rule.check(facts, (details, held = [], place = {}) => {
      const path = place.path ?? '';
      const severity = severityAt(options, rule.id, path, (fact) => held.includes(fact));
      findings.group(rule, severity, path)?.add(() => ({ details, where: { ...place, path } }));
    });
  }
  const results = judged.map((rule): RuleResult => {
    const checked = rule.counts(facts);
    const count = findings.count(rule.id);
    const state = count > 0 ? 'fail' : checked > 0 ? 'pass' : 'not-applicable';
    return { id: rule.id, state, checked, findings: count };
  });
  return { ...findings.collected(), results: withoutTurnedOff(results, options.overrides, '') };
}

/** A shard leaves them to `merge`: only there everything is known, and nothing is said twice. */
export const leaveEmission = (rules: readonly Rule[]): EmissionJudgement => ({
  findings: [],
  totals: [],
  results: ofTree(rules).map(({ id }) => skipped(id, 'judged when the shards are merged')),
});

const skipped = (id: RuleResult['id'], skippedBecause: string): RuleResult => ({
  id,
  state: 'skipped',
  checked: 0,
  findings: 0,
  skippedBecause,
});
