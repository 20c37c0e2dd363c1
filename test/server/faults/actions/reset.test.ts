/** A connection cut in the middle of a request. */
import { describe, expect, it } from 'vitest';
import { askForm, emit, send, stored, uploadOf } from '../faulty-server.js';
import { nothingUnderWay, start } from '../running-servers.js';

describe('reset', () => {
  it('at once is a reset to the client, and nothing is stored', async () => {
    const server = await start({ step: 's3-post', action: { kind: 'reset' } });
    const seen = await emit(server);
    expect([seen.status, seen.error, stored(server)]).toEqual([null, 'ECONNRESET', []]);
    await nothingUnderWay(server);
  });

  it.each([0, 1, 3_000, 1_000_000, 900_000_000])('after %i bytes stores nothing', async (afterBytes) => {
    const server = await start({ step: 's3-post', action: { kind: 'reset', afterBytes } });
    const form = await askForm(server);
    const seen = await send(uploadOf(server, form, 'x'.repeat(2_000_000)));
    expect(seen.status).toBeNull();
    expect(['ECONNRESET', 'EPIPE']).toContain(seen.error);
    await nothingUnderWay(server);
    expect(stored(server)).toEqual([]);
    // The cut upload has not used up the form.
    expect((await send(uploadOf(server, form, 'again'))).status).toBe(204);
  });

  it('after the whole body of a small upload is still before its effect', async () => {
    const server = await start({ step: 's3-post', action: { kind: 'reset', afterBytes: 100_000 } });
    expect((await emit(server)).error).toBe('ECONNRESET');
    await nothingUnderWay(server);
    expect(stored(server)).toEqual([]);
  });
});
