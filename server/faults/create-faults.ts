/** Has exchanges go wrong by plan, between the listener (or the journal) and the real handler. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { exchangeStep } from '../../specs/exchange-step.js';
import type { ExchangeSide } from '../../specs/exchange-step.js';
import type { FaultPlan } from '../../specs/fault-plan.js';
import { ClockError } from '../clock.js';
import type { VirtualClock } from '../clock.js';
import { tellFacts } from '../exchange-facts.js';
import type { RequestHandler } from '../request-handler.js';
import type { FaultedExchange, FaultTools } from './actions/action.js';
import { putToWork } from './actions/index.js';
import { tapAnswer } from './answer-tap.js';
import { isOver, resetConnection, whenItsTurn } from './connection.js';
import type { Faults } from './faults.js';
import { createOpenExchanges } from './open-exchanges.js';
import { choose, createPlanState } from './plan-state.js';
import type { CountedFault, PlanState } from './plan-state.js';
import { peekBody } from './request-body.js';
import { namesOfBody, namesOfStored, namesOfTarget } from './sent-names.js';
import { createWaits, REAL_TIMERS } from './waits.js';
import type { Timers, Waits } from './waits.js';

export interface FaultsOptions {
  readonly clock: VirtualClock;
  /** So many random bytes, for the names that S3 gives its requests. */
  readonly random: (bytes: number) => Uint8Array;
  /** Makes a bearer token, given as sent, worth nothing. */
  readonly revokeToken: (token: string) => void | Promise<void>;
  /** What stands before the emission API: whose manners an injected `status` has. */
  readonly gateway: 'kong' | 'none';
  /** In force from the start. Default: none. */
  readonly plan?: FaultPlan;
  /** Real time by default. */
  readonly timers?: Timers;
}

const NO_FAULTS: FaultPlan = { version: 1, faults: [] };

/** One exchange on its way past the faults. */
interface Passing {
  readonly side: ExchangeSide;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly handler: RequestHandler;
  readonly late: RequestHandler;
}

/** The plan that an exchange met, and what it is put to work with. */
interface Course {
  readonly plan: PlanState;
  readonly toolsFor: (fault: CountedFault) => FaultTools;
  /** Nothing more is to go wrong. */
  readonly isCleared: () => boolean;
}

export function createFaults(options: FaultsOptions): Faults {
  const waits = createWaits(options.timers ?? REAL_TIMERS);
  const open = createOpenExchanges();
  const tools = createTools(options, waits);
  let clearings = 0;
  /** Name of the fault by which the server went away. */
  let gone: string | null = null;

  const goAway = (name: string): void => {
    gone = name;
    for (const { req } of open.all()) {
      tellInjected(req, name);
      resetConnection(req.socket);
    }
  };
  const follow = (given: FaultPlan): Course => {
    const plan = createPlanState(given);
    const then = clearings;
    return {
      plan,
      isCleared: () => clearings !== then,
      toolsFor: (fault) => ({
        ...tools,
        // What a plan of before left over may not take the server from the next.
        goAway: () => {
          if (current.plan === plan) goAway(labelOf(fault));
        },
      }),
    };
  };
  let current = follow(options.plan ?? NO_FAULTS);
  const use = (plan: FaultPlan): void => {
    current = follow(plan);
    gone = null;
  };
  const end = (): void => {
    clearings++;
    use(NO_FAULTS);
  };
  return {
    inject:
      (side, handler, late = handler) =>
      (request, response) => {
        open.add(response);
        if (gone === null) return pass({ side, request, response, handler, late }, current);
        tellInjected(request, gone);
        resetConnection(request.socket);
      },
    plan: () => current.plan.plan,
    state: () => current.plan.state(),
    use,
    clear: () => {
      end();
      waits.letGo();
    },
    underWay: () => ({ open: open.all().length, held: waits.size() }),
    close: () => {
      end();
      waits.cut();
    },
  };
}

function createTools(
  { clock, random, revokeToken, gateway }: FaultsOptions,
  waits: Waits,
): Omit<FaultTools, 'goAway'> {
  return {
    clock,
    random,
    waits,
    kong: gateway === 'kong',
    moveClock: (milliseconds) => {
      try {
        clock.advance(milliseconds);
      } catch (error) {
        // Where no moment is left the clock stays where it is.
        if (!(error instanceof ClockError)) throw error;
      }
    },
    revokeToken: async (token) => {
      await revokeToken(token);
    },
  };
}

/** Finds out which faults the request meets, and has it meet them. */
function pass(passing: Passing, course: Course): void {
  const { side, request, response, handler } = passing;
  const step = exchangeStep(side, request.method ?? '', request.url ?? '');
  const { plan } = course;
  const arriving = plan.onArrival(side, step);
  const answering = step === 's3-post' ? plan.onAcknowledgement() : [];
  if (arriving.length + answering.length === 0) return handler(request, response);
  const meet = (names: readonly string[]): void => {
    const due = choose(arriving, names);
    if (due.length + answering.length === 0) return handler(request, response);
    whenItsTurn(response, () => goThrough(passing, due, answering, course));
  };
  const names = namesOfTarget(request);
  // The name that a POST is about stands in its body; nobody waits for it where nobody asks.
  if (request.method !== 'POST' || arriving.every(({ fault }) => fault.match === undefined)) meet(names);
  else peekBody(request, (body) => meet([...names, ...namesOfBody(side, request, body)]));
}

function goThrough(
  { side, request, response, handler, late }: Passing,
  due: readonly CountedFault[],
  answering: readonly CountedFault[],
  course: Course,
): void {
  let last = handler;
  const tap = tapAnswer(response);
  const comeTooLate = (): void => {
    last = late;
  };
  const exchange = { side, request, response, tap, comeTooLate };
  if (answering.length > 0)
    tap.onBegin((status) => {
      // A refused upload has nothing to acknowledge.
      const isMet = status < 400 && !course.isCleared();
      const met = isMet ? choose(answering, namesOfStored(request, response)) : [];
      putInTurn(met, exchange, course, tap.release);
    });
  putInTurn(due, exchange, course, () => last(request, response));
}

/** One behind the other; nothing more happens to a client that is gone. */
function putInTurn(
  due: readonly CountedFault[],
  exchange: FaultedExchange,
  course: Course,
  last: () => void,
): void {
  const [first, ...rest] = due;
  if (isOver(exchange.response)) return;
  if (first === undefined || course.isCleared()) return last();
  first.injected();
  tellInjected(exchange.request, labelOf(first));
  putToWork(first.fault.action, exchange, course.toolsFor(first), () =>
    putInTurn(rest, exchange, course, last),
  );
}

const labelOf = ({ fault: { name, action } }: CountedFault): string => name ?? action.kind;

/** A request may meet several. */
function tellInjected(request: IncomingMessage, label: string): void {
  const before = injectedInto.get(request) ?? [];
  if (before.includes(label)) return;
  injectedInto.set(request, [...before, label]);
  tellFacts(request, { injectedFault: [...before, label].join(', ') });
}

const injectedInto = new WeakMap<IncomingMessage, readonly string[]>();
