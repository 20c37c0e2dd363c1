/** The client gets the same bytes whether somebody records or not. */
import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { describe, expect, it } from 'vitest';
import { BUCKETS } from '../application/start.js';
import { VALID } from '../gateway/running-gateway.js';
import { formData, type IssuedForm, startRecordedMock } from './recorded-mock.js';

/** Everything that comes back until the server hangs up; what is random in it is made equal. */
function talk(port: number, parts: readonly (string | Buffer)[], end = true): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    let received = '';
    socket.setEncoding('latin1');
    socket.on('data', (data: unknown) => {
      received += String(data);
    });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(steady(received)));
    const send = async (): Promise<void> => {
      for (const part of parts) await new Promise((sent) => socket.write(part, sent));
      if (end) socket.end();
    };
    void send();
  });
}

const steady = (text: string): string =>
  text
    .replaceAll(/Date: [^\r]*/g, 'Date: *')
    .replaceAll(/(x-amz-(?:request-id|id-2)): [^\r]*/gi, '$1: *')
    .replaceAll(/<(RequestId|HostId)>[^<]*/g, '<$1>*')
    .replaceAll(/127\.0\.0\.1:\d+/g, 'host');

const head = (line: string, ...headers: readonly string[]): string =>
  [`${line} HTTP/1.1`, 'Host: a', `Authorization: Bearer ${VALID}`, ...headers, '', ''].join('\r\n');

const CLOSE = 'Connection: close';
const upload = (name: string): string => JSON.stringify({ filename: name });
const FORM = 'Content-Type: application/json';

const API: Readonly<Record<string, readonly string[]>> = {
  'a form': [head('POST /data/upload-url', FORM, 'Content-Length: 20', CLOSE), upload('a.zip')],
  'a body in chunks': [
    head('POST /data/upload-url', FORM, 'Transfer-Encoding: chunked', CLOSE),
    '5\r\n{"fil\r\n',
    'd;x=y\r\nename":"b.z"}\r\n',
    '0\r\nTrailer: t\r\n\r\n',
  ],
  'a body that waits for leave': [
    head('POST /data/upload-url', FORM, 'Expect: 100-continue', 'Content-Length: 20', CLOSE),
    upload('a.zip'),
  ],
  'requests in a row': [
    head('GET /data/list_s3_buckets') + head('HEAD /data/list_s3_buckets') + head('GET /nowhere', CLOSE),
  ],
  'what is no HTTP behind a request': [head('GET /data/list_s3_buckets'), '\0\0\0\r\n\r\n'],
  'a body that ends too early': [head('POST /data/upload-url', FORM, 'Content-Length: 99'), '{"filename"'],
  'an unknown method': [head('BREW /data/upload-url', CLOSE)],
  'HTTP 1.0': ['GET /data/list_s3_buckets HTTP/1.0\r\n\r\n'],
  'a repeated token': [head('GET /data/list_s3_buckets', `Authorization: Bearer ${VALID}`, CLOSE)],
  'an upgrade that nobody offers': [
    head('GET /data/list_s3_buckets', 'Upgrade: websocket', 'Connection: Upgrade, close'),
  ],
};

const S3: Readonly<Record<string, readonly string[]>> = {
  'a list without rights': ['GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'],
  'a HEAD': ['HEAD /x/y HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'],
  'a PUT with a body': [
    'PUT /x/y HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello',
  ],
  'a form without end': [
    `POST /${BUCKETS.emission}/ HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 12\r\n\r\n`,
    '--x\r\nContent',
  ],
};

const NO_REQUEST = 'an unknown method';
const SILENT: ReadonlySet<string> = new Set([
  'what is no HTTP behind a request',
  'a body that ends too early',
]);

describe.each([
  ['api', API],
  ['s3', S3],
] as const)('of %s', (side, table) => {
  it.each(Object.entries(table))('%s', async (what, parts) => {
    const recorded = await startRecordedMock();
    const plain = await startRecordedMock({ recorded: false });
    const [first, second] = [await talk(recorded[side], parts), await talk(plain[side], parts)];
    expect(first).toBe(second);
    // Where Node's parser gives up, there is nothing but the end of the connection, and nothing to record.
    expect(first).toMatch(SILENT.has(what) ? /^$/ : /^HTTP\/1\.1 \d{3}/);
    expect((await recorded.entries()).length > 0).toBe(what !== NO_REQUEST);
    expect(await plain.entries()).toEqual([]);
  });
});

