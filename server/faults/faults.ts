/** The faults in force, as the rest of the server knows them. */
import type { Fault, FaultPlan } from '../../specs/fault-plan.js';
import type { ExchangeSide } from '../../specs/exchange-step.js';
import type { RequestHandler } from '../request-handler.js';

export interface FaultState {
  /** Position in the plan. */
  readonly index: number;
  readonly fault: Fault;
  /** Requests that its step and match fitted so far. */
  readonly seen: number;
  /** How often it was put to work. */
  readonly injected: number;
}

export interface Faults {
  /** A handler whose exchanges go wrong as planned. */
  readonly inject: (side: ExchangeSide, handler: RequestHandler) => RequestHandler;
  readonly plan: () => FaultPlan;
  readonly state: () => readonly FaultState[];
  /** Replaces the plan; counts begin anew. The plan was read with `readFaultPlan`. */
  readonly use: (plan: FaultPlan) => void;
  /** Nothing goes wrong any more; what is being delayed is let go. */
  readonly clear: () => void;
  readonly close: () => void;
}
