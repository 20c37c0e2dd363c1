/** Whether a scenario can come about with an emission: some need so many files, or a certain one. */
import type { Fault } from '../../specs/fault-plan.js';
import type { Scenario } from './scenario.js';
import type { LocalFile } from './traffic.js';

/** What the emission lacks, as the rest of a sentence that begins with "it needs"; null: nothing. */
export function lacking({ plan, vanishes }: Scenario, files: readonly LocalFile[]): string | null {
  if (vanishes !== undefined && !files.some(({ name }) => name === vanishes)) return vanishes;
  for (const fault of plan.faults) {
    const { match } = fault;
    if (match !== undefined && !files.some(({ name }) => name.includes(match))) return `a file ${match}`;
    const count = firstOccurrence(fault);
    if (match === undefined && files.length < count) return `${count} files`;
  }
  return null;
}

/** Each file is asked for and sent once at least. */
function firstOccurrence({ occurrences = [1] }: Fault): number {
  if (occurrences === 'all' || 'probability' in occurrences) return 1;
  return 'from' in occurrences ? occurrences.from : Math.min(...occurrences);
}
