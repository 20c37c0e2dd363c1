/** What no fault hits stays as it is. */
import { describe, expect, it } from 'vitest';
import { emit, stored } from './faulty-server.js';
import { nothingUnderWay, start } from './running-servers.js';

describe('no fault', () => {
  it('leaves an emission as it is', async () => {
    const server = await start();
    const seen = await emit(server);
    expect([seen.status, seen.whole, stored(server)]).toEqual([204, true, ['bytes']]);
    expect(server.told()).toEqual(['api -', 's3 -']);
    await nothingUnderWay(server);
  });

  it('leaves a large body as it is where only the name was looked at', async () => {
    const server = await start({
      step: 's3-post',
      occurrences: 'all',
      match: 'another',
      action: { kind: 'status', status: 500 },
    });
    const content = Buffer.alloc(3_000_000, 'abcdefghijk').toString();
    expect((await emit(server, content)).status).toBe(204);
    expect(stored(server)).toEqual([content]);
    expect(server.faults.state()).toMatchObject([{ seen: 0, injected: 0 }]);
  });
});
