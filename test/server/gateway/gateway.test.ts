/** What the gateway does to requests and answers on their way, over real sockets. */
import { createHash } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import express from 'express';
import { afterEach, describe, expect, it } from 'vitest';
import { exchange, headerOf } from '../raw-client.js';
import type { RawAnswer } from '../raw-client.js';
import { makeToken } from './make-token.js';
import { VALID, clock, startGateway } from './running-gateway.js';
import type { RunningGateway } from './running-gateway.js';
import type { GatewayOptions } from '../../../server/gateway/gateway.js';

let running: RunningGateway | null = null;

afterEach(async () => {
  await running?.stop();
  running = null;
});

async function start(options: Partial<GatewayOptions> = {}): Promise<RunningGateway> {
  running = await startGateway(options);
  return running;
}

const authorized = (line: string, ...more: string[]): string =>
  [line, 'Host: x', `Authorization: Bearer ${VALID}`, ...more, '', ''].join('\r\n');

const GET = authorized('GET /data/list_s3_buckets HTTP/1.1');

describe('a forwarded request', () => {
  it('has the normalised path and the query as it came', async () => {
    const { port } = await start();
    const answer = await exchange(
      port,
      authorized('GET //data/./%75pload-url/%2f?a=%zz&&b=+ HTTP/1.1'.replace('+ ', '+%20 ')),
    );
    expect(JSON.parse(answer.body)).toEqual({ url: '/data/upload-url/%2F?a=%zz&&b=+%20' });
    const bare = await exchange(port, authorized('GET /data/upload-url? HTTP/1.1'));
    expect(JSON.parse(bare.body)).toEqual({ url: '/data/upload-url?' });
    const absolute = await exchange(port, authorized('GET http://elsewhere/data/upload-url HTTP/1.1'));
    expect(JSON.parse(absolute.body)).toEqual({ url: '/data/upload-url' });
  });

  it('carries its credential beside it and never in a header', async () => {
    const { port } = await start({
      application: (_request, response, { credential }) =>
        response.end(`${credential.key} ${credential.user}`),
    });
    const spoofed = authorized(
      'GET /data/upload-url HTTP/1.1',
      'X-Consumer-Username: admin',
      'X-Credential: KEY512',
    );
    expect((await exchange(port, spoofed)).body).toContain('KEY1 emitter');
  });

  it('streams its body', async () => {
    const { port } = await start({
      application: (request, response) => {
        const hash = createHash('sha256');
        request.on('data', (chunk: Buffer) => hash.update(chunk));
        request.on('end', () => response.end(hash.digest('hex')));
      },
    });
    const body = Buffer.alloc(3_000_000, 'emission');
    const received = await new Promise<string>((resolve, reject) => {
      const headers = { Authorization: `Bearer ${VALID}`, Expect: '100-continue' };
      const request = httpRequest(
        { port, method: 'POST', path: '/data/infra_weights', headers },
        (response) => {
          let text = '';
          response.on('data', (chunk) => (text += String(chunk))).on('end', () => resolve(text));
        },
      );
      request.on('error', reject).on('continue', () => request.end(body));
      request.flushHeaders();
    });
    expect(received).toBe(createHash('sha256').update(body).digest('hex'));
  });

  it('may go to an Express app', async () => {
    const app = express();
    app.get('/data/download', (request, response) => {
      response.json({ query: request.query });
    });
    const { port } = await start({ application: (request, response) => app(request, response) });
    const answer = await exchange(port, authorized('GET /data//download?a=1 HTTP/1.1'));
    expect({ status: answer.status, body: answer.body }).toEqual({
      status: 200,
      body: '{"query":{"a":"1"}}',
    });
    expect(headerOf(answer, 'Via')).toBe('kong/2.8.1');
    const missing = await exchange(port, authorized('GET /data/downloadxyz HTTP/1.1'));
    expect([missing.status, headerOf(missing, 'Via')]).toEqual([404, 'kong/2.8.1']);
  });
});

describe('an answer of the application', () => {
  const names = (answer: RawAnswer): string[] => answer.headers.map(([name]) => name);

  it('gets the headers of Kong, behind its own, and stays open', async () => {
    const { port } = await start();
    const answer = await exchange(port, GET);
    expect(names(answer)).toEqual([
      'Server',
      'Date',
      'Connection',
      'Content-Type',
      'Content-Length',
      'X-Kong-Upstream-Latency',
      'X-Kong-Proxy-Latency',
      'Via',
    ]);
    expect(headerOf(answer, 'Connection')).toBe('keep-alive');
    expect(headerOf(answer, 'Server')).toBe('gunicorn/20.0.4');
  });

  it.each([
    ['setHeader and end', { 'X-A': '1', 'Keep-Alive': 'timeout=5' }],
    ['a list', ['X-A', '1', 'Connection', 'close', 'X-A', '2']],
  ])('however it is written: %s', async (_how, headers) => {
    const { port } = await start({
      application: (_request, response) => {
        if (Array.isArray(headers)) response.writeHead(201, 'CREATED', headers);
        else for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
        response.end('x');
      },
    });
    const answer = await exchange(port, GET);
    expect(headerOf(answer, 'Connection')).toBe('keep-alive');
    expect(headerOf(answer, 'Via')).toBe('kong/2.8.1');
    expect(headerOf(answer, 'Keep-Alive')).toBeUndefined();
    expect(headerOf(answer, 'Date')).toBe('Mon, 01 Aug 2022 10:00:00 GMT');
    const expected = Array.isArray(headers) ? [201, 'CREATED', 2] : [200, 'OK', 1];
    expect([answer.status, answer.reason, names(answer).filter((name) => name === 'X-A').length]).toEqual(
      expected,
    );
  });

  it('tells the time that the clock says it took', async () => {
    let now = 1_000;
    const { port } = await start({
      clock: { now: () => now },
      application: (_request, response) => {
        now += 250;
        response.end();
      },
    });
    const answer = await exchange(port, GET);
    expect([headerOf(answer, 'X-Kong-Upstream-Latency'), headerOf(answer, 'X-Kong-Proxy-Latency')]).toEqual([
      '250',
      '0',
    ]);
  });
});

