/** A token that is no longer good. */
import { describe, expect, it } from 'vitest';
import { askForm, emit } from '../faulty-server.js';
import { start } from '../running-servers.js';

describe('revoke-token', () => {
  it('midway has every later request refused', async () => {
    const server = await start({ step: 'upload-url', occurrences: [2], action: { kind: 'revoke-token' } });
    expect((await emit(server)).status).toBe(204);
    const seen = await askForm(server);
    expect(seen.status).toBe(401);
    expect((await askForm(server)).status).toBe(401);
    expect(server.told()).toEqual(['api -', 's3 -', 'api revoke-token', 'api -']);
  });
});
