/** The rules on the folder tree, and on its files together: which there are, what they are called, what columns they have. */
import type { FileReport, RuleResult } from '../specs/report.js';
import type { EmissionJudgement } from './assemble-report.js';
import { masterTables } from './dataset-result.js';
import type { DatasetRule, EmissionRule, ReportFinding, Rule } from './engine/define-rule.js';
import type { EmissionFacts } from './engine/emission-facts.js';
import { Findings } from './engine/findings.js';
import type { FindingSink } from './engine/findings.js';
import { severityAt, withoutTurnedOff } from './engine/overrides.js';
import type { Settings } from './settings.js';

const ofTree = (rules: readonly Rule[]): readonly EmissionRule[] =>
  rules.filter((rule): rule is EmissionRule => rule.scope === 'emission');

/** Those that look at the column sets of the masters. */
const ofMasters = (rules: readonly Rule[]): readonly DatasetRule[] =>
  rules.filter((rule): rule is DatasetRule => rule.scope === 'dataset' && rule.masters !== undefined);

/** `reports`: of the files that were looked into. */
export function judgeEmission(
  facts: EmissionFacts,
  reports: readonly FileReport[],
  rules: readonly Rule[],
  options: Pick<Settings, 'profile' | 'samples' | 'overrides'>,
  sink: FindingSink | null,
): EmissionJudgement {
  const findings = new Findings(options.samples, sink);
  const judged = ofTree(rules);
  const add =
    (rule: Rule): ReportFinding =>
    (details, held = [], place = {}) => {
      const path = place.path ?? '';
      const severity = severityAt(options, rule.id, path, (fact) => held.includes(fact));
      findings.group(rule, severity, path)?.add(() => ({ details, where: { ...place, path } }));
    };
  const result = ({ id }: Rule, checked: number): RuleResult => {
    const count = findings.count(id);
    const state = count > 0 ? 'fail' : checked > 0 ? 'pass' : 'not-applicable';
    return { id, state, checked, findings: count };
  };
  const tables = masterTables(reports);
  for (const rule of judged) rule.check(facts, add(rule));
  const together = ofMasters(rules);
  for (const rule of together) rule.masters?.check(tables, add(rule));
  const results = [
    ...judged.map((rule) => result(rule, rule.counts(facts))),
    ...together.map((rule) => result(rule, tables.length)),
  ];
  return { ...findings.collected(), results: withoutTurnedOff(results, options.overrides, '') };
}

/** A shard leaves them to `merge`: only there everything is known, and nothing is said twice. */
export const leaveEmission = (rules: readonly Rule[]): EmissionJudgement => ({
  findings: [],
  totals: [],
  results: [...ofTree(rules), ...ofMasters(rules)].map(({ id }) =>
    skipped(id, 'judged when the shards are merged'),
  ),
});

const skipped = (id: RuleResult['id'], skippedBecause: string): RuleResult => ({
  id,
  state: 'skipped',
  checked: 0,
  findings: 0,
  skippedBecause,
});
