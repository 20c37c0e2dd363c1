/** Clients that go away, fall silent, wait to be asked, or go on sending what nobody wants. */
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { StoreError } from '../../../../server/s3/object-store.js';
import type { PostObjectOptions } from '../../../../server/s3/post-object.js';
import { filesBelow } from '../embedded/temporary-store.js';
import { chunksOf } from '../../memory-store.js';
import { openSignedServer, type SignedServer } from '../signed-server.js';

const opened: SignedServer[] = [];
const open = async (options: Partial<PostObjectOptions> = {}): Promise<SignedServer> => {
  const server = await openSignedServer(options);
  opened.push(server);
  return server;
};

afterEach(async () => {
  for (const server of opened.splice(0)) await server.close();
});

/** Line and headers of a signed PUT of so many bytes. */
const headOf = (server: SignedServer, length: number, more: Record<string, string> = {}): string => {
  const headers = server.sign('PUT', '/one/a', {
    headers: { 'content-length': String(length), ...more },
  });
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return ['PUT /one/a HTTP/1.1', ...lines, '', ''].join('\r\n');
};

describe('a client', () => {
  it('that goes away in the middle of an upload leaves nothing', async () => {
    const server = await open();
    const before = filesBelow(server.folder);
    const socket = server.socket();
    const ended = server.nextEnd();
    socket.write(headOf(server, 1_000_000));
    socket.write(Buffer.alloc(300_000), () => socket.destroy());
    await ended;
    // Waits for what is under way.
    await server.store.close();
    expect(filesBelow(server.folder).filter((name) => !before.includes(name))).toEqual([]);
    expect(server.facts()).toEqual([{ bucket: 'one', key: 'a' }]);
  });

  it('that falls silent in the middle of an upload is told so, and leaves nothing', async () => {
    const server = await open({ idleMilliseconds: 40 });
    const before = filesBelow(server.folder);
    const socket = server.socket();
    socket.write(headOf(server, 1000));
    socket.write('only this');
    const answer = await text(socket);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain('<Code>RequestTimeout</Code>');
    expect(server.facts()).toEqual([{ bucket: 'one', key: 'a', refusedBy: 'RequestTimeout' }]);
    await server.store.close();
    expect(filesBelow(server.folder).filter((name) => !before.includes(name))).toEqual([]);
  });

  it('that falls silent in the middle of a document is told so', async () => {
    const server = await open({ idleMilliseconds: 40 });
    const headers = server.sign('POST', '/one?delete', {
      headers: { 'content-length': '100', 'content-md5': 'AAAAAAAAAAAAAAAAAAAAAA==' },
    });
    const socket = server.socket();
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
    socket.write(['POST /one?delete HTTP/1.1', ...lines, '', '<Delete>'].join('\r\n'));
    expect(await text(socket)).toContain('<Code>RequestTimeout</Code>');
  });

  it('that takes too long altogether is told so, however lively', async () => {
    const server = await open({ totalMilliseconds: 60 });
    const socket = server.socket();
    socket.write(headOf(server, 1_000_000));
    const drip = setInterval(() => socket.write('x'), 5);
    socket.on('error', () => {});
    let answer = '';
    socket.on('data', (chunk) => (answer += String(chunk)));
    await once(socket, 'close');
    clearInterval(drip);
    expect(answer).toContain('<Code>RequestTimeout</Code>');
    expect(await server.store.head('one', 'a')).toBeNull();
  });

  it('that waits to be asked is asked once, and only if its request is good', async () => {
    const server = await open();
    const good = server.socket();
    good.write(headOf(server, 3, { expect: '100-continue' }));
    const [asked] = (await once(good, 'data')) as [Buffer];
    expect(asked.toString()).toBe('HTTP/1.1 100 Continue\r\n\r\n');
    good.write('abc');
    const [answer] = (await once(good, 'data')) as [Buffer];
    expect(answer.toString()).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    good.destroy();

    const bad = server.socket();
    bad.write(headOf(server, 3, { expect: '100-continue' }).replace(/Signature=./, 'Signature=z'));
    // The server hangs up without waiting for what was never asked for.
    const refused = await text(bad);
    expect(refused).toMatch(/^HTTP\/1\.1 4/);
    expect(refused).not.toContain('100 Continue');
  });

  it('that is refused while it sends gets to hear it, and is cut off then', async () => {
    const server = await open();
    const socket = server.socket();
    const length = 8 * 1024 * 1024;
    socket.write(headOf(server, length).replace(/Signature=.{10}/, 'Signature=0000000000'));
    const half = Buffer.alloc(length / 2);
    socket.write(half);
    socket.write(half);
    const answer = await text(socket);
    expect(answer).toMatch(/^HTTP\/1\.1 403 /);
    expect(answer).toMatch(/\r\nConnection: close\r\n/i);
    expect(answer).toContain('<Code>SignatureDoesNotMatch</Code>');
    expect(answer).toMatch(/\r\n0\r\n\r\n$/);
  });

  it('that posts without end what is no form is cut off', async () => {
    const server = await open();
    const socket = server.socket();
    socket.on('error', () => {});
    let answer = '';
    socket.on('data', (chunk) => (answer += String(chunk)));
    socket.write('POST /one HTTP/1.1\r\nhost: x\r\ncontent-length: 5000000000\r\n\r\n');
    const chunk = Buffer.alloc(1024 * 1024);
    const more = (): void => {
      if (socket.writable) socket.write(chunk, more);
    };
    more();
    await new Promise((resolve) => socket.once('close', resolve));
    expect(answer).toMatch(/^HTTP\/1\.1 412 /);
  });

  it('that posts a large form and waits to be asked is asked', async () => {
    const server = await open();
    const socket = server.socket();
    const type = 'content-type: multipart/form-data; boundary=x\r\nexpect: 100-continue\r\nconnection: close';
    socket.write(`POST /one HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n${type}\r\n\r\n`);
    const [asked] = (await once(socket, 'data')) as [Buffer];
    expect(asked.toString()).toBe('HTTP/1.1 100 Continue\r\n\r\n');
    socket.write('--x--\r\n\r\n');
    expect(await text(socket)).toContain('<ArgumentName>file</ArgumentName>');
    const elsewhere = server.socket();
    elsewhere.write(`POST /three HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n${type}\r\n\r\n`);
    const answer = await text(elsewhere);
    expect(answer).toMatch(/^HTTP\/1\.1 404 /);
  });

  it('that is refused and sends without end is cut off', async () => {
    const server = await open();
    const socket = server.socket();
    socket.on('error', () => {});
    socket.resume();
    socket.write(headOf(server, 5e9).replace(/Signature=.{10}/, 'Signature=0000000000'));
    const chunk = Buffer.alloc(1024 * 1024);
    let sent = 0;
    const more = (): void => {
      if (!socket.writable) return;
      sent += chunk.length;
      socket.write(chunk, more);
    };
    more();
    await new Promise((resolve) => socket.once('close', resolve));
    expect(sent).toBeLessThan(200 * 1024 * 1024);
  });

  it('that is refused and falls silent is cut off', async () => {
    const server = await open({ idleMilliseconds: 40 });
    const socket = server.socket();
    socket.write(headOf(server, 1000).replace(/Signature=.{10}/, 'Signature=0000000000'));
    expect(await text(socket)).toContain('<Code>SignatureDoesNotMatch</Code>');
  });

  it('that is refused without a body keeps its connection', async () => {
    const server = await open();
    const socket = server.socket();
    const request = 'GET /one/a HTTP/1.1\r\nhost: 127.0.0.1\r\n';
    socket.write(`${request}\r\n${request}connection: close\r\n\r\n`);
    expect((await text(socket)).match(/HTTP\/1\.1 403 /g)).toHaveLength(2);
  });

  it('that goes away in the middle of a download leaves no file open', async () => {
    const server = await open();
    await server.store.put('one', 'a', chunksOf(Buffer.alloc(20_000_000)), {
      contentType: null,
      metadata: {},
    });
    const contents: Readable[] = [];
    const watched = await open({
      store: {
        ...server.store,
        close: async () => {},
        get: async (...address) => {
          const found = await server.store.get(...address);
          if (found !== null) contents.push(found.content);
          return found;
        },
      },
    });
    const headers = watched.sign('GET', '/one/a');
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
    const socket = watched.socket();
    const ended = watched.nextEnd();
    socket.write(['GET /one/a HTTP/1.1', ...lines, '', ''].join('\r\n'));
    await once(socket, 'data');
    socket.destroy();
    await ended;
    const [content] = contents;
    if (content === undefined) throw new Error('nothing was opened');
    if (!content.closed) await new Promise((resolve) => content.once('close', resolve));
    expect(content.destroyed).toBe(true);
    expect(watched.facts().map(({ refusedBy }) => refusedBy)).toEqual([undefined]);
  });
});

describe('a store', () => {
  it.each([
    ['that is full', 'DISK_FULL', 500, 'InternalError', 'the disk is full'],
    ['that fails', 'STORE_FAILED', 500, 'InternalError', undefined],
    ['that is closed', 'CLOSED', 503, 'ServiceUnavailable', undefined],
  ] as const)('%s is told in words of S3', async (_title, failure, status, code, reason) => {
    const fail = () => Promise.reject(new StoreError(failure, 'a secret of the disk'));
    const inner = await open();
    const server = await open({
      store: { ...inner.store, close: async () => {}, put: fail, head: fail, get: fail, delete: fail },
    });
    for (const method of ['PUT', 'GET', 'DELETE']) {
      const answer = await server.call(method, '/one/a', method === 'PUT' ? { body: 'abc' } : {});
      expect([answer.status, answer.headers['x-cqube-conform-reason']], method).toEqual([status, reason]);
      expect(answer.text).toContain(`<Code>${code}</Code>`);
      expect(answer.text).not.toContain('secret');
    }
  });
});
