/** What an emitter does, as the journal tells it. */
import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { secretId } from '../../../server/journal/secret-id.js';
import type { JournalEntry } from '../../../specs/journal.js';
import { REDACTED } from '../../../specs/journal.js';
import { emissionServer } from '../../../server/emission-application.js';
import { createJournal } from '../../../server/journal/create-journal.js';
import { ACCESS, BUCKETS, MOMENT, STAMP } from '../application/start.js';
import { memoryStore } from '../memory-store.js';
import { VALID } from '../gateway/running-gateway.js';
import { exchange } from '../raw-client.js';
import { formData, type IssuedForm, type RecordedMock, startRecordedMock } from './recorded-mock.js';

interface Sent {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | URLSearchParams | FormData;
}

const call = (mock: RecordedMock, path: string, init: Sent = {}, token: string | null = VALID) =>
  fetch(`http://127.0.0.1:${mock.api}${path}`, {
    method: 'POST',
    ...init,
    headers: { ...(token === null ? {} : { Authorization: `Bearer ${token}` }), ...init.headers },
  });

const json = (body: unknown): Sent => ({
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify(body),
});

const formFor = async (mock: RecordedMock, filename: string): Promise<IssuedForm> =>
  (await (await call(mock, '/data/upload-url', json({ filename }))).json()) as IssuedForm;

const only = async (mock: RecordedMock): Promise<JournalEntry> => {
  const entries = await mock.entries();
  expect(entries).toHaveLength(1);
  const [entry] = entries;
  if (entry === undefined) throw new Error('no entry');
  return entry;
};

const KEY = 'cqube_emission/pat/periodic_exam_mst_20220801153000.zip';

