/** Back to the start, as far as is asked for: nothing is implied. */
import type { AdminParts } from '../admin-parts.js';
import { ok } from '../answer.js';
import { Refusal } from '../refusal.js';
import { readFields, SMALL_BODY } from '../shape/body.js';
import type { Body } from '../shape/body.js';
import { defineRoute, error, json } from '../shape/route.js';
import { clockState } from './clock.js';

const SWITCHES = ['forms', 'journal', 'faults', 'clock'] as const;
type Switch = (typeof SWITCHES)[number];

interface Wanted {
  /** `true`: of all buckets. */
  readonly objects: true | readonly string[] | null;
  readonly switches: ReadonlySet<Switch>;
}

const MEND =
  'send what to reset, such as {"objects": true, "forms": true, "journal": true, "faults": true, "clock": true}; objects also takes names of buckets';

const yes = { const: true };

const wanted: Body<Wanted> = {
  schema: {
    type: 'object',
    minProperties: 1,
    properties: {
      objects: { oneOf: [yes, { type: 'array', items: { type: 'string' }, minItems: 1 }] },
      ...Object.fromEntries(SWITCHES.map((name) => [name, yes])),
    },
    additionalProperties: false,
  },
  limit: SMALL_BODY,
  required: true,
  read: (body) => {
    const given = readFields(body, ['objects', ...SWITCHES], MEND);
    const { objects } = given;
    const switches = SWITCHES.filter((name) => Object.hasOwn(given, name));
    if (Object.keys(given).length === 0 || switches.some((name) => given[name] !== true))
      throw new Refusal(400, MEND);
    if (objects === undefined || objects === true)
      return { objects: objects ?? null, switches: new Set(switches) };
    if (!isNames(objects)) throw new Refusal(400, MEND);
    return { objects, switches: new Set(switches) };
  },
};

const isNames = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.length > 0 && value.every((name) => typeof name === 'string');

export const resetRoutes = [
  defineRoute({
    method: 'POST',
    path: '/api/reset',
    id: 'reset',
    summary: 'deletes objects, forgets forms and journal, clears faults, resets the clock: what is asked for',
    body: wanted,
    answers: {
      200: json('What was done', 'ResetDone'),
      404: error('A bucket that there is not; nothing was done'),
      503: error('The store cannot do it'),
    },
    handle: async ({ body }, parts) => {
      const done = await reset(body, parts);
      parts.events.tell({ event: 'reset', data: done });
      return ok(done);
    },
  }),
];

/** Faults first, so that none strikes what is being reset; the journal after what could still write to it. */
async function reset({ objects, switches }: Wanted, parts: AdminParts): Promise<Record<string, unknown>> {
  const done: Record<string, unknown> = {};
  const buckets = objects === null ? [] : bucketsOf(objects, parts);
  if (switches.has('faults')) {
    parts.faults.clear();
    parts.events.tell({ event: 'fault', data: { change: 'cleared', faults: 0 } });
    done['faults'] = true;
  }
  if (buckets.length > 0) {
    let deleted = 0;
    for (const bucket of buckets) deleted += await emptyBucket(bucket, parts);
    done['objects'] = { buckets, deleted };
  }
  if (switches.has('forms')) {
    parts.forgetForms();
    done['forms'] = true;
  }
  if (switches.has('clock')) {
    parts.clock.reset();
    parts.events.tell({ event: 'clock', data: clockState(parts.clock) });
    done['clock'] = true;
  }
  if (switches.has('journal')) {
    await parts.journal.settled();
    await parts.journal.clear();
    done['journal'] = true;
  }
  return done;
}

function bucketsOf(objects: true | readonly string[], { store }: AdminParts): readonly string[] {
  if (objects === true) return store.buckets;
  const unknown = objects.find((name) => !store.buckets.includes(name));
  if (unknown !== undefined)
    throw new Refusal(404, `there is no such bucket: there are ${store.buckets.join(', ')}`);
  return [...new Set(objects)];
}

const PAGE = 1_000;

/** Returns how many objects were deleted. What is uploaded meanwhile may stay. */
async function emptyBucket(bucket: string, { store }: AdminParts): Promise<number> {
  let deleted = 0;
  let after = '';
  for (;;) {
    const { objects, truncated } = await store.list(bucket, { prefix: '', after, limit: PAGE });
    for (const { key } of objects) if (await store.delete(bucket, key)) deleted += 1;
    after = objects.at(-1)?.key ?? after;
    if (!truncated || objects.length === 0) return deleted;
  }
}
