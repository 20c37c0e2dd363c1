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
  /**
   * A handler whose exchanges go wrong as planned. It must get requests before anything reads their bodies, and be inside
   * of what records them. `late`: the same handler by a clock by which whatever was signed has run out (`lateClock`), for
   * `expired-url`; without it such a fault changes nothing.
   */
  readonly inject: (side: ExchangeSide, handler: RequestHandler, late?: RequestHandler) => RequestHandler;
  readonly plan: () => FaultPlan;
  readonly state: () => readonly FaultState[];
  /**
   * Replaces the plan; counts begin anew, and a server that was gone is back. Requests that were hit before go on as the
   * old plan had it. The plan was read with `readFaultPlan`.
   */
  readonly use: (plan: FaultPlan) => void;
  /** Nothing goes wrong any more; what is being delayed or dripped is let go. */
  readonly clear: () => void;
  /** Requests under way, and those among them that are being held back. */
  readonly underWay: () => { readonly open: number; readonly held: number };
  /** Resets what is being held back; nothing goes wrong any more. */
  readonly close: () => void;
}