describe('an emission', () => {
  it('is told from the URL asked for to the stored object', async () => {
    const mock = await startRecordedMock();
    const form = await formFor(mock, 'cqube_emission/pat/periodic_exam_mst.zip');
    const signature = form.fields['x-amz-signature'] ?? '';
    const upload = await fetch(form.url, {
      method: 'POST',
      body: formData(form, 'bytes of a zip', '/home/me/a.zip'),
    });
    expect(upload.status).toBe(204);
    const [asked, posted] = await mock.entries();
    expect(asked).toMatchObject({
      request: {
        method: 'POST',
        url: `http://127.0.0.1:${mock.api}/data/upload-url`,
        postData: {
          mimeType: 'application/json',
          text: '{"filename":"cqube_emission/pat/periodic_exam_mst.zip"}',
        },
      },
      response: { status: 200, httpVersion: 'HTTP/1.1' },
      _cqube: {
        seq: 1,
        side: 'api',
        step: 'upload-url',
        sentName: 'cqube_emission/pat/periodic_exam_mst.zip',
        bucket: BUCKETS.emission,
        key: KEY,
        tokenId: secretId(VALID),
        credential: 'KEY1',
        urlId: secretId(signature),
      },
    });
    expect(JSON.parse(asked?.response.content.text ?? '')).toEqual({
      fields: {
        key: KEY,
        policy: REDACTED,
        'x-amz-algorithm': 'AWS4-HMAC-SHA256',
        'x-amz-credential': REDACTED,
        'x-amz-date': '20220801T100000Z',
        'x-amz-signature': REDACTED,
      },
      url: form.url,
    });
    expect(posted).toMatchObject({
      request: { url: form.url },
      response: { status: 204, bodySize: 0 },
      _cqube: {
        seq: 2,
        side: 's3',
        step: 's3-post',
        bucket: BUCKETS.emission,
        key: KEY,
        urlId: secretId(signature),
        upload: { bytes: 14, sha256: createHash('sha256').update('bytes of a zip').digest('hex') },
      },
    });
    expect(posted?.request.postData?.params).toEqual([
      { name: 'key', value: KEY },
      { name: 'policy', value: REDACTED },
      { name: 'x-amz-algorithm', value: 'AWS4-HMAC-SHA256' },
      { name: 'x-amz-credential', value: REDACTED },
      { name: 'x-amz-date', value: '20220801T100000Z' },
      { name: 'x-amz-signature', value: REDACTED },
      { name: 'file', fileName: '/home/me/a.zip' },
    ]);
    expect(posted?.request.bodySize).toBe(
      Number(posted?.request.headers.find(({ name }) => /content-length/i.test(name))?.value),
    );
  });

  it('is provable where a URL is used again, or too late', async () => {
    const mock = await startRecordedMock();
    const form = await formFor(mock, 'a.zip');
    for (const content of ['one', 'two'])
      await fetch(form.url, { method: 'POST', body: formData(form, content) });
    const late = await formFor(mock, 'b.zip');
    mock.passTime(3_601_000);
    await fetch(late.url, { method: 'POST', body: formData(late, 'x') });
    const [first, second, third] = await mock.entries({ step: 's3-post' });
    expect([first?.response.status, second?.response.status, third?.response.status]).toEqual([
      204, 403, 403,
    ]);
    expect(second?._cqube.urlId).toBe(first?._cqube.urlId);
    expect(second?._cqube).toMatchObject({ refusedBy: 'AccessDenied', reason: expect.any(String) as string });
    expect(third?._cqube).toMatchObject({
      urlId: secretId(late.fields['x-amz-signature'] ?? ''),
      key: late.fields['key'],
      refusedBy: 'AccessDenied',
    });
    expect(third?._cqube).not.toHaveProperty('upload');
    expect(third?.response.content.text).toContain('Policy expired');
  });

  it.each([
    ['no token', null, null],
    ['a wrong one', `${VALID.slice(0, -4)}AAAA`, secretId(`${VALID.slice(0, -4)}AAAA`)],
  ])('with %s names the file that it was for', async (_what, token, tokenId) => {
    const mock = await startRecordedMock();
    expect((await call(mock, '/data/upload-url', json({ filename: 'pat/a.zip' }), token)).status).toBe(401);
    expect((await only(mock))._cqube).toMatchObject({
      step: 'upload-url',
      sentName: 'pat/a.zip',
      tokenId,
      credential: null,
      refusedBy: 'token',
      urlId: null,
    });
  });

  it('names a file that was sent as a form, in the query, or as multipart', async () => {
    const mock = await startRecordedMock();
    const multipart = new FormData();
    multipart.append('filename', 'c.zip');
    await call(mock, '/data/upload-url', { body: new URLSearchParams({ filename: 'a b.zip' }) });
    await call(mock, '/data/upload-url?filename=b%2Bb.zip');
    await call(mock, '/data/upload-url', { body: multipart });
    await call(mock, '/data/upload-url', { body: new URLSearchParams({ filename: 'd.zip' }) }, null);
    await call(mock, '/data/upload-url?filename=e.zip', {}, null);
    await call(mock, '/data/upload-url', { body: multipart }, null);
    const names = (await mock.entries()).map(({ _cqube }) => _cqube.sentName);
    expect(names).toEqual(['a b.zip', 'b+b.zip', 'c.zip', 'd.zip', 'e.zip', 'c.zip']);
  });

  it('hides the links that are given out, and knows them when they are used', async () => {
    const mock = await startRecordedMock();
    const form = await formFor(mock, 'a.zip');
    await fetch(form.url, { method: 'POST', body: formData(form, 'content of an object') });
    const body = json({ filename: form.fields['key'], bucket: BUCKETS.emission });
    const link = await (await call(mock, '/data/download_url', body)).text();
    await (await fetch(link)).text();
    await (await call(mock, '/data/download', body)).text();
    await (await call(mock, '/data/download_uri', body)).text();
    const [given, used, fetched, several] = await mock.entries({ step: 'download' });
    const signature = new URL(link).searchParams.get('X-Amz-Signature') ?? '';
    expect(given?._cqube).toMatchObject({ urlId: secretId(signature), key: form.fields['key'] });
    expect(used?._cqube).toMatchObject({ urlId: secretId(signature), key: form.fields['key'], side: 's3' });
    expect(used?.request.url).toContain('X-Amz-Expires=86400');
    expect(used?.request.url).toContain(`X-Amz-Signature=${REDACTED}`);
    // Bytes of an object, by whichever way.
    expect([used?.response.content.text, fetched?.response.content.text]).toEqual([undefined, undefined]);
    expect(used?.response.content.size).toBe(20);
    for (const text of [given?.response.content.text, several?.response.content.text]) {
      expect(text).toContain('X-Amz-Expires');
      expect(text).not.toMatch(/[0-9a-f]{64}|AKIA/);
    }
  });
});

it('without a gateway an emission is told as well', async () => {
  const journal = await createJournal({ clock: { now: () => MOMENT }, folder: null, version: '1' });
  const options = {
    buckets: BUCKETS,
    store: memoryStore(Object.values(BUCKETS), () => MOMENT),
    access: ACCESS,
    endpoint: (bucket: string) => `http://a/${bucket}/`,
    clock: { now: () => MOMENT },
    localTime: () => STAMP,
    logFolder: null,
  };
  const server = emissionServer(options, {}, (handler) => journal.record('api', () => 'http://a', handler));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const body = '{"filename":"pat/a.zip"}';
  // Two in a row: only the first is looked at.
  await exchange(
    port,
    `POST /data/upload-url HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: 24\r\n\r\n${body}GET /x HTTP/1.1\r\n\r\n`,
  );
  await journal.settled();
  const { entries } = journal.query({});
  expect(entries.map(({ _cqube }) => _cqube)).toEqual([
    expect.objectContaining({
      sentName: 'pat/a.zip',
      key: 'pat/a_20220801153000.zip',
      tokenId: null,
      credential: null,
    }),
  ]);
  server.closeAllConnections();
  await new Promise((resolve) => {
    server.close(resolve);
  });
});

