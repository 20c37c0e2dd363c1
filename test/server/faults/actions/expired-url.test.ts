/** A URL that has run out. */
import { describe, expect, it } from 'vitest';
import { askForm, emit, fetchLink, linkTo, send, stored, uploadOf } from '../faulty-server.js';
import { start } from '../running-servers.js';

describe('expired-url', () => {
  it('is refused by storage itself, and the clock of others goes on as it was', async () => {
    const server = await start({ step: 's3-post', action: { kind: 'expired-url' } });
    const form = await askForm(server);
    const seen = await send(uploadOf(server, form, 'bytes'));
    expect(seen.status).toBe(403);
    expect(seen.body).toContain('<Message>Invalid according to Policy: Policy expired.</Message>');
    expect([stored(server), server.clock.offset()]).toEqual([[], 0]);
    expect((await send(uploadOf(server, form, 'bytes'))).status).toBe(204);
  });

  it('is no reason to say so where something else is wrong', async () => {
    const server = await start({ step: 's3-post', action: { kind: 'expired-url' } });
    const seen = await send({ port: server.s3Port, method: 'POST', path: '/no-such-bucket/', body: '' });
    expect([seen.status, seen.body.includes('<Code>NoSuchBucket</Code>')]).toEqual([404, true]);
  });

  it('has a link run out', async () => {
    const server = await start({ step: 'download', action: { kind: 'expired-url' } });
    await emit(server);
    const path = await linkTo(server);
    const seen = await fetchLink(server, path);
    expect([seen.status, seen.body.includes('<Message>Request has expired</Message>')]).toEqual([403, true]);
    expect((await fetchLink(server, path)).body).toBe('bytes');
  });
});
