/** The time that the server lives in. */
import { ClockError } from '../../clock.js';
import type { VirtualClock } from '../../clock.js';
import { isoNow } from '../admin-parts.js';
import { NOTHING, ok } from '../answer.js';
import type { ClockState } from '../events/admin-event.js';
import { Refusal } from '../refusal.js';
import { readFields, SMALL_BODY } from '../shape/body.js';
import type { Body } from '../shape/body.js';
import { isoMoment } from '../shape/parameter.js';
import { defineRoute, json, nothing } from '../shape/route.js';

type Change =
  | { readonly kind: 'set'; readonly moment: number }
  | { readonly kind: 'advance'; readonly milliseconds: number }
  | { readonly kind: 'freeze'; readonly frozen: boolean };

const MEND =
  'send one of {"now": "2026-01-31T12:00:00Z"}, {"advanceMilliseconds": 3600000} or {"frozen": true or false}';

const FIELDS = {
  now: { type: 'string', format: 'date-time' },
  advanceMilliseconds: {
    type: 'integer',
    minimum: Number.MIN_SAFE_INTEGER,
    maximum: Number.MAX_SAFE_INTEGER,
  },
  frozen: { type: 'boolean' },
};

const change: Body<Change> = {
  schema: {
    oneOf: Object.entries(FIELDS).map(([name, schema]) => ({
      type: 'object',
      required: [name],
      properties: { [name]: schema },
      additionalProperties: false,
    })),
  },
  limit: SMALL_BODY,
  required: true,
  read: (body) => {
    const given = readFields(body, Object.keys(FIELDS), MEND);
    if (Object.keys(given).length !== 1) throw new Refusal(400, MEND);
    const { now, advanceMilliseconds, frozen } = given;
    const moment = typeof now === 'string' ? isoMoment(now) : undefined;
    if (moment !== undefined) return { kind: 'set', moment };
    if (Number.isSafeInteger(advanceMilliseconds))
      return { kind: 'advance', milliseconds: Number(advanceMilliseconds) };
    if (typeof frozen === 'boolean') return { kind: 'freeze', frozen };
    throw new Refusal(400, MEND);
  },
};

export const clockState = (clock: VirtualClock): ClockState => ({
  now: isoNow(clock),
  offsetMilliseconds: clock.offset(),
  frozen: clock.frozen(),
});

export const clockRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/clock',
    id: 'getClock',
    summary: "the server's clock",
    answers: { 200: json('What it shows', 'Clock') },
    handle: (_call, { clock }) => ok(clockState(clock)),
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/clock',
    id: 'setClock',
    summary: 'puts the clock to a moment, moves it, stops it or lets it go on',
    body: change,
    answers: { 200: json('What it shows now', 'Clock') },
    handle: ({ body }, { clock, events }) => {
      apply(clock, body);
      events.tell({ event: 'clock', data: clockState(clock) });
      return ok(clockState(clock));
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/clock',
    id: 'resetClock',
    summary: 'the real time again',
    answers: { 204: nothing('It shows it') },
    handle: (_call, { clock, events }) => {
      clock.reset();
      events.tell({ event: 'clock', data: clockState(clock) });
      return NOTHING;
    },
  }),
];

function apply(clock: VirtualClock, wanted: Change): void {
  try {
    if (wanted.kind === 'set') clock.set(wanted.moment);
    else if (wanted.kind === 'advance') clock.advance(wanted.milliseconds);
    else if (wanted.frozen) clock.freeze();
    else clock.unfreeze();
  } catch (error) {
    if (error instanceof ClockError) throw new Refusal(400, `${error.message}: ${MEND}`);
    throw error;
  }
}