describe('a connection', () => {
  it('is the same for requests that are kept alive or pipelined, in their order', async () => {
    const mock = await startRecordedMock();
    const request = (path: string): string => `GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`;
    const received = await new Promise<string>((resolve, reject) => {
      const socket = connect(mock.api, '127.0.0.1');
      let text = '';
      socket.setEncoding('latin1');
      socket.on('data', (data: unknown) => {
        text += String(data);
        if (text.split('HTTP/1.1 404').length === 4) socket.end();
      });
      socket.on('error', reject);
      socket.on('close', () => resolve(text));
      socket.write(request('/one') + request('/two') + request('/three'));
    });
    expect(received.split('HTTP/1.1 404')).toHaveLength(4);
    await fetch(`http://127.0.0.1:${mock.api}/four`, { headers: { Connection: 'close' } });
    const entries = await mock.entries();
    expect(entries.map(({ request: { url } }) => new URL(url).pathname)).toEqual([
      '/one',
      '/two',
      '/three',
      '/four',
    ]);
    expect(entries.map(({ connection }) => connection)).toEqual(['1', '1', '1', '2']);
    expect(entries.map(({ _cqube }) => [_cqube.seq, _cqube.cutByClient])).toEqual(
      [1, 2, 3, 4].map((seq) => [seq, undefined]),
    );
    expect(entries[0]?._cqube.refusedBy).toBe('route');
  });

  it('that carries no request leaves no entry', async () => {
    const mock = await startRecordedMock();
    expect((await exchange(mock.api, 'no HTTP at all\r\n\r\n')).status).toBe(400);
    expect((await exchange(mock.api, 'CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n')).status).toBe(400);
    expect(await mock.entries()).toEqual([]);
  });

  it('cut by the client in the middle of its upload has no answer', async () => {
    const mock = await startRecordedMock();
    await new Promise<void>((resolve) => {
      const socket = connect(mock.s3, '127.0.0.1', () => {
        socket.write(
          `POST /${BUCKETS.emission}/ HTTP/1.1\r\nHost: a\r\nContent-Length: 9999\r\nContent-Type: multipart/form-data; boundary=x\r\n\r\n--x\r\nContent-Disposition: form-data; name="key"\r\n\r\na.zip\r\n--x\r\n`,
          () => socket.destroy(),
        );
      });
      const end = mock.journal.subscribe(() => {
        end();
        resolve();
      });
    });
    const entry = await only(mock);
    expect(entry.response).toMatchObject({
      status: 0,
      statusText: '',
      headers: [],
      bodySize: 0,
      headersSize: -1,
    });
    expect(entry._cqube).toMatchObject({ cutByClient: true, key: 'a.zip', step: 's3-post' });
  });

  it.each([
    ['before the head', 0, (response: { destroy: () => unknown }) => response.destroy()],
    [
      'in the middle of the body',
      200,
      (response: ServerResponse) => {
        response.writeHead(200, { 'Content-Type': 'text/plain', 'Content-Length': 100 });
        response.write('half', () => response.destroy());
      },
    ],
    [
      'through its socket',
      0,
      (response: ServerResponse) => {
        response.writeHead(200);
        response.socket?.resetAndDestroy();
      },
    ],
  ])('cut by the server %s is not the doing of the client', async (_where, status, cut) => {
    const mock = await startRecordedMock({ apiHandler: (_request, response) => cut(response) });
    const ended = new Promise<void>((resolve) => {
      mock.journal.subscribe(() => resolve());
    });
    await fetch(`http://127.0.0.1:${mock.api}/data/x`)
      .then((answer) => answer.text())
      .catch(() => undefined);
    await ended;
    const entry = await only(mock);
    expect(entry.response.status).toBe(status);
    expect(entry._cqube).not.toHaveProperty('cutByClient');
  });

  it('whose client leaves before the answer that was already begun is cut by it', async () => {
    const mock = await startRecordedMock({
      apiHandler: (_request, response) => {
        response.writeHead(200, { 'Content-Type': 'text/plain' });
        response.write('first');
      },
    });
    const ended = new Promise<void>((resolve) => {
      mock.journal.subscribe(() => resolve());
    });
    const socket = connect(mock.api, '127.0.0.1', () =>
      socket.write('GET /data/x HTTP/1.1\r\nHost: a\r\n\r\n'),
    );
    socket.once('data', () => socket.destroy());
    await ended;
    const entry = await only(mock);
    expect([entry.response.status, entry._cqube.cutByClient]).toEqual([200, true]);
  });
});

