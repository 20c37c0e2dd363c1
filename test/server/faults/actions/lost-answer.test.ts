/** An effect that nobody is told of. */
import { describe, expect, it } from 'vitest';
import { askForm, emit, fetchLink, linkTo, send, stored, uploadOf } from '../faulty-server.js';
import { nothingUnderWay, start } from '../running-servers.js';

describe('lost-answer', () => {
  it.each(['acknowledgement', 's3-post'] as const)('at %s: the bytes are there', async (step) => {
    const server = await start({ step, action: { kind: 'lost-answer' } });
    const form = await askForm(server);
    const seen = await send(uploadOf(server, form, 'bytes'));
    expect([seen.status, seen.error, stored(server)]).toEqual([null, 'ECONNRESET', ['bytes']]);
    // Whoever tries again with the same form learns that it was used.
    expect((await send(uploadOf(server, form, 'again'))).status).toBe(403);
    await nothingUnderWay(server);
  });

  it('of the API and of a download', async () => {
    const server = await start(
      { step: 'upload-url', action: { kind: 'lost-answer' } },
      { step: 'download', match: '/emission/', action: { kind: 'lost-answer' } },
    );
    expect((await askForm(server)).error).toBe('ECONNRESET');
    await emit(server, 'x'.repeat(1_000_000));
    const seen = await fetchLink(server, await linkTo(server));
    expect([seen.status, seen.error]).toEqual([null, 'ECONNRESET']);
    await nothingUnderWay(server);
  });
});
