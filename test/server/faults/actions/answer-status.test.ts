/** A real answer under another status. */
import { describe, expect, it } from 'vitest';
import { askForm, send, stored, uploadOf } from '../faulty-server.js';
import { start } from '../running-servers.js';

describe('answer-status', () => {
  it('has the effect', async () => {
    const server = await start(
      { step: 'acknowledgement', action: { kind: 'answer-status', status: 200 } },
      { step: 'upload-url', action: { kind: 'answer-status', status: 202 } },
    );
    const form = await askForm(server);
    expect([form.status, form.headers.server?.includes('kong'), form.headers.via]).toEqual([
      202,
      false,
      'kong/2.8.1',
    ]);
    const seen = await send(uploadOf(server, form, 'bytes'));
    expect([seen.status, seen.whole, seen.body, stored(server)]).toEqual([200, true, '', ['bytes']]);
    expect(seen.headers.etag).toMatch(/^"[0-9a-f]{32}"$/);
  });

  it('can take the body away', async () => {
    const server = await start({ step: 'upload-url', action: { kind: 'answer-status', status: 204 } });
    const seen = await askForm(server);
    expect([seen.status, seen.body, seen.whole]).toEqual([204, '', true]);
  });
});
