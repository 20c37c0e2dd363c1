/** Whether a run has looked where an entry of a baseline speaks of. */
import type { BaselineEntry } from '../../specs/configured.js';
import type { FileReport, RuleResult } from '../../specs/report.js';

export interface Looked {
  /** Rules over all files; one that did not run is not among them. */
  readonly results: readonly RuleResult[];
  readonly files: readonly FileReport[];
  /** false: single files were named, or a shard's. Then a file that is not there is another run's. */
  readonly wholeTree: boolean;
}

/** An entry of which this run cannot say that it matches nothing is left alone. */
export function entryJudge({ results, files, wholeTree }: Looked): (entry: BaselineEntry) => boolean {
  const overall = new Map(results.map((result) => [result.id as string, result]));
  const byPath = new Map(files.map((file) => [file.path, file]));
  const hasLooked = (state: RuleResult['state'] | undefined): boolean =>
    state === 'pass' || state === 'fail' || state === 'not-applicable';
  return ({ rule, path }) => {
    const result = overall.get(rule);
    if (!result) return false;
    // A recording says nothing where there is none.
    if (rule.startsWith('journal/')) return result.state === 'pass' || result.state === 'fail';
    if (rule.startsWith('emission/')) return wholeTree && hasLooked(result.state);
    const file = byPath.get(path);
    if (!file) return wholeTree;
    if (file.verdict === 'incomplete') return false;
    const own = file.rules.find(({ id }) => id === rule);
    return own === undefined ? wholeTree : hasLooked(own.state);
  };
}