describe('a body', () => {
  it('is cut to its beginning, and counted whole', async () => {
    const mock = await startRecordedMock();
    await call(mock, '/data/upload-url', json({ filename: 'a.zip', note: 'é'.repeat(40_000) }));
    const { request } = await only(mock);
    expect(request.postData?.text?.length).toBeLessThanOrEqual(16_384);
    expect(request.postData?.text?.startsWith('{"filename":"a.zip","note":"éé')).toBe(true);
    expect(request.postData?.comment).toMatch(/^cut after /);
    expect(request.bodySize).toBeGreaterThan(80_000);
  });

  it('that was refused before it came is counted still', async () => {
    const mock = await startRecordedMock();
    await call(mock, '/nowhere', { body: 'x'.repeat(300_000), headers: { 'Content-Type': 'text/plain' } });
    const { request, response, _cqube } = await only(mock);
    expect([request.bodySize, response.status, _cqube.step]).toEqual([300_000, 404, 'unknown']);
  });

  it('of a file that is uploaded shows no byte, however it is sent', async () => {
    const mock = await startRecordedMock();
    const secret = 'name|of|a|child';
    const forms = [new FormData(), new FormData(), new FormData()] as const;
    forms[0].append('FILE', secret);
    forms[1].append('other', new Blob([secret]), 'x.csv');
    forms[2].append('content', `${secret}\n`.repeat(200));
    for (const body of forms)
      await fetch(`http://127.0.0.1:${mock.s3}/${BUCKETS.emission}/`, { method: 'POST', body });
    await fetch(`http://127.0.0.1:${mock.s3}/${BUCKETS.emission}/a.csv`, {
      method: 'PUT',
      headers: { 'Content-Type': 'text/csv' },
      body: secret,
    });
    const entries = await mock.entries();
    expect(entries).toHaveLength(4);
    expect(JSON.stringify(entries)).not.toContain(secret);
  });

  it.each(['text/csv', 'application/x-www-form-urlencoded', ''])(
    'of a file that is posted to the API as %j by mistake shows no byte',
    async (type) => {
      const mock = await startRecordedMock();
      const file = Buffer.from('id|name\n1|of a child\n');
      await exchange(
        mock.api,
        `POST /data/emission HTTP/1.1\r\nHost: a\r\nContent-Type: ${type}\r\nContent-Length: ${file.length}\r\nConnection: close\r\n\r\n${file.toString()}`,
      );
      const { request } = await only(mock);
      expect(request).not.toHaveProperty('postData');
      expect(request.bodySize).toBe(file.length);
    },
  );

  it('and a head of any size make an entry of a bounded one', async () => {
    const mock = await startRecordedMock();
    const pairs = Array.from({ length: 3_000 }, (_, at) => `a${at}=${'x'.repeat(20)}&jwt=${VALID}`).join('&');
    await exchange(
      mock.api,
      `POST /data/upload-url?${pairs.slice(0, 200_000)} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`,
    );
    await (await call(mock, '/data/upload-url', json({ filename: 'n'.repeat(3_000_000) }))).text();
    const [first, second] = await mock.entries();
    expect(JSON.stringify(first).length).toBeLessThan(60_000);
    expect(JSON.stringify(first)).not.toContain(VALID.slice(0, 30));
    expect(second?._cqube.sentName).toMatch(/^n{4096}…$/);
    expect(second?.response.status).toBe(200);
    expect(JSON.stringify(second).length).toBeLessThan(60_000);
  });

  it('of a HEAD is none', async () => {
    const mock = await startRecordedMock();
    await fetch(`http://127.0.0.1:${mock.api}/data/list_s3_buckets`, { method: 'HEAD' });
    const { response } = await only(mock);
    expect([response.status, response.bodySize]).toEqual([404, 0]);
  });
});

it('records what a server of another make answers, headers that Node adds included', async () => {
  const mock = await startRecordedMock({
    apiHandler: (_request, response) => {
      response.writeHead(201, ['X-Twice', 'a', 'X-Twice', 'b']);
      response.end(Buffer.from('é', 'latin1').toString('latin1'), 'latin1');
    },
  });
  await fetch(`http://127.0.0.1:${mock.api}/data/x`);
  const { response } = await only(mock);
  const names = response.headers.map(({ name }) => name.toLowerCase());
  expect(names.filter((name) => name === 'x-twice')).toHaveLength(2);
  expect(names).toContain('date');
  expect(response.bodySize).toBe(1);
});
