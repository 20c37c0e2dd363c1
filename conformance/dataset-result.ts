/** What the rules on several files together found out in one of them, and over all. */
import type { FileReport, RuleResult } from '../specs/report.js';
import type { RuleId } from '../specs/rule-ids.js';
import type { DataSource } from '../specs/source.js';
import { keySetsOf } from './masters/key-sets.js';
import type { DatasetRule, MasterTable } from './engine/define-rule.js';
import type { TableOutcome } from './scan/check-table.js';

/** `broken`: the rule on the zip that kept its CSV from being read. */
export function datasetResult(
  rule: DatasetRule,
  source: DataSource,
  table: TableOutcome | null,
  broken: RuleId | null,
): RuleResult {
  const base = { id: rule.id, checked: 0, findings: 0 };
  const refersNowhere = rule.row?.event === 'unknown-reference' && keySetsOf(source).length === 0;
  if (refersNowhere) return { ...base, state: 'not-applicable' };
  const tally = table?.dataset.find((candidate) => candidate.rule === rule.id);
  if (!table || !tally) {
    const blockedBy = broken ?? table?.tallies.find(({ blockedBy: by }) => by !== null)?.blockedBy ?? null;
    return {
      ...base,
      state: 'skipped',
      skippedBecause: blockedBy ? `blocked by ${blockedBy}` : 'no CSV was read',
    };
  }
  if (!tally.applies) return { ...base, state: 'not-applicable' };
  const findings = table.collected.totals
    .filter((total) => total.rule === rule.id)
    .reduce((sum, total) => sum + total.count, 0);
  const { checked, skippedBecause } = tally;
  const because = skippedBecause === null ? {} : { skippedBecause };
  if (findings > 0) return { ...base, state: 'fail', checked, findings, ...because };
  if (checked > 0) return { ...base, state: 'pass', checked, ...because };
  return { ...base, state: 'skipped', skippedBecause: skippedBecause ?? 'no value to look up' };
}

/** Ids of the masters that one cQube reads with one and the same column set. */
const ONE_SET = new Set(['district_master', 'block_master', 'cluster_master', 'school_master']);

/** The masters of which rows were read: of others the header does not tell what they are. */
export const masterTables = (files: readonly FileReport[]): readonly MasterTable[] =>
  files.flatMap(({ path, source, variant, rows }) =>
    source !== null && variant !== null && rows > 0 && ONE_SET.has(source) ? [{ path, variant }] : [],
  );