describe('the connection', () => {
  it('serves request after request, refused bodies included', async () => {
    const { port, decisions } = await start();
    const refused = 'POST /data/upload-url HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n{"fil';
    const socket = connect(port, '127.0.0.1');
    const received = await new Promise<string>((resolve, reject) => {
      let text = '';
      socket.on('data', (data) => (text += data.toString('latin1')));
      socket.on('error', reject).on('close', () => resolve(text));
      socket.write(refused + refused + GET + authorized('GET /data/x HTTP/1.1', 'Connection: close'));
    });
    expect(received.match(/HTTP\/1\.1 \d+/g)).toEqual([
      'HTTP/1.1 401',
      'HTTP/1.1 401',
      'HTTP/1.1 200',
      'HTTP/1.1 404',
    ]);
    expect(received.match(/^Connection: .*$/gm)?.map((line) => line.trim())).toEqual([
      'Connection: keep-alive',
      'Connection: keep-alive',
      'Connection: keep-alive',
      'Connection: close',
    ]);
    expect(decisions.map((decision) => decision?.step)).toEqual(['token', 'token', 'application', 'route']);
  });

  it('closes for a client of HTTP/1.0, which needs no Host', async () => {
    const { port } = await start();
    const answer = await exchange(
      port,
      `GET /data/download HTTP/1.0\r\nAuthorization: Bearer ${VALID}\r\n\r\n`,
    );
    expect([answer.status, headerOf(answer, 'Connection')]).toEqual([200, 'close']);
  });
});

describe('an application that fails', () => {
  const BAD_GATEWAY = '{\n  "message":"An invalid response was received from the upstream server"\n}';

  it.each<[string, GatewayOptions['application']]>([
    [
      'throws',
      (_request, response) => {
        response.setHeader('X-Secret', 'stack');
        throw new Error('secret');
      },
    ],
    ['rejects', async () => Promise.reject(new Error('secret'))],
    ['says so', (_request, _response, { fail }) => fail(502)],
    [
      'says so twice',
      (_request, _response, { fail }) => {
        fail(502);
        fail(504);
      },
    ],
  ])('and %s is a bad gateway', async (_how, application) => {
    const { port } = await start({ application });
    const answer = await exchange(port, authorized('GET /data/download HTTP/1.1', 'Accept: */*'));
    expect([answer.status, answer.body]).toEqual([502, BAD_GATEWAY]);
    expect(answer.headers.map(([name]) => name)).toEqual([
      'Date',
      'Content-Type',
      'Connection',
      'Content-Length',
      'X-Kong-Response-Latency',
      'Server',
    ]);
  });

  it('is a bad gateway in plain text for a client that says nothing of formats', async () => {
    const { port } = await start({ application: (_request, _response, { fail }) => fail(504) });
    const answer = await exchange(port, GET);
    expect([answer.status, answer.reason, answer.body]).toEqual([
      504,
      'Gateway Time-out',
      'The upstream server is timing out\n',
    ]);
  });

  it('after it answered changes nothing', async () => {
    const { port } = await start({
      application: (_request, response, { fail }) => {
        response.end('fine');
        fail(502);
        throw new Error('secret');
      },
    });
    expect(await exchange(port, GET)).toMatchObject({ status: 200 });
  });

  it('after it began to answer cuts the connection, and the next one is served', async () => {
    const { port } = await start({
      application: (request, response) => {
        if (request.url === '/data/download') {
          response.end('fine');
          return;
        }
        response.writeHead(200, { 'Content-Length': 100 });
        response.write('half');
        throw new Error('secret');
      },
    });
    await expect(exchange(port, GET)).rejects.toThrow(/no whole answer/);
    expect((await exchange(port, authorized('GET /data/download HTTP/1.1'))).status).toBe(200);
  });
});

describe('a decision', () => {
  it('can be asked for afterwards', async () => {
    const { port, decisions } = await start({ clock });
    await exchange(port, GET);
    await exchange(port, GET.replace(VALID, makeToken({ secret: 'other' })));
    await exchange(port, 'GET /data/unknown HTTP/1.1\r\nHost: x\r\n\r\n');
    await exchange(port, 'GET /%00 HTTP/1.1\r\nHost: x\r\n\r\n');
    expect(decisions).toMatchObject([
      { step: 'application', verdict: { credential: { key: 'KEY1' }, place: 'header' } },
      { step: 'token', verdict: { reason: 'signature-wrong', credential: { key: 'KEY1' } } },
      { step: 'route' },
      { step: 'early', refusal: { reason: 'bad-target', status: 400 } },
    ]);
  });

  it('follows what is created and revoked', async () => {
    const { port, credentials } = await start();
    const credential = credentials.create('late');
    const bytes = GET.replace(VALID, credentials.token(credential));
    expect((await exchange(port, bytes)).status).toBe(200);
    credentials.revoke(credential.key);
    expect((await exchange(port, bytes)).body).toBe('{"message":"No credentials found for given \'iss\'"}');
  });
});
