/** What a kind of fault is made of. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ExchangeSide } from '../../../specs/exchange-step.js';
import type { FaultAction, FaultKind } from '../../../specs/fault-plan.js';
import type { Clock } from '../../clock.js';
import type { AnswerTap } from '../answer-tap.js';
import type { Waits } from '../waits.js';

/** A request that a fault hits. */
export interface FaultedExchange {
  readonly side: ExchangeSide;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly tap: AnswerTap;
  /** Has the request judged when whatever was signed for it has run out. */
  readonly comeTooLate: () => void;
}

/** What faults work with beside the exchange. */
export interface FaultTools {
  readonly clock: Clock;
  /** So many random bytes. */
  readonly random: (bytes: number) => Uint8Array;
  readonly waits: Waits;
  /** Whether answers of the emission API look like Kong's. */
  readonly kong: boolean;
  /** Milliseconds. */
  readonly moveClock: (milliseconds: number) => void;
  readonly revokeToken: (token: string) => Promise<void>;
  readonly goAway: () => void;
}

export type ActionOf<Kind extends FaultKind> = Extract<FaultAction, { readonly kind: Kind }>;

/**
 * Puts a fault to work. `next`: what is behind it in the plan, and at last the real handler, or the real answer of an
 * upload that is stored. A fault that gives the answer itself, or cuts the connection, does not call it; none calls it
 * twice.
 */
export type PutToWork<Kind extends FaultKind> = (
  action: ActionOf<Kind>,
  exchange: FaultedExchange,
  tools: FaultTools,
  next: () => void,
) => void;
