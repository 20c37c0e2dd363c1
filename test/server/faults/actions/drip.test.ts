/** An answer in pieces. */
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { emit, fetchLink, linkTo, send, until } from '../faulty-server.js';
import { nothingUnderWay, start } from '../running-servers.js';

describe('drip', () => {
  it('sends all of the answer, in small pieces', async () => {
    const server = await start(
      { step: 'download', match: '/emission/', action: { kind: 'drip', bytes: 100, milliseconds: 1 } },
      { step: 'acknowledgement', action: { kind: 'drip', bytes: 50, milliseconds: 0 } },
    );
    const seen = await emit(server, 'abcdefghij'.repeat(100));
    expect([seen.status, seen.whole]).toEqual([204, true]);
    const path = await linkTo(server);
    const socket = connect(server.s3Port, '127.0.0.1');
    const pieces: number[] = [];
    let text = '';
    socket.on('data', (piece) => {
      pieces.push(piece.length);
      text += piece.toString('latin1');
    });
    socket.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${server.s3Port}\r\n\r\n`);
    await until(() => text.endsWith('abcdefghij'.repeat(100)));
    expect(pieces.length).toBeGreaterThan(3);
    // The connection is as good as new for the next request.
    socket.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${server.s3Port}\r\n\r\n`);
    await until(() => text.split('abcdefghij'.repeat(100)).length === 3);
    socket.destroy();
    await nothingUnderWay(server);
  });

  it('of a large object ends when the client leaves, and pours when it is let go', async () => {
    const server = await start({
      step: 'download',
      match: '/emission/',
      occurrences: 'all',
      action: { kind: 'drip', bytes: 1, milliseconds: 3_600_000 },
    });
    const content = 'x'.repeat(1_000_000);
    await emit(server, content);
    const path = await linkTo(server);
    const leave = new AbortController();
    const left = send({ port: server.s3Port, method: 'GET', path, signal: leave.signal });
    await until(() => server.faults.underWay().held === 1);
    leave.abort();
    await left;
    await nothingUnderWay(server);
    const waiting = fetchLink(server, path);
    await until(() => server.faults.underWay().held === 1);
    server.faults.clear();
    const seen = await waiting;
    expect([seen.whole, seen.body === content]).toEqual([true, true]);
  });
});
