/** `--faults <plan.json>`: a fault plan from a file. */
import type { FaultPlan } from '../specs/fault-plan.js';
import { readFaultPlan } from '../specs/read-fault-plan.js';
import { UsageError } from './exit-codes.js';
import { readJsonFile } from './json-file.js';

/** Bytes; a plan of a thousand faults has less, unless their bodies are large. */
const SIZE_LIMIT = 16 * 1_024 * 1_024;

/** Problems that are shown; the rest is counted. */
const SHOWN = 10;

/** Throws `UsageError`: the file and the reason in one line, or one line for each problem of the plan. */
export async function readFaultPlanFile(path: string): Promise<FaultPlan> {
  const reading = readFaultPlan(
    await readJsonFile(path, {
      what: 'the fault plan',
      limit: SIZE_LIMIT,
      shorten: 'shorten the bodies in it',
    }),
  );
  if (reading.kind === 'plan') return reading.plan;
  const { problems } = reading;
  const more = problems.length > SHOWN ? [`and ${problems.length - SHOWN} more`] : [];
  const lines = [...problems.slice(0, SHOWN), ...more].map((line) => `\n  ${line}`);
  throw new UsageError(`${path} is no fault plan:${lines.join('')}`);
}