/** Ways to write and to read that the real handlers do not have. */
const HANDLERS: Readonly<Record<string, (request: IncomingMessage, response: ServerResponse) => unknown>> = {
  'not modified': (_request, response) => {
    response.writeHead(304, { ETag: '"x"' });
    response.end();
  },
  'in pieces of every kind, with a trailer': (_request, response) => {
    response.writeHead(200, 'Fine', { Trailer: 'X-Sum' });
    response.write('é', 'utf8');
    response.write(new Uint8Array([1, 2, 3]));
    response.write('4142', 'hex', () => {
      response.addTrailers({ 'X-Sum': '7' });
      response.end('end', 'latin1');
    });
  },
  'flushed, early hints first': (_request, response) => {
    response.writeProcessing();
    response.setHeader('X-A', 'b');
    response.flushHeaders();
    response.end();
  },
  'read by async iteration': async (request, response) => {
    const hash = createHash('sha256');
    for await (const chunk of request) hash.update(chunk as Buffer);
    response.end(hash.digest('hex'));
  },
  'read late, in paused mode': (request, response) => {
    setImmediate(() => {
      let size = 0;
      request.on('readable', () => {
        for (
          let chunk = request.read(7) ?? request.read();
          chunk !== null;
          chunk = request.read(7) ?? request.read()
        )
          size += (chunk as Buffer).length;
      });
      request.on('end', () => response.end(String(size)));
    });
  },
  'piped back': (request, response) => {
    // With its length: otherwise the answer has the borders at which the body happened to arrive.
    response.writeHead(200, { 'Content-Length': request.headers['content-length'] ?? '0' });
    return pipeline(request, response);
  },
  'a large answer': (_request, response) =>
    pipeline(Readable.from(Array.from({ length: 200 }, (_, at) => Buffer.alloc(50_000, at))), response),
  'broken off': (_request, response) => {
    response.writeHead(200, { 'Content-Length': 10 });
    response.write('four', () => response.destroy());
  },
  'not read at all': (_request, response) => response.end('no'),
};

describe('of a handler whose answer is', () => {
  it.each(Object.entries(HANDLERS))('%s', async (what, apiHandler) => {
    // An answer to what is left unread may be lost on its way, recorded or not.
    const body = Buffer.alloc(/^(read|piped)/.test(what) ? 300_000 : 10, 'abcdefg');
    const request = [
      Buffer.concat([Buffer.from(head('POST /data/x', `Content-Length: ${body.length}`, CLOSE)), body]),
    ];
    const handler = (incoming: IncomingMessage, response: ServerResponse): void => {
      Promise.resolve(apiHandler(incoming, response)).catch(() => response.destroy());
    };
    const recorded = await startRecordedMock({ apiHandler: handler });
    const plain = await startRecordedMock({ recorded: false, apiHandler: handler });
    const [first, second] = [await talk(recorded.api, request, false), await talk(plain.api, request, false)];
    expect(first.length).toBe(second.length);
    expect(first === second).toBe(true);
    expect(first).not.toBe('');
  });

  it('an upload of 20 MB, stored in every byte', async () => {
    const recorded = await startRecordedMock();
    const answer = await fetch(`http://127.0.0.1:${recorded.api}/data/upload-url`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${VALID}`, 'Content-Type': 'application/json' },
      body: upload('large.zip'),
    });
    const form = (await answer.json()) as IssuedForm;
    const content = new Uint8Array(20_000_000).map((_, at) => (at * 7919) >> 3);
    const stored = await fetch(form.url, { method: 'POST', body: formData(form, content) });
    expect(stored.status).toBe(204);
    const sha256 = createHash('sha256').update(content).digest('hex');
    const [entry] = await recorded.entries({ step: 's3-post' });
    expect(entry?._cqube.upload).toEqual({ bytes: 20_000_000, sha256 });
    expect(JSON.stringify(entry).length).toBeLessThan(5_000);
    const link = await fetch(`http://127.0.0.1:${recorded.api}/data/download_url`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${VALID}` },
      body: new URLSearchParams({ filename: form.fields['key'] ?? '', bucket: BUCKETS.emission }),
    });
    const back = Buffer.from(await (await fetch(await link.text())).arrayBuffer());
    expect(createHash('sha256').update(back).digest('hex')).toBe(sha256);
  });
});

it('holds a sender back as before: what nobody reads is not taken in', async () => {
  let arrive = (_request: IncomingMessage): void => {};
  const arrived = new Promise<IncomingMessage>((resolve) => {
    arrive = resolve;
  });
  const { api } = await startRecordedMock({ apiHandler: (request) => arrive(request) });
  const socket = connect(api, '127.0.0.1', () => {
    socket.write(head('POST /data/x', 'Content-Length: 50000000'));
    socket.write(Buffer.alloc(50_000_000));
  });
  socket.on('error', () => undefined);
  const incoming = await arrived;
  for (let turn = 0; turn < 200; turn += 1) await new Promise(setImmediate);
  expect(incoming.readableFlowing).toBeNull();
  expect(incoming.readableLength).toBeLessThan(1_000_000);
  socket.destroy();
});
