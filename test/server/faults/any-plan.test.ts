/** Whatever is planned, the server stays whole: every client gets an end, nothing is left over, and it can be cleared. */
import fc from 'fast-check';
import { afterEach, expect, it } from 'vitest';
import { FAULT_STEPS } from '../../../specs/fault-plan.js';
import type { Fault, FaultAction } from '../../../specs/fault-plan.js';
import { readFaultPlan } from '../../../specs/read-fault-plan.js';
import {
  askForm,
  endOfTest,
  faultyServer,
  fetchLink,
  linkTo,
  send,
  until,
  uploadOf,
} from './faulty-server.js';
import type { FaultyServer, Seen } from './faulty-server.js';

afterEach(() => endOfTest());

const status = fc.constantFrom(200, 204, 304, 401, 503);
const bytes = fc.constantFrom(1, 20, 300, 100_000);
const milliseconds = fc.constantFrom(0, 1, 2);

const action: fc.Arbitrary<FaultAction> = fc.oneof(
  fc.record(
    { kind: fc.constant('status' as const), status, body: fc.constantFrom('', '<p>', '{}') },
    { requiredKeys: ['kind', 'status'] },
  ),
  fc.record({
    kind: fc.constant('s3-error' as const),
    status: fc.constant(503),
    code: fc.constant('SlowDown'),
  }),
  fc.record({ kind: fc.constant('delay' as const), milliseconds: fc.option(milliseconds) }),
  fc.record({ kind: fc.constant('drip' as const), bytes, milliseconds }),
  fc.record({ kind: fc.constant('reset' as const), afterBytes: bytes }, { requiredKeys: ['kind'] }),
  fc.record({ kind: fc.constant('cut-body' as const), afterBytes: bytes }),
  fc.record({ kind: fc.constant('answer-status' as const), status }),
  fc.record({
    kind: fc.constant('clock-jump' as const),
    milliseconds: fc.constantFrom(-5_000_000, 4_000_000),
  }),
  fc.constantFrom(
    { kind: 'expired-url' } as const,
    { kind: 'lost-answer' } as const,
    { kind: 'revoke-token' } as const,
    { kind: 'server-gone' } as const,
  ),
);
const fault: fc.Arbitrary<Fault> = fc
  .record(
    {
      step: fc.constantFrom(...FAULT_STEPS),
      occurrences: fc.oneof(
        fc.constant('all' as const),
        fc.constant([1, 2]),
        fc.constant({ probability: 0.5 }),
      ),
      match: fc.constantFrom('pat', 'a'),
      action,
    },
    { requiredKeys: ['step', 'action'] },
  )
  .filter((one) => readFaultPlan({ version: 1, faults: [one] }).kind === 'plan');

async function emitAndFetch(server: FaultyServer, name: string): Promise<readonly Seen[]> {
  const form = await askForm(server, `pat/${name}.zip`);
  const sent =
    form.body.startsWith('{"url"') && form.whole
      ? [await send(uploadOf(server, form, 'x'.repeat(70_000)))]
      : [];
  const link = await linkTo(server).catch(() => '/emission/none');
  return [form, ...sent, await fetchLink(server, link)];
}

it('no plan breaks the server', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fault, { minLength: 1, maxLength: 5 }), async (faults) => {
      const server = await faultyServer({ version: 1, faults });
      try {
        let over = 0;
        const emissions = ['a', 'b', 'c', 'd'].map(async (name) => {
          const seen = await emitAndFetch(server, name);
          over++;
          return seen;
        });
        // Until all that is left waits for something that never comes.
        const { faults: injected } = server;
        await until(() => over === emissions.length || injected.underWay().held >= emissions.length - over);
        injected.clear();
        for (const seen of (await Promise.all(emissions)).flat())
          expect(seen.status !== null || seen.error !== null).toBe(true);
        await until(() => injected.underWay().open === 0);
        expect(injected.underWay().held).toBe(0);
        expect([200, 401]).toContain((await askForm(server)).status);
      } finally {
        await server.close();
      }
    }),
    { numRuns: 60 },
  );
});
