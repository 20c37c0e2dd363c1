/** A plan and what has come of it: which faults a request meets is decided here, and nowhere else. */
import type { ExchangeSide, ExchangeStep } from '../../specs/exchange-step.js';
import { SIDE_OF_KIND } from '../../specs/fault-plan.js';
import type { Fault, FaultPlan, FaultStep } from '../../specs/fault-plan.js';
import type { FaultState } from './faults.js';
import { createDraws } from './random-draws.js';

/** A fault with its counts. */
export interface CountedFault {
  readonly index: number;
  readonly fault: Fault;
  /** To be called when it is put to work. */
  readonly injected: () => void;
  /** Counts one more request that step and match fit; whether it is to be hit. */
  readonly meets: () => boolean;
  readonly state: () => FaultState;
}

export interface PlanState {
  readonly plan: FaultPlan;
  /** Faults that a request may meet when it arrives, in the order of the plan. */
  readonly onArrival: (side: ExchangeSide, step: ExchangeStep) => readonly CountedFault[];
  /** Those that the answer to a stored upload may meet. */
  readonly onAcknowledgement: () => readonly CountedFault[];
  readonly state: () => readonly FaultState[];
}

export function createPlanState(plan: FaultPlan): PlanState {
  const faults = plan.faults.map((fault, index) => countFault(fault, index, plan.seed ?? 1));
  const at = (side: ExchangeSide, steps: readonly (FaultStep | ExchangeStep)[]): readonly CountedFault[] =>
    faults.filter(({ fault: { step, action } }) => {
      const only = SIDE_OF_KIND[action.kind];
      return steps.includes(step) && (only === undefined || only === side);
    });
  const acknowledgement = at('s3', ['acknowledgement']);
  return {
    plan,
    onArrival: (side, step) => at(side, side === 'api' ? ['route', step] : [step]),
    onAcknowledgement: () => acknowledgement,
    state: () => faults.map(({ state }) => state()),
  };
}

/** Those of `faults` that hit a request with these names; all that fit it have counted it then. */
export function choose(faults: readonly CountedFault[], names: readonly string[]): readonly CountedFault[] {
  return faults.filter(({ fault: { match }, meets }) => {
    const fits = match === undefined || names.some((name) => name.includes(match));
    return fits && meets();
  });
}

function countFault(fault: Fault, index: number, seed: number): CountedFault {
  const draw = createDraws(seed, index);
  const { occurrences = [1] } = fault;
  const listed = Array.isArray(occurrences) ? new Set<number>(occurrences) : null;
  let seen = 0;
  let chosen = 0;
  let injected = 0;
  const isHit = (): boolean => {
    if (occurrences === 'all') return true;
    if (listed !== null) return listed.has(seen);
    if ('from' in occurrences) return seen >= occurrences.from && seen <= (occurrences.to ?? Infinity);
    if (!('probability' in occurrences)) return false;
    // Drawn also where it counts no more, so that what comes when does not depend on `atMost`.
    return draw() < occurrences.probability && chosen < (occurrences.atMost ?? Infinity);
  };
  return {
    index,
    fault,
    injected: () => {
      injected++;
    },
    meets: () => {
      seen++;
      const hit = isHit();
      if (hit) chosen++;
      return hit;
    },
    state: () => ({ index, fault, seen, injected }),
  };
}
