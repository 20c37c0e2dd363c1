/** Another time. */
import { describe, expect, it } from 'vitest';
import { askForm, emit } from '../faulty-server.js';
import { start } from '../running-servers.js';

describe('clock-jump', () => {
  it('makes a form run out that was given out before', async () => {
    const server = await start({ step: 's3-post', action: { kind: 'clock-jump', milliseconds: 3_700_000 } });
    const seen = await emit(server);
    expect([seen.status, seen.body.includes('Policy expired')]).toEqual([403, true]);
    expect(Math.round(server.clock.offset() / 1_000)).toBe(3_700);
    expect((await emit(server)).status).toBe(204);
  });

  it('beyond all years leaves the clock where it is', async () => {
    const server = await start({
      step: 'route',
      occurrences: 'all',
      action: { kind: 'clock-jump', milliseconds: -315_576_000_000 },
    });
    for (const _ of '1234567') expect((await askForm(server)).status).toBe(200);
    expect(server.clock.now()).toBeGreaterThan(0);
  });
});
