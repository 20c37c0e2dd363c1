/** Each kind of fault over real sockets: what the client sees, and what lies in the store afterwards. */
import { spawnSync } from 'node:child_process';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { Fault } from '../../../specs/fault-plan.js';
import {
  askForm,
  emit,
  endOfTest,
  faultyServer,
  fetchLink,
  linkTo,
  planOf,
  send,
  stored,
  until,
  uploadOf,
} from './faulty-server.js';
import type { FaultyServer } from './faulty-server.js';

let running: FaultyServer[] = [];

afterEach(async () => {
  endOfTest();
  await Promise.all(running.map((server) => server.close()));
  running = [];
});

async function start(...faults: readonly Fault[]): Promise<FaultyServer> {
  const server = await faultyServer(planOf(...faults));
  running.push(server);
  return server;
}

const nothingUnderWay = (server: FaultyServer): Promise<void> =>
  until(() => server.faults.underWay().open === 0 && server.faults.underWay().held === 0);

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

describe('status', () => {
  it('of the API is told as Kong would, before the token is looked at, and has no effect', async () => {
    const server = await start({ step: 'upload-url', action: { kind: 'status', status: 500 } });
    const seen = await askForm({ ...server, token: 'none' });
    expect([seen.status, seen.body]).toEqual([500, '{"message":"An unexpected error occurred"}']);
    expect(seen.headers).toMatchObject({
      server: 'kong/2.8.1',
      'content-type': 'application/json; charset=utf-8',
      'x-kong-response-latency': '0',
    });
    expect((await askForm(server)).status).toBe(200);
    expect(server.told()).toEqual(['api status', 'api -']);
  });

  it('may be HTML with headers of its own where JSON is expected', async () => {
    const server = await start({
      step: 'upload-url',
      action: {
        kind: 'status',
        status: 200,
        body: '<html><body>Log in to the proxy</body></html>',
        headers: { server: 'squid/5.7', 'X-Cache': 'MISS' },
      },
    });
    const { status, body, headers } = await askForm(server);
    expect([status, body]).toEqual([200, '<html><body>Log in to the proxy</body></html>']);
    expect(headers).toMatchObject({
      server: 'squid/5.7',
      'x-cache': 'MISS',
      'content-type': 'text/html; charset=utf-8',
    });
  });

  it('keeps the connection, and what was sent and not looked at does not come up again', async () => {
    const server = await start({ step: 'route', action: { kind: 'status', status: 503 } });
    const socket = connect(server.apiPort, '127.0.0.1');
    let text = '';
    socket.setEncoding('latin1').on('data', (piece) => {
      text += String(piece);
    });
    const body = 'GET /not-a-request HTTP/1.1\r\n\r\n';
    socket.write(`POST /data/x HTTP/1.1\r\nHost: a\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
    socket.write('GET /data/list_log_files HTTP/1.1\r\nHost: a\r\n\r\n');
    await until(() => text.split('HTTP/1.1 ').length === 3);
    expect([...text.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status)).toEqual(['503', '401']);
    socket.destroy();
  });

  it('answers a large upload that it does not take', async () => {
    const server = await start({ step: 's3-post', action: { kind: 'status', status: 500 } });
    const seen = await emit(server, 'x'.repeat(5_000_000));
    expect([seen.status, seen.whole, stored(server)]).toEqual([500, true, []]);
    expect(seen.headers).toMatchObject({
      server: 'AmazonS3',
      'x-amz-request-id': expect.stringMatching(/^[0-9A-F]{16}$/),
    });
    await nothingUnderWay(server);
  });

  it.each([204, 304, 599])('%i can be sent', async (status) => {
    const server = await start({ step: 'route', action: { kind: 'status', status } });
    const seen = await askForm(server);
    expect([seen.status, seen.whole]).toEqual([status, true]);
  });

  it('instead of an acknowledgement does not undo the upload', async () => {
    const server = await start({
      step: 'acknowledgement',
      action: { kind: 'status', status: 502, body: 'bad gateway' },
    });
    const seen = await emit(server);
    expect([seen.status, seen.body, stored(server)]).toEqual([502, 'bad gateway', ['bytes']]);
    expect(seen.headers.location).toBeUndefined();
  });
});

describe('s3-error', () => {
  it('is the document of S3, once, and nothing is stored', async () => {
    const server = await start({
      step: 's3-post',
      action: { kind: 's3-error', status: 503, code: 'SlowDown' },
    });
    const form = await askForm(server);
    const seen = await send(uploadOf(server, form, 'bytes'));
    expect(seen.status).toBe(503);
    expect(seen.body).toMatch(
      /^<\?xml version="1.0" encoding="UTF-8"\?>\n<Error><Code>SlowDown<\/Code><Message>Please reduce your request rate.<\/Message><RequestId>[0-9A-F]{16}<\/RequestId><HostId>[^<]{70,}<\/HostId><\/Error>$/,
    );
    expect(seen.body).toContain(`<RequestId>${String(seen.headers['x-amz-request-id'])}</RequestId>`);
    expect(seen.headers).toMatchObject({
      'content-type': 'application/xml',
      'transfer-encoding': 'chunked',
      server: 'AmazonS3',
    });
    expect(stored(server)).toEqual([]);
    // The form was not used up.
    expect((await send(uploadOf(server, form, 'again'))).status).toBe(204);
    expect(stored(server)).toEqual(['again']);
  });

  it('has nothing to do with requests to the API', async () => {
    const server = await start({
      step: 'download',
      occurrences: 'all',
      action: { kind: 's3-error', status: 404, code: 'NoSuchKey', message: '<&>' },
    });
    await emit(server);
    const seen = await fetchLink(server, await linkTo(server));
    expect([seen.status, seen.body.includes('<Message>&lt;&amp;&gt;</Message>')]).toEqual([404, true]);
    expect(server.faults.state()).toMatchObject([{ seen: 1, injected: 1 }]);
  });
});

describe('delay', () => {
  it('comes before the real answer', async () => {
    const server = await start(
      { step: 'upload-url', action: { kind: 'delay', milliseconds: 5 } },
      { step: 's3-post', action: { kind: 'delay', milliseconds: 5 } },
      { step: 'acknowledgement', action: { kind: 'delay', milliseconds: 5 } },
    );
    expect((await emit(server, 'x'.repeat(2_000_000))).status).toBe(204);
    expect(stored(server)).toHaveLength(1);
    expect(server.told()).toEqual(['api delay', 's3 delay']);
    expect(server.faults.state().map(({ injected }) => injected)).toEqual([1, 1, 1]);
    await nothingUnderWay(server);
  });

  it.each(['route', 's3-post', 'acknowledgement'] as const)(
    'for ever at %s lasts until the client leaves',
    async (step) => {
      const server = await start({ step, action: { kind: 'delay', milliseconds: null } });
      const leave = new AbortController();
      const waiting =
        step === 'route'
          ? askForm(server, 'a.zip', leave.signal)
          : send({ ...uploadOf(server, await askForm(server), 'bytes'), signal: leave.signal });
      await until(() => server.faults.underWay().held === 1);
      leave.abort();
      expect((await waiting).error).toBe('ABORT_ERR');
      await nothingUnderWay(server);
      expect(stored(server)).toEqual(step === 'acknowledgement' ? ['bytes'] : []);
    },
  );

  it('is over when the faults are cleared', async () => {
    const server = await start({ step: 's3-post', action: { kind: 'delay', milliseconds: null } });
    const waiting = emit(server);
    await until(() => server.faults.underWay().held === 1);
    server.faults.clear();
    expect((await waiting).status).toBe(204);
    expect([stored(server), server.faults.plan().faults]).toEqual([['bytes'], []]);
  });

  it('ends in a reset when the server closes', async () => {
    const server = await start({ step: 's3-post', action: { kind: 'delay', milliseconds: null } });
    const waiting = emit(server);
    await until(() => server.faults.underWay().held === 1);
    server.faults.close();
    expect((await waiting).error).toBe('ECONNRESET');
    expect(stored(server)).toEqual([]);
  });

  it('goes on when the plan is replaced', async () => {
    const server = await start({ step: 'upload-url', action: { kind: 'delay', milliseconds: null } });
    const waiting = askForm(server);
    await until(() => server.faults.underWay().held === 1);
    server.faults.use(planOf({ step: 'upload-url', action: { kind: 'status', status: 418 } }));
    expect((await askForm(server)).status).toBe(418);
    expect(server.faults.underWay().held).toBe(1);
    server.faults.clear();
    expect((await waiting).status).toBe(200);
  });
});

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

describe('reset', () => {
  it('at once is a reset to the client, and nothing is stored', async () => {
    const server = await start({ step: 's3-post', action: { kind: 'reset' } });
    const seen = await emit(server);
    expect([seen.status, seen.error, stored(server)]).toEqual([null, 'ECONNRESET', []]);
    await nothingUnderWay(server);
  });

  it.each([0, 1, 3_000, 1_000_000, 900_000_000])('after %i bytes stores nothing', async (afterBytes) => {
    const server = await start({ step: 's3-post', action: { kind: 'reset', afterBytes } });
    const form = await askForm(server);
    const seen = await send(uploadOf(server, form, 'x'.repeat(2_000_000)));
    expect(seen.status).toBeNull();
    expect(['ECONNRESET', 'EPIPE']).toContain(seen.error);
    await nothingUnderWay(server);
    expect(stored(server)).toEqual([]);
    // The cut upload has not used up the form.
    expect((await send(uploadOf(server, form, 'again'))).status).toBe(204);
  });

  it('after the whole body of a small upload is still before its effect', async () => {
    const server = await start({ step: 's3-post', action: { kind: 'reset', afterBytes: 100_000 } });
    expect((await emit(server)).error).toBe('ECONNRESET');
    await nothingUnderWay(server);
    expect(stored(server)).toEqual([]);
  });
});

describe('cut-body', () => {
  it.each([0, 1, 10])('after %i bytes ends an answer of known length', async (afterBytes) => {
    const server = await start({ step: 'upload-url', action: { kind: 'cut-body', afterBytes } });
    const cut = await askForm(server);
    const real = await askForm(server);
    expect([cut.status, cut.error, cut.body]).toEqual([200, 'ECONNRESET', real.body.slice(0, afterBytes)]);
    expect(Number(cut.headers['content-length'])).toBeGreaterThan(10);
  });

  it('ends an object, dripped or not', async () => {
    const server = await start(
      {
        step: 'download',
        match: '/emission/',
        occurrences: [2],
        action: { kind: 'drip', bytes: 7, milliseconds: 0 },
      },
      {
        step: 'download',
        match: '/emission/',
        occurrences: 'all',
        action: { kind: 'cut-body', afterBytes: 13 },
      },
    );
    await emit(server, 'abcdefghij'.repeat(100));
    const path = await linkTo(server);
    for (const _ of [1, 2]) {
      const seen = await fetchLink(server, path);
      expect([seen.status, seen.body, seen.whole]).toEqual([200, 'abcdefghijabc', false]);
    }
    await nothingUnderWay(server);
  });

  it('leaves an answer that has no more than these', async () => {
    const server = await start(
      { step: 'upload-url', action: { kind: 'cut-body', afterBytes: 100_000 } },
      { step: 'acknowledgement', action: { kind: 'cut-body', afterBytes: 0 } },
    );
    const seen = await emit(server);
    expect([seen.status, seen.whole]).toEqual([204, true]);
  });

  it('cuts an injected answer too', async () => {
    const server = await start(
      { step: 'route', action: { kind: 'cut-body', afterBytes: 3 } },
      { step: 'route', action: { kind: 'status', status: 500, body: 'abcdef' } },
    );
    const seen = await askForm(server);
    expect([seen.status, seen.body, seen.whole]).toEqual([500, 'abc', false]);
  });
});

describe('expired-url', () => {
  it('is refused by storage itself, and the clock of others goes on as it was', async () => {
    const server = await start({ step: 's3-post', action: { kind: 'expired-url' } });
    const form = await askForm(server);
    const seen = await send(uploadOf(server, form, 'bytes'));
    expect(seen.status).toBe(403);
    expect(seen.body).toContain('<Message>Invalid according to Policy: Policy expired.</Message>');
    expect([stored(server), server.clock.offset()]).toEqual([[], 0]);
    expect((await send(uploadOf(server, form, 'bytes'))).status).toBe(204);
  });

  it('is no reason to say so where something else is wrong', async () => {
    const server = await start({ step: 's3-post', action: { kind: 'expired-url' } });
    const seen = await send({ port: server.s3Port, method: 'POST', path: '/no-such-bucket/', body: '' });
    expect([seen.status, seen.body.includes('<Code>NoSuchBucket</Code>')]).toEqual([404, true]);
  });

  it('has a link run out', async () => {
    const server = await start({ step: 'download', action: { kind: 'expired-url' } });
    await emit(server);
    const path = await linkTo(server);
    const seen = await fetchLink(server, path);
    expect([seen.status, seen.body.includes('<Message>Request has expired</Message>')]).toEqual([403, true]);
    expect((await fetchLink(server, path)).body).toBe('bytes');
  });
});

describe('lost-answer', () => {
  it.each(['acknowledgement', 's3-post'] as const)('at %s: the bytes are there', async (step) => {
    const server = await start({ step, action: { kind: 'lost-answer' } });
    const form = await askForm(server);
    const seen = await send(uploadOf(server, form, 'bytes'));
    expect([seen.status, seen.error, stored(server)]).toEqual([null, 'ECONNRESET', ['bytes']]);
    // Whoever tries again with the same form learns that it was used.
    expect((await send(uploadOf(server, form, 'again'))).status).toBe(403);
    await nothingUnderWay(server);
  });

  it('of the API and of a download', async () => {
    const server = await start(
      { step: 'upload-url', action: { kind: 'lost-answer' } },
      { step: 'download', match: '/emission/', action: { kind: 'lost-answer' } },
    );
    expect((await askForm(server)).error).toBe('ECONNRESET');
    await emit(server, 'x'.repeat(1_000_000));
    const seen = await fetchLink(server, await linkTo(server));
    expect([seen.status, seen.error]).toEqual([null, 'ECONNRESET']);
    await nothingUnderWay(server);
  });
});

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

const python = spawnSync('python3', ['--version']).status === 0;

describe.skipIf(!python)('a client in Python', () => {
  it('sees a reset as a reset, not as an end', async () => {
    const server = await start({ step: 'route', occurrences: 'all', action: { kind: 'reset' } });
    const { runPython } = await import('./run-python.js');
    const output = await runPython(`
import http.client
seen = set()
for _ in range(20):
    try:
        connection = http.client.HTTPConnection('127.0.0.1', ${server.apiPort})
        connection.request('GET', '/data/list_log_files')
        connection.getresponse()
    except Exception as error:
        seen.add(type(error).__name__)
print(sorted(seen))
`);
    expect(output.trim()).toBe("['ConnectionResetError']");
  });

  it('misses the rest of a cut body', async () => {
    const server = await start({ step: 'upload-url', action: { kind: 'cut-body', afterBytes: 5 } });
    const { runPython } = await import('./run-python.js');
    const output = await runPython(`
import http.client
connection = http.client.HTTPConnection('127.0.0.1', ${server.apiPort})
headers = {'Authorization': 'Bearer ${server.token}', 'Content-Type': 'application/json'}
connection.request('POST', '/data/upload-url', '{"filename": "a.zip"}', headers)
try:
    connection.getresponse().read()
except http.client.IncompleteRead as error:
    print(len(error.partial))
`);
    expect(output.trim()).toBe('5');
  });
});
