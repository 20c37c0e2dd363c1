/** What is to go wrong. */
import type { FaultPlan } from '../../../specs/fault-plan.js';
import type { AdminParts } from '../admin-parts.js';
import { NOTHING, ok } from '../answer.js';
import { Refusal } from '../refusal.js';
import type { Body } from '../shape/body.js';
import { defineRoute, json, nothing } from '../shape/route.js';

/** Bytes: a plan may name many occurrences and bodies. */
const PLAN_LIMIT = 256 * 1_024;
/** Problems told at once. */
const PROBLEMS = 20;

const plan: Body<unknown> = {
  schema: { $ref: '#/components/schemas/FaultPlan' },
  limit: PLAN_LIMIT,
  required: true,
  read: (body) => body,
};

const state = ({ faults }: AdminParts) => ({ plan: faults.plan(), state: faults.state() });

export const faultRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/faults',
    id: 'getFaults',
    summary: 'the fault plan, and what became of it',
    answers: { 200: json('Plan and counts', 'Faults') },
    handle: (_call, parts) => ok(state(parts)),
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/faults',
    id: 'planFaults',
    summary: 'another fault plan; counts begin anew',
    body: plan,
    answers: { 200: json('Plan and counts', 'Faults') },
    handle: ({ body }, parts) => {
      parts.faults.use(readPlan(body, parts));
      parts.events.tell({
        event: 'fault',
        data: { change: 'planned', faults: parts.faults.plan().faults.length },
      });
      return ok(state(parts));
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/faults',
    id: 'clearFaults',
    summary: 'nothing goes wrong any more',
    answers: { 204: nothing('Cleared') },
    handle: (_call, { faults, events }) => {
      faults.clear();
      events.tell({ event: 'fault', data: { change: 'cleared', faults: 0 } });
      return NOTHING;
    },
  }),
];

function readPlan(body: unknown, parts: AdminParts): FaultPlan {
  const read = parts.readPlan(body);
  if (read.kind === 'plan') return read.plan;
  const told = read.problems.slice(0, PROBLEMS);
  const rest = read.problems.length - told.length;
  throw new Refusal(
    400,
    `the plan cannot be used: ${told.join('; ')}${rest > 0 ? `; and ${rest} more` : ''}`,
  );
}
