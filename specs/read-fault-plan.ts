/** Reads a fault plan that somebody wrote. */
import { FAULT_STEPS, PLAN_LIMITS, STEPS_OF_KIND } from './fault-plan.js';
import type { FaultKind, FaultPlan, FaultStep } from './fault-plan.js';
import {
  integer,
  isObject,
  list,
  numberAbove,
  object,
  oneOf,
  optional,
  record,
  required,
  shown,
  text,
} from './json-checks.js';
import type { JsonCheck } from './json-checks.js';

export type FaultPlanReading =
  | { readonly kind: 'plan'; readonly plan: FaultPlan }
  /** Each one line: the place in the document, what is wrong, the mend. At most `PROBLEM_LIMIT`. */
  | { readonly kind: 'problems'; readonly problems: readonly string[] };

/** A plan with more is not described any further. */
const PROBLEM_LIMIT = 100;

const inAnyCase = (name: string): string =>
  name.replaceAll(/[a-z]/g, (letter) => `[${letter.toUpperCase()}${letter}]`);

/**
 * A token of HTTP, but none of the names by which a body is framed: these are the server's own. Schemas have patterns
 * without flags, hence both cases of every letter.
 */
export const HEADER_NAME = new RegExp(
  `^(?!(?:${['content-length', 'transfer-encoding', 'trailer'].map(inAnyCase).join('|')})$)[!#$%&'*+.^_\`|~0-9A-Za-z-]+$`,
);
export const HEADER_VALUE = /^[\t\u0020-\u007e\u0080-\u00ff]*$/;
export const ERROR_CODE = /^[A-Za-z][A-Za-z0-9.]*$/;
/** A line that can be shown on a terminal. */
export const FAULT_NAME = /^[^\u0000-\u001f\u007f-\u009f]+$/;

const L = PLAN_LIMITS;
const answerStatus = integer(200, 599);
const wait = integer(0, L.wait);

const waitOrNever: JsonCheck = (value, path, tell) => {
  if (value === null) return;
  wait(value, path, (problem) => tell(`${problem} (null: never)`));
};

const jump: JsonCheck = (value, path, tell) => {
  if (value === 0) tell(`${path}: the clock would stay where it is; leave the fault out`);
  else integer(-L.jump, L.jump)(value, path, tell);
};

const headers = record(
  text(1, L.headerName, HEADER_NAME, "the name of a header that is not the server's own"),
  text(0, L.headerValue, HEADER_VALUE, 'a text that a header can hold'),
  L.headers,
);

const action = (properties: Parameters<typeof object>[0] = {}): JsonCheck =>
  object({ kind: required(() => undefined), ...properties });

const ACTIONS = {
  status: action({
    status: required(answerStatus),
    body: optional(text(0, L.body)),
    headers: optional(headers),
  }),
  's3-error': action({
    status: required(integer(300, 599)),
    code: required(text(1, L.code, ERROR_CODE, 'an error code such as SlowDown')),
    message: optional(text(0, L.message)),
  }),
  delay: action({ milliseconds: required(waitOrNever) }),
  drip: action({ bytes: required(integer(1, L.piece)), milliseconds: required(wait) }),
  reset: action({ afterBytes: optional(integer(0, L.bytes)) }),
  'cut-body': action({ afterBytes: required(integer(0, L.bytes)) }),
  'expired-url': action(),
  'lost-answer': action(),
  'answer-status': action({ status: required(answerStatus) }),
  'revoke-token': action(),
  'clock-jump': action({ milliseconds: required(jump) }),
  'server-gone': action(),
} satisfies Readonly<Record<FaultKind, JsonCheck>>;

export const FAULT_KINDS = Object.keys(ACTIONS) as readonly FaultKind[];

const isKind = (value: unknown): value is FaultKind => FAULT_KINDS.some((kind) => kind === value);
const isStep = (value: unknown): value is FaultStep => FAULT_STEPS.some((step) => step === value);

const anyAction: JsonCheck = (value, path, tell) => {
  if (!isObject(value)) return tell(`${path}: must be an object with a kind, not ${shown(value)}`);
  const { kind } = value;
  if (isKind(kind)) ACTIONS[kind](value, path, tell);
  else if (kind === undefined) tell(`${path}.kind: is missing; there are ${FAULT_KINDS.join(', ')}`);
  else oneOf(FAULT_KINDS, 'kind')(kind, `${path}.kind`, tell);
};

const range: JsonCheck = (value, path, tell) => {
  object({ from: required(integer(1, L.count)), to: optional(integer(1, L.count)) })(value, path, tell);
  const { from, to } = value as { readonly from: unknown; readonly to?: unknown };
  if (typeof from === 'number' && typeof to === 'number' && to < from)
    tell(`${path}.to: must not be below from (${from}), else nothing is ever hit`);
};

const chance = object({
  probability: required(numberAbove(0, 1)),
  atMost: optional(integer(1, L.count)),
});

const occurrences: JsonCheck = (value, path, tell) => {
  if (value === 'all') return;
  if (Array.isArray(value)) list(integer(1, L.count), 1, L.occurrences)(value, path, tell);
  else if (!isObject(value))
    tell(`${path}: must be "all", numbers as in [1, 3], {"from": 2} or {"probability": 0.1}`);
  else if ('probability' in value || 'atMost' in value) chance(value, path, tell);
  else range(value, path, tell);
};

const faultShape = object({
  name: optional(text(1, L.name, FAULT_NAME, 'one line')),
  step: required(oneOf(FAULT_STEPS, 'step')),
  occurrences: optional(occurrences),
  match: optional(text(1, L.match)),
  action: required(anyAction),
});

const fault: JsonCheck = (value, path, tell) => {
  faultShape(value, path, tell);
  if (!isObject(value) || !isObject(value['action'])) return;
  const { step } = value;
  const { kind } = value['action'];
  if (!isStep(step) || !isKind(kind)) return;
  const steps: readonly FaultStep[] = STEPS_OF_KIND[kind];
  if (!steps.includes(step))
    tell(`${path}.step: \`${kind}\` makes no sense at \`${step}\`; choose ${steps.join(', ')}`);
};

const version: JsonCheck = (value, path, tell) => {
  if (value !== 1) tell(`${path}: must be 1, the only version there is, not ${shown(value)}`);
};

const document = object({
  $schema: optional(text(0, L.message)),
  version: required(version),
  seed: optional(integer(0, L.seed)),
  faults: required(list(fault, 0, L.faults)),
});

/** `value`: what `JSON.parse` gave. The plan shares nothing with it. Never throws for a JSON value. */
export function readFaultPlan(value: unknown): FaultPlanReading {
  const problems: string[] = [];
  document(value, '', (problem) => {
    if (problems.length < PROBLEM_LIMIT) problems.push(problem);
  });
  if (problems.length > 0) return { kind: 'problems', problems };
  return { kind: 'plan', plan: structuredClone(value) as FaultPlan };
}
