/** Where gunicorn and Node differ: limits, broken requests, bodies that end early. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readHead } from '../../../server/application/listener/read-head.js';
import { exchange, headerOf, type WireAnswer } from './exchange.js';
import { type Running, startApplication, startForTest } from './start.js';

let running: Running;

beforeAll(async () => {
  running = await startApplication();
});

afterAll(() => running.close());

const send = (text: string, halfClose = false): Promise<WireAnswer> =>
  exchange(running.port, Buffer.from(text, 'latin1'), halfClose);

/** The line in gunicorn's page that says why. */
const reasonIn = (answer: WireAnswer): string => answer.body.toString('latin1').split('\n')[6]?.trim() ?? '';

const BUCKETS_LINE = 'GET /data/list_s3_buckets HTTP/1.1';
const FORM = 'POST /data/upload-url HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\n';

describe('the limits of a head', () => {
  it('are 4,094 bytes of request line', async () => {
    const line = (length: number): string => {
      const frame = 'GET /data/list_s3_buckets?x= HTTP/1.1';
      return frame.replace('x=', `x=${'a'.repeat(length - frame.length)}`);
    };
    expect((await send(`${line(4094)}\r\n\r\n`)).status).toBe(200);
    const refused = await send(`${line(4095)}\r\n\r\n`);
    expect(refused.status).toBe(400);
    expect(reasonIn(refused)).toBe('Request Line is too large (4095 &gt; 4094)');
    expect(reasonIn(await send(`${line(100_000)}\r\n\r\n`))).toBe(
      'Request Line is too large (8192 &gt; 4094)',
    );
  });

  it('are 8,190 bytes a header with its line end', async () => {
    const header = (length: number): string => `X: ${'a'.repeat(length - 5)}\r\n`;
    expect((await send(`${BUCKETS_LINE}\r\n${header(8190)}\r\n`)).status).toBe(200);
    const refused = await send(`${BUCKETS_LINE}\r\n${header(8191)}\r\n`);
    expect(reasonIn(refused)).toBe('Error parsing headers: &#x27;limit request headers fields size&#x27;');
  });

  it('are a hundred headers', async () => {
    const headers = (count: number): string =>
      Array.from({ length: count }, (_, n) => `X-${n}: y\r\n`).join('');
    expect((await send(`${BUCKETS_LINE}\r\n${headers(100)}\r\n`)).status).toBe(200);
    const refused = await send(`${BUCKETS_LINE}\r\n${headers(101)}\r\n`);
    expect([refused.status, refused.reason]).toEqual([400, 'Bad Request']);
    expect(reasonIn(refused)).toBe('Error parsing headers: &#x27;limit request headers fields&#x27;');
    expect(refused.headers.map(([name]) => name)).toEqual(['Connection', 'Content-Type', 'Content-Length']);
  });

  it('hold before the application sees anything', async () => {
    const answer = await send(
      `POST /nothing HTTP/1.1\r\nX: ${'a'.repeat(9000)}\r\nContent-Length: 0\r\n\r\n`,
    );
    expect(answer.status).toBe(400);
  });

  it('end a head without end', async () => {
    const endless = `${BUCKETS_LINE}\r\n${`X: ${'a'.repeat(8000)}\r\n`.repeat(200)}`;
    const answer = await send(endless);
    expect(answer.status).toBe(400);
  });
});

describe('requests that are none', () => {
  it.each([
    ['hello', 'Invalid Request Line &#x27;Invalid HTTP request line: &#x27;hello&#x27;&#x27;'],
    [
      'GET /data/list_s3_buckets',
      'Invalid Request Line &#x27;Invalid HTTP request line: &#x27;GET /data/list_s3_buckets&#x27;&#x27;',
    ],
    ['get / HTTP/1.1', 'Invalid Method &#x27;Invalid HTTP method: &#x27;get&#x27;&#x27;'],
    [`g'et / HTTP/1.1`, 'Invalid Method &#x27;Invalid HTTP method: &quot;g&#x27;et&quot;&#x27;'],
    ['GET / FTP/1.1', 'Invalid HTTP Version &#x27;Invalid HTTP Version: &#x27;FTP/1.1&#x27;&#x27;'],
    ['GET / HTTP/1.1\r\nno colon', 'Invalid HTTP Header: &#x27;no colon&#x27;'],
    ['GET / HTTP/1.1\r\nA B: c', 'Invalid HTTP header name: &#x27;A B&#x27;'],
    ['POST / HTTP/1.1\r\nContent-Length: x', 'Invalid HTTP Header: &#x27;CONTENT-LENGTH&#x27;'],
    [
      'POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 1',
      'Invalid HTTP Header: &#x27;CONTENT-LENGTH&#x27;',
    ],
  ])('%j', async (head, reason) => {
    const answer = await send(`${head}\r\n\r\n`);
    expect([answer.status, answer.reason]).toEqual([400, 'Bad Request']);
    expect(reasonIn(answer)).toBe(reason);
    expect(headerOf(answer, 'server')).toBeUndefined();
    expect(headerOf(answer, 'content-length')).toBe(String(answer.body.length));
  });

  it('get no answer if they stop in the middle', async () => {
    expect((await send('GET /data/list_s3_buckets HT', true)).status).toBe(0);
    expect((await send('', true)).status).toBe(0);
  });
});

