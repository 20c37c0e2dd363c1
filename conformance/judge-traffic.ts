/** The journal rules over one recording: what an emitter said to cQube, judged. */
import type { RuleResult } from '../specs/report.js';
import { sources } from '../specs/sources/index.js';
import type { EmissionJudgement } from './assemble-report.js';
import type { JournalRule, Rule } from './engine/define-rule.js';
import type { EmissionFacts } from './engine/emission-facts.js';
import { Findings } from './engine/findings.js';
import type { FindingSink } from './engine/findings.js';
import { severityAt, withoutTurnedOff } from './engine/overrides.js';
import { UNKNOWN } from './engine/traffic.js';
import type { Traffic } from './engine/traffic.js';
import type { Recording } from './inputs/recording/read-recording.js';
import type { Settings } from './settings.js';

/** `folder` null: none was named. */
export async function trafficFrom(
  recording: Recording,
  folder: EmissionFacts | null,
  exitStatus: number | null,
): Promise<Traffic> {
  const { publishedTree } = await import('./inputs/published-tree.js');
  const { localFiles } = await import('./inputs/recording/local-files.js');
  const { trafficOf } = await import('./inputs/recording/traffic-of.js');
  const digests = recording.known.includes('digests');
  const local = folder === null ? null : await localFiles(folder, digests);
  return trafficOf({ ...recording, folder: local, exitStatus }, publishedTree(sources));
}

/** `traffic` null: there is no recording, so no rule applies. */
export function judgeTraffic(
  traffic: Traffic | null,
  rules: readonly Rule[],
  options: Pick<Settings, 'profile' | 'samples' | 'overrides'>,
  sink: FindingSink | null = null,
): EmissionJudgement {
  const judged = rules.filter((rule): rule is JournalRule => rule.scope === 'journal');
  if (traffic === null) return { findings: [], totals: [], results: judged.map(notApplicable) };
  const findings = new Findings(options.samples, sink);
  const results = judged.map((rule): RuleResult => {
    const missing = rule.needs.find((need) => !traffic.known.has(need));
    if (missing !== undefined)
      return { ...notApplicable(rule), state: 'skipped', skippedBecause: UNKNOWN[missing] };
    rule.check(traffic, (details, held = [], place = {}) => {
      const path = place.path ?? '';
      const severity = severityAt(options, rule.id, path, (fact) => held.includes(fact));
      findings.group(rule, severity, path)?.add(() => ({ details, where: { ...place, path } }));
    });
    const checked = rule.counts(traffic);
    const count = findings.count(rule.id);
    const state = count > 0 ? 'fail' : checked > 0 ? 'pass' : 'not-applicable';
    return { id: rule.id, state, checked, findings: count };
  });
  return { ...findings.collected(), results: withoutTurnedOff(results, options.overrides, '') };
}

const notApplicable = ({ id }: Rule): RuleResult => ({
  id,
  state: 'not-applicable',
  checked: 0,
  findings: 0,
});

/** What the shards after the first say of a recording: it is judged once. */
export const leaveTraffic = (rules: readonly Rule[]): EmissionJudgement => ({
  findings: [],
  totals: [],
  results: rules
    .filter(({ scope }) => scope === 'journal')
    .map((rule) => ({
      ...notApplicable(rule),
      state: 'skipped',
      skippedBecause: 'the first shard judges the recording',
    })),
});
