/** An answer that ends too early. */
import { describe, expect, it } from 'vitest';
import { askForm, emit, fetchLink, linkTo } from '../faulty-server.js';
import { nothingUnderWay, start } from '../running-servers.js';

describe('cut-body', () => {
  it.each([0, 1, 10])('after %i bytes ends an answer of known length', async (afterBytes) => {
    const server = await start({ step: 'upload-url', action: { kind: 'cut-body', afterBytes } });
    const cut = await askForm(server);
    const real = await askForm(server);
    expect([cut.status, cut.error, cut.body]).toEqual([200, 'ECONNRESET', real.body.slice(0, afterBytes)]);
    expect(Number(cut.headers['content-length'])).toBeGreaterThan(10);
  });

  it('ends an object, dripped or not', async () => {
    const server = await start(
      {
        step: 'download',
        match: '/emission/',
        occurrences: [2],
        action: { kind: 'drip', bytes: 7, milliseconds: 0 },
      },
      {
        step: 'download',
        match: '/emission/',
        occurrences: 'all',
        action: { kind: 'cut-body', afterBytes: 13 },
      },
    );
    await emit(server, 'abcdefghij'.repeat(100));
    const path = await linkTo(server);
    for (const _ of [1, 2]) {
      const seen = await fetchLink(server, path);
      expect([seen.status, seen.body, seen.whole]).toEqual([200, 'abcdefghijabc', false]);
    }
    await nothingUnderWay(server);
  });

  it('leaves an answer that has no more than these', async () => {
    const server = await start(
      { step: 'upload-url', action: { kind: 'cut-body', afterBytes: 100_000 } },
      { step: 'acknowledgement', action: { kind: 'cut-body', afterBytes: 0 } },
    );
    const seen = await emit(server);
    expect([seen.status, seen.whole]).toEqual([204, true]);
  });

  it('cuts an injected answer too', async () => {
    const server = await start(
      { step: 'route', action: { kind: 'cut-body', afterBytes: 3 } },
      { step: 'route', action: { kind: 'status', status: 500, body: 'abcdef' } },
    );
    const seen = await askForm(server);
    expect([seen.status, seen.body, seen.whole]).toEqual([500, 'abc', false]);
  });
});
