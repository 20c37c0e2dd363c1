/** Nobody there any more. */
import { describe, expect, it } from 'vitest';
import { askForm, emit, send, stored, until, uploadOf } from '../faulty-server.js';
import { nothingUnderWay, start } from '../running-servers.js';

describe('server-gone', () => {
  it('resets what is under way and all that comes, on both sides, until there is another plan', async () => {
    const server = await start(
      { step: 's3-post', action: { kind: 'delay', milliseconds: null } },
      { name: 'power cut', step: 'acknowledgement', action: { kind: 'server-gone' } },
    );
    const form = await askForm(server);
    const held = send(uploadOf(server, form, 'held'));
    await until(() => server.faults.underWay().held === 1);
    expect((await emit(server, 'last', 'pat/b.zip')).error).toBe('ECONNRESET');
    expect((await held).error).toBe('ECONNRESET');
    expect((await askForm(server)).error).toBe('ECONNRESET');
    expect((await send(uploadOf(server, form, 'bytes'))).error).toBe('ECONNRESET');
    expect(stored(server)).toEqual(['last']);
    expect(server.told().slice(-2)).toEqual(['api power cut', 's3 power cut']);
    await nothingUnderWay(server);
    server.faults.clear();
    expect((await askForm(server)).status).toBe(200);
  });
});