describe('methods', () => {
  it.each(['FOO-BAR', 'PROPFIND', 'GETX', 'TRACE', 'PATCH', 'DELETE', 'CONNECT'])(
    '%s is 405 on an endpoint',
    async (method) => {
      const answer = await send(`${method} /data/list_s3_buckets HTTP/1.1\r\nHost: x\r\n\r\n`);
      expect([answer.status, answer.reason]).toEqual([405, 'METHOD NOT ALLOWED']);
      expect(headerOf(answer, 'allow')?.split(', ').toSorted()).toEqual(['GET', 'HEAD', 'OPTIONS']);
      expect(headerOf(answer, 'server')).toBe('gunicorn/20.0.4');
    },
  );

  it('unknown ones are 404 elsewhere', async () => {
    expect((await send('FOO-BAR /nothing HTTP/1.1\r\n\r\n')).status).toBe(404);
  });
});

describe('bodies', () => {
  const fieldOf = (answer: WireAnswer): unknown =>
    (JSON.parse(answer.body.toString()) as { fields: { key: string } }).fields.key.replace(/_\d{14}/, '');

  it('that the client cuts short are used as far as they came', async () => {
    expect(fieldOf(await send(`${FORM}Content-Length: 100\r\n\r\nfilename=a.zip`, true))).toBe('a.zip');
  });

  it('of JSON that are cut short are no JSON', async () => {
    const answer = await send(
      'POST /data/upload-url HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"filename":',
      true,
    );
    expect(answer.status).toBe(400);
  });

  it('of multipart that are cut short are refused', async () => {
    const type = 'Content-Type: multipart/form-data; boundary=B\r\n';
    for (const path of ['/data/upload-url', '/data/infra_weights']) {
      const head = `POST ${path} HTTP/1.1\r\n${type}Content-Length: 100\r\n\r\n--B`;
      expect((await send(head, true)).status, path).toBe(400);
    }
  });

  it('with broken chunks, or too few, are 500', async () => {
    const chunked = `${FORM}Transfer-Encoding: chunked\r\n\r\n`;
    expect((await send(`${chunked}zz\r\nfilename=a\r\n0\r\n\r\n`)).status).toBe(500);
    expect((await send(`${chunked}5\r\nfilen`, true)).status).toBe(500);
  });

  it('are answered although the client has closed its side', async () => {
    expect(fieldOf(await send(`${FORM}Content-Length: 14\r\n\r\nfilename=a.zip`, true))).toBe('a.zip');
    expect((await send(`${BUCKETS_LINE}\r\n\r\n`, true)).status).toBe(200);
  });

  it('end with their length; what follows is not looked at', async () => {
    const issued: string[] = [];
    const { port } = await startForTest({ onIssued: ({ key }) => issued.push(key) });
    const request = `${FORM}Content-Length: 14\r\n\r\nfilename=a.zip`;
    const answer = await exchange(port, Buffer.from(request + request));
    expect(answer.body.toString().match(/"fields"/g)).toHaveLength(1);
    expect((await exchange(port, Buffer.from(`${request}garbage\r\n\r\n`))).status).toBe(200);
    expect(issued).toHaveLength(2);
  });

  it('that never come end the connection without an answer', async () => {
    const { port } = await startForTest(
      {},
      { requestTimeout: 50, headersTimeout: 50, connectionsCheckingInterval: 10 },
    );
    const answer = await exchange(port, Buffer.from(`${FORM}Content-Length: 100\r\n\r\nfilename=a`));
    expect(answer.status).toBe(0);
  });

  it('over the limit are read to their end and refused', async () => {
    const length = 16 * 1024 * 1024 + 1;
    const answer = await exchange(
      running.port,
      Buffer.concat([Buffer.from(`${FORM}Content-Length: ${length}\r\n\r\n`), Buffer.alloc(length, 'a')]),
    );
    expect([answer.status, answer.reason]).toEqual([413, 'REQUEST ENTITY TOO LARGE']);
  });
});

describe('expectations', () => {
  it('other than 100-continue are not looked at', async () => {
    const answer = await send(`${BUCKETS_LINE}\r\nExpect: tea\r\n\r\n`);
    expect([answer.status, answer.interim]).toEqual([200, 0]);
  });
});

it('survives clients that leave at any moment', async () => {
  const heads = [
    '',
    'G',
    `${BUCKETS_LINE}\r\n`,
    `${FORM}Content-Length: 10\r\n\r\nabc`,
    `${BUCKETS_LINE}\r\n\r\n`,
  ];
  for (const head of heads) {
    const socket = connect(running.port, '127.0.0.1');
    await once(socket, 'connect');
    socket.write(head);
    socket.resetAndDestroy();
    await once(socket, 'close');
  }
  expect((await send(`${BUCKETS_LINE}\r\n\r\n`)).status).toBe(200);
});

describe('a head read after the parser gave up', () => {
  const read = (text: string): unknown => readHead(Buffer.from(text, 'latin1'));

  it('is told as far as it goes', () => {
    expect(read('GET / HTTP/1.1\r\n')).toBeNull();
    expect(read('GET')).toBeNull();
    expect(read('FOO /x HTTP/1.1\r\nhost: h:1\r\n\r\n')).toEqual({
      kind: 'accepted',
      method: 'FOO',
      target: '/x',
      host: 'h:1',
    });
    expect(read('FOO /x HTTP/1.1\r\n\r\n')).toMatchObject({ host: null });
    expect(read('FOO /x HTTP/1.1\r\nA: b\r\n c\r\n\r\n')).toMatchObject({ kind: 'accepted' });
  });
});
