/** A later answer, or none. */
import { describe, expect, it } from 'vitest';
import { askForm, emit, planOf, send, stored, until, uploadOf } from '../faulty-server.js';
import { nothingUnderWay, start } from '../running-servers.js';

describe('delay', () => {
  it('comes before the real answer', async () => {
    const server = await start(
      { step: 'upload-url', action: { kind: 'delay', milliseconds: 5 } },
      { step: 's3-post', action: { kind: 'delay', milliseconds: 5 } },
      { step: 'acknowledgement', action: { kind: 'delay', milliseconds: 5 } },
    );
    expect((await emit(server, 'x'.repeat(2_000_000))).status).toBe(204);
    expect(stored(server)).toHaveLength(1);
    expect(server.told()).toEqual(['api delay', 's3 delay']);
    expect(server.faults.state().map(({ injected }) => injected)).toEqual([1, 1, 1]);
    await nothingUnderWay(server);
  });

  it.each(['route', 's3-post', 'acknowledgement'] as const)(
    'for ever at %s lasts until the client leaves',
    async (step) => {
      const server = await start({ step, action: { kind: 'delay', milliseconds: null } });
      const leave = new AbortController();
      const waiting =
        step === 'route'
          ? askForm(server, 'a.zip', leave.signal)
          : send({ ...uploadOf(server, await askForm(server), 'bytes'), signal: leave.signal });
      await until(() => server.faults.underWay().held === 1);
      leave.abort();
      expect((await waiting).error).toBe('ABORT_ERR');
      await nothingUnderWay(server);
      expect(stored(server)).toEqual(step === 'acknowledgement' ? ['bytes'] : []);
    },
  );

  it('is over when the faults are cleared', async () => {
    const server = await start({ step: 's3-post', action: { kind: 'delay', milliseconds: null } });
    const waiting = emit(server);
    await until(() => server.faults.underWay().held === 1);
    server.faults.clear();
    expect((await waiting).status).toBe(204);
    expect([stored(server), server.faults.plan().faults]).toEqual([['bytes'], []]);
  });

  it('ends in a reset when the server closes', async () => {
    const server = await start({ step: 's3-post', action: { kind: 'delay', milliseconds: null } });
    const waiting = emit(server);
    await until(() => server.faults.underWay().held === 1);
    server.faults.close();
    expect((await waiting).error).toBe('ECONNRESET');
    expect(stored(server)).toEqual([]);
  });

  it('goes on when the plan is replaced', async () => {
    const server = await start({ step: 'upload-url', action: { kind: 'delay', milliseconds: null } });
    const waiting = askForm(server);
    await until(() => server.faults.underWay().held === 1);
    server.faults.use(planOf({ step: 'upload-url', action: { kind: 'status', status: 418 } }));
    expect((await askForm(server)).status).toBe(418);
    expect(server.faults.underWay().held).toBe(1);
    server.faults.clear();
    expect((await waiting).status).toBe(200);
  });
});
