/** Which requests a plan hits: the same ones for the same plan, seed and order of requests. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EXCHANGE_STEPS } from '../../../specs/exchange-step.js';
import type { Fault, FaultPlan } from '../../../specs/fault-plan.js';
import { choose, createPlanState } from '../../../server/faults/plan-state.js';
import { createDraws } from '../../../server/faults/random-draws.js';

interface Arrival {
  readonly side: 'api' | 's3';
  readonly step: (typeof EXCHANGE_STEPS)[number];
  readonly name: string;
}

/** For each request the positions of the faults that hit it. */
function hits(plan: FaultPlan, arrivals: readonly Arrival[]): readonly (readonly number[])[] {
  const state = createPlanState(plan);
  return arrivals.map(({ side, step, name }) =>
    choose(state.onArrival(side, step), [name]).map(({ index }) => index),
  );
}

const calls = (count: number): readonly Arrival[] =>
  Array.from({ length: count }, () => ({ side: 'api', step: 'upload-url', name: '/data/upload-url' }));

/** Numbers of the requests, from 1, that one fault hits. */
const hitBy = (occurrences: Fault['occurrences'], count: number, seed = 1): readonly number[] => {
  const fault: Fault = {
    step: 'upload-url',
    action: { kind: 'reset' },
    ...(occurrences !== undefined && { occurrences }),
  };
  return hits({ version: 1, seed, faults: [fault] }, calls(count)).flatMap((hit, at) =>
    hit.length > 0 ? [at + 1] : [],
  );
};

describe('occurrences', () => {
  it.each([
    [undefined, [1]],
    [
      [2, 4, 2],
      [2, 4],
    ],
    ['all', [1, 2, 3, 4, 5]],
    [{ from: 3 }, [3, 4, 5]],
    [{ from: 2, to: 3 }, [2, 3]],
    [{ probability: 1, atMost: 2 }, [1, 2]],
  ] as const)('%j', (occurrences, expected) => {
    expect(hitBy(occurrences, 5)).toEqual(expected);
  });

  it('by chance come about as often as they should, and otherwise with another seed', () => {
    const first = hitBy({ probability: 0.2 }, 10_000);
    expect(Math.abs(first.length - 2_000)).toBeLessThan(200);
    expect(hitBy({ probability: 0.2 }, 10_000, 2)).not.toEqual(first);
    expect(hitBy({ probability: 0.2, atMost: 5 }, 10_000)).toEqual(first.slice(0, 5));
  });

  it('count only what side and match fit', () => {
    const faults: readonly Fault[] = [
      { step: 'download', match: 'b', occurrences: [2], action: { kind: 'delay', milliseconds: 1 } },
      { step: 'download', occurrences: 'all', action: { kind: 'expired-url' } },
      { step: 'route', occurrences: 'all', action: { kind: 'reset' } },
    ];
    const arrivals: readonly Arrival[] = [
      { side: 'api', step: 'download', name: 'b' },
      { side: 's3', step: 'download', name: 'a' },
      { side: 's3', step: 'download', name: 'abc' },
      { side: 's3', step: 's3', name: 'b' },
    ];
    expect(hits({ version: 1, faults }, arrivals)).toEqual([[2], [1], [0, 1], []]);
  });
});

const fault: fc.Arbitrary<Fault> = fc.record(
  {
    step: fc.constantFrom('route' as const, 'upload-url' as const, 's3-post' as const, 'listing' as const),
    occurrences: fc.oneof(
      fc.constant('all' as const),
      fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1 }),
      fc.record({ probability: fc.double({ min: 0.01, max: 1, noNaN: true }) }),
    ),
    match: fc.constantFrom('a', 'b'),
    action: fc.constantFrom({ kind: 'reset' } as const, { kind: 'lost-answer' } as const),
  },
  { requiredKeys: ['step', 'action'] },
);
const plan: fc.Arbitrary<FaultPlan> = fc.record({
  version: fc.constant(1 as const),
  seed: fc.nat(),
  faults: fc.array(fault, { maxLength: 5 }),
});
const arrivals = fc.array(
  fc.record({
    side: fc.constantFrom('api' as const, 's3' as const),
    step: fc.constantFrom(...EXCHANGE_STEPS),
    name: fc.constantFrom('a', 'b', 'ab'),
  }),
  { maxLength: 60 },
);

describe('a plan', () => {
  it('hits the same requests every time', () => {
    fc.assert(
      fc.property(plan, arrivals, (given, requests) => {
        expect(hits(structuredClone(given), requests)).toEqual(hits(given, requests));
      }),
    );
  });

  it('has each fault hit the same requests, whatever other faults stand behind it', () => {
    fc.assert(
      fc.property(plan, fault, arrivals, (given, another, requests) => {
        const more = { ...given, faults: [...given.faults, another] };
        const own = hits(more, requests).map((hit) => hit.filter((index) => index < given.faults.length));
        expect(own).toEqual(hits(given, requests));
      }),
    );
  });

  it('never counts more hits than fitting requests', () => {
    fc.assert(
      fc.property(plan, arrivals, (given, requests) => {
        const state = createPlanState(given);
        for (const { side, step, name } of requests)
          for (const met of choose(state.onArrival(side, step), [name])) met.injected();
        for (const { seen, injected } of state.state()) expect(injected).toBeLessThanOrEqual(seen);
      }),
    );
  });
});

describe('draws', () => {
  it('of neighbouring streams and seeds have nothing in common', () => {
    const first = Array.from({ length: 100 }, (_, stream) => createDraws(1, stream)());
    const seeds = Array.from({ length: 100 }, (_, seed) => createDraws(seed, 0)());
    expect(new Set([...first, ...seeds]).size).toBe(199);
    expect(first.filter((draw) => draw < 0.5).length).toBeGreaterThan(30);
    expect(first.filter((draw) => draw < 0.5).length).toBeLessThan(70);
    expect([...first, ...seeds].every((draw) => draw >= 0 && draw < 1)).toBe(true);
  });
});
