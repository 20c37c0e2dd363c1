/** What an endpoint, or what stands before it, may do to the store. */
import { open } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ExternalStoreOptions } from '../../../../server/s3/external/open-external-store.js';
import { type ObjectStore, StoreError } from '../../../../server/s3/object-store.js';
import { pieces, PLAIN, readText } from '../store-contract.js';
import {
  ACCESS,
  type HostileEndpoint,
  type Misdeed,
  openHostileEndpoint,
  openStoreAtHostile,
  refuse,
  type StoreAtHostile,
} from './hostile-endpoint.js';

let at: StoreAtHostile;
let store: ObjectStore;
let endpoint: HostileEndpoint;
const start = async (limits: ExternalStoreOptions['limits'] = {}): Promise<void> => {
  at = await openStoreAtHostile({ limits });
  ({ store, endpoint } = at);
};
/** Half a second is long for a loopback and short for a test. */
const startImpatient = async (): Promise<void> => {
  await at.close();
  await start({ idle: 500, answer: 500 });
};
beforeEach(() => start());
afterEach(() => at.close());

const put = (content = 'id|name\n') => store.put('one', 'k', pieces(content), PLAIN);
const tries = (method: string): number =>
  endpoint.requests.filter((request) => request.method === method && request.target === '/one/k').length;
const listAll = () => store.list('one', { prefix: '', after: '', limit: 10 });

/** Settles with the error, which is one line without secrets. */
const failure = async (call: Promise<unknown>): Promise<StoreError> => {
  const error: unknown = await call.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(StoreError);
  const { message } = error as StoreError;
  expect(message).not.toMatch(/[\r\n<>]/);
  expect(message.length).toBeLessThan(500);
  for (const secret of [ACCESS.accessKeyId, ACCESS.secretAccessKey]) expect(message).not.toContain(secret);
  return error as StoreError;
};

const reset: Misdeed = (_request, response) => response.socket?.resetAndDestroy();
const hangUp: Misdeed = (_request, response) => response.socket?.end();
const silence: Misdeed = () => {};
const html =
  (status: number): Misdeed =>
  (_request, response) =>
    response.writeHead(status, { 'content-type': 'text/html' }).end('<html><body>Sign in<br></html>');
const raw =
  (answer: string): Misdeed =>
  (_request, response) =>
    response.socket?.end(answer);

describe('what may pass', () => {
  it.each<[string, readonly Misdeed[]]>([
    ['resets', [reset, reset, reset]],
    ['hang-ups', [hangUp]],
    ['503', [refuse(503, 'SlowDown')]],
    ['500', [refuse(500, 'InternalError'), html(500)]],
    ['all of them', [reset, refuse(503, 'SlowDown'), hangUp]],
  ])('%s is tried again', async (_, misdeeds) => {
    let admitted = 0;
    endpoint.next('PUT', ...misdeeds);
    await store.put('one', 'k', pieces('id|', 'name\n'), { ...PLAIN, admit: () => void admitted++ });
    endpoint.next('GET', ...misdeeds);
    expect(await readText(store, 'one', 'k')).toBe('id|name\n');
    endpoint.next('DELETE', ...misdeeds);
    expect(await store.delete('one', 'k')).toBe(true);
    for (const method of ['PUT', 'GET', 'DELETE']) expect(tries(method)).toBe(misdeeds.length + 1);
    expect(admitted).toBe(1);
    expect(endpoint.requests.filter(({ method }) => method === 'PUT').map(({ body }) => body)).toEqual(
      Array.from({ length: misdeeds.length + 1 }, () => 'id|name\n'),
    );
  });

  it('is tried four times and no more, each time later', async () => {
    endpoint.next('PUT', ...Array.from({ length: 4 }, () => refuse(503, 'SlowDown', 'Please reduce')));
    const { code, message } = await failure(put());
    expect([code, message]).toEqual([
      'STORE_FAILED',
      `PUT of an object in one at the S3 endpoint ${endpoint.url.origin} was answered 503 SlowDown (Please reduce)`,
    ]);
    expect(tries('PUT')).toBe(4);
    const [first = 0, second = 0, third = 0, ...further] = at.waits;
    expect(further).toEqual([]);
    expect([first >= 100, second >= 200, third >= 400, third <= 800]).toEqual([true, true, true, true]);
  });

  it('and resets end as an error too', async () => {
    endpoint.next('PUT', reset, reset, reset, reset);
    expect((await failure(put())).message).toContain('broke the connection off');
    expect(tries('PUT')).toBe(4);
  });
});

describe('what does not pass', () => {
  it.each<[string, Misdeed, RegExp]>([
    ['403', refuse(403, 'AccessDenied'), /403 AccessDenied \(No\.\): give the credentials/],
    ['400', refuse(400, 'InvalidRequest'), /400 InvalidRequest/],
    ['501', refuse(501, 'NotImplemented'), /501 NotImplemented/],
    ['a page of a proxy', html(502), /answered 502$/],
    ['a page that says all is well', html(200), /without an ETag: is it S3/],
    ['an empty 204', (_, response) => response.writeHead(204).end(), /answered 204/],
    ['an answer that is not HTTP', raw('SSH-2.0-OpenSSH_9.2\r\n'), /not HTTP/],
    ['endless headers', raw(`HTTP/1.1 200 OK\r\nx: ${'x'.repeat(200_000)}`), /not HTTP/],
  ])('%s is an error after one try', async (_, misdeed, message) => {
    endpoint.next('PUT', misdeed);
    expect((await failure(put())).message).toMatch(message);
    expect(tries('PUT')).toBe(1);
    expect(at.waits).toEqual([]);
  });

  it('silence is an error after one try', async () => {
    await startImpatient();
    endpoint.next('PUT', silence);
    expect((await failure(put())).message).toMatch(/(fell silent|gave no answer) for 1 s$/);
    expect(tries('PUT')).toBe(1);
  });

  it.each<[string, string, string, StoreError['code']]>([
    ['a full endpoint', 'XMinioStorageFull', '507', 'DISK_FULL'],
    ['a spent quota', 'QuotaExceeded', '403', 'DISK_FULL'],
    ['a bucket that is gone', 'NoSuchBucket', '404', 'NO_SUCH_BUCKET'],
    ['a key it cannot hold', 'XMinioInvalidObjectName', '400', 'NO_KEY'],
    ['a key too long for it', 'KeyTooLongError', '400', 'KEY_TOO_LONG'],
  ])('%s is told apart', async (_, code, status, expected) => {
    endpoint.next('PUT', refuse(Number(status), code));
    expect((await failure(put())).code).toBe(expected);
  });

  it('gives no secret away that the endpoint repeats, and keeps to one line', async () => {
    const message = `The key ${ACCESS.accessKeyId}\r\n with ${ACCESS.secretAccessKey} &lt;b&gt;\u2028${'x'.repeat(9000)}`;
    endpoint.next('PUT', refuse(403, 'InvalidAccessKeyId', message));
    const error = await put().catch((thrown: unknown) => thrown);
    expect(String(error)).toMatch(/InvalidAccessKeyId \(The key \*\*\* with \*\*\* /);
    expect(String(error)).toMatch(/: check AWS_ACCESS_KEY_ID$/);
    expect(String(error)).not.toMatch(/\r|\n|\u2028/);
  });

  it('takes an answer that comes before the body is sent', async () => {
    endpoint.next('PUT', refuse(400, 'EntityTooLarge'));
    await failure(put('x'.repeat(4_000_000)));
  });

  it('follows no redirect: whoever stands there gets neither bytes nor signature', async () => {
    const other = await openHostileEndpoint();
    try {
      for (const status of [301, 302, 303, 307, 308]) {
        endpoint.next('PUT', (_, response) =>
          response.writeHead(status, { location: `${other.url.origin}/one/k` }).end(),
        );
        expect((await failure(put())).message).toMatch(new RegExp(`answered ${status}$`));
      }
      expect(other.requests).toEqual([]);
    } finally {
      await other.close();
    }
  });

  it('notices that other bytes were stored', async () => {
    const etag = `"${'0'.repeat(32)}"`;
    endpoint.next('PUT', (_, response) => response.writeHead(200, { etag }).end());
    expect((await failure(put())).message).toContain('has stored other bytes than were sent');
    // With a key of the service's own the ETag is no MD5.
    endpoint.next('PUT', (_, response) =>
      response.writeHead(200, { etag, 'x-amz-server-side-encryption': 'aws:kms' }).end(),
    );
    await expect(put()).resolves.toMatchObject({ bytes: 8 });
  });

  it('publishes nothing that was not admitted or was aborted', async () => {
    const admit = (): never => {
      throw new RangeError('spent');
    };
    await expect(store.put('one', 'k', pieces('x'), { ...PLAIN, admit })).rejects.toThrow(RangeError);
    const signal = AbortSignal.abort(new Error('gone'));
    await expect(store.put('one', 'k', pieces('x'), { ...PLAIN, signal })).rejects.toThrow('gone');
    expect(tries('PUT')).toBe(0);
  });
});

describe('reading', () => {
  const HEAD = 'HTTP/1.1 200 OK\r\nETag: "x"\r\n';

  it.each([
    ['cut', `${HEAD}Content-Length: 100\r\n\r\nhalf`],
    ['cut in chunks', `${HEAD}Content-Length: 100\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n`],
    ['of unknown length', `${HEAD}\r\nhalf`],
    ['of another length than a number', `${HEAD}Content-Length: 1e3\r\n\r\nhalf`],
  ])('a body that is %s ends in an error', async (_, answer) => {
    endpoint.next('GET', raw(answer));
    await failure(readText(store, 'one', 'k'));
  });

  it('a body that stops coming ends in an error', async () => {
    await startImpatient();
    endpoint.next('GET', (_, response) => {
      response.writeHead(200, { etag: '"x"', 'content-length': 100 }).write('half');
    });
    expect((await failure(readText(store, 'one', 'k'))).message).toContain('fell silent');
  });

  it.each<[string, Misdeed]>([
    [
      'the whole',
      (_, response) => response.writeHead(200, { etag: '"x"', 'content-length': 9 }).end('123456789'),
    ],
    [
      'another part',
      (_, response) =>
        response
          .writeHead(206, { etag: '"x"', 'content-length': 3, 'content-range': 'bytes 0-2/9' })
          .end('123'),
    ],
    [
      'a part of what size',
      (_, response) => response.writeHead(206, { etag: '"x"', 'content-length': 2 }).end('12'),
    ],
  ])('a range that is answered with %s is refused', async (_, misdeed) => {
    endpoint.next('GET', misdeed);
    await failure(store.get('one', 'k', { from: 2, to: 3 }));
  });

  it('gives up what nobody reads', async () => {
    await put('x'.repeat(5_000_000));
    for (let n = 0; n < 40; n++) (await store.get('one', 'k'))?.content.destroy();
    expect(await store.head('one', 'k')).toMatchObject({ bytes: 5_000_000 });
  });

  it('keeps nobody waiting for those who do not read', async () => {
    await put('x'.repeat(5_000_000));
    const unread = await Promise.all(Array.from({ length: 40 }, () => store.get('one', 'k')));
    expect(await store.head('one', 'k')).toMatchObject({ bytes: 5_000_000 });
    for (const found of unread) found?.content.destroy();
  });

  it('waits for a reader who takes longer than the endpoint may', async () => {
    await startImpatient();
    await put('x'.repeat(20_000_000));
    const found = await store.get('one', 'k');
    const read = found?.content[Symbol.asyncIterator]();
    await read?.next();
    // Each takes as long as the endpoint may be silent.
    for (let n = 0; n < 3; n++) {
      endpoint.next('HEAD', silence);
      await failure(store.head('one', 'k'));
    }
    let bytes = 0;
    for (let step = await read?.next(); step?.done === false; step = await read?.next())
      bytes += (step.value as Uint8Array).length;
    expect(bytes).toBeGreaterThan(19_000_000);
  });

  it('gives what was begun to its end when the store is closed', async () => {
    await put('x'.repeat(5_000_000));
    const found = await store.get('one', 'k');
    await store.close();
    expect(found && (await text(found.content))).toHaveLength(5_000_000);
  });

  it('an answer without end is not read to it', async () => {
    const endless: Misdeed = (_, response) => {
      response.writeHead(200).write('<ListBucketResult>');
      const more = (): void => {
        while (response.write('<Contents><Key>k</Key></Contents>'.repeat(2000)));
      };
      response.on('drain', more);
      more();
    };
    endpoint.next('GET', endless);
    expect((await failure(listAll())).message).toMatch(/more than \d+ bytes|did not end its answer/);
  });

  it.each<[string, Misdeed]>([
    ['HTML', html(200)],
    ['nothing', (_, response) => response.end()],
    ['another document', (_, response) => response.end('<CopyObjectResult/>')],
    ['half a document', (_, response) => response.end('<ListBucketResult><Contents>')],
    [
      'entities of its own',
      (_, response) =>
        response.end(
          '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><ListBucketResult>&b;</ListBucketResult>',
        ),
    ],
    ['elements without end', (_, response) => response.end('<ListBucketResult>'.repeat(100_000))],
    ['half an answer', raw('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<ListBucketResult>')],
  ])('a listing of %s is refused', async (_, misdeed) => {
    endpoint.next('GET', misdeed);
    await failure(listAll());
  });

  it('asks no further where there is "more" and nothing', async () => {
    const more: Misdeed = (_, response) =>
      response.end('<ListBucketResult><IsTruncated>true</IsTruncated></ListBucketResult>');
    endpoint.next('GET', more);
    expect(await listAll()).toEqual({ objects: [], truncated: false });
  });

  it('leaves out what goes while it lists, and keys that are no text', async () => {
    endpoint.next('GET', (_, response) =>
      response.end(
        '<ListBucketResult><EncodingType>url</EncodingType>' +
          '<Contents><Key>gone</Key></Contents><Contents><Key>%ff</Key></Contents></ListBucketResult>',
      ),
    );
    expect(await listAll()).toEqual({ objects: [], truncated: false });
  });
});

it.runIf(process.platform === 'linux')('says that there is no room for what comes in', async () => {
  const full = await openStoreAtHostile({ openSpoolFile: () => open('/dev/full', 'r+') });
  try {
    const error = await failure(full.store.put('one', 'k', pieces('x'), PLAIN));
    expect(error.code).toBe('DISK_FULL');
    expect(full.endpoint.requests.filter(({ method }) => method === 'PUT')).toEqual([]);
  } finally {
    await full.close();
  }
});

it('signs what it sends with the time of the endpoint, and dates objects with its own', async () => {
  const moved = await openStoreAtHostile({
    clock: { now: () => Date.UTC(2040, 0, 1) },
    endpointClock: { now: () => Date.UTC(2026, 0, 2, 3, 4, 5) },
  });
  try {
    await moved.store.put('one', 'k', pieces('x'), PLAIN);
    const sent = moved.endpoint.requests.find(({ method }) => method === 'PUT');
    expect(sent?.headers['x-amz-date']).toBe('20260102T030405Z');
    expect(await moved.store.head('one', 'k')).toMatchObject({ lastModified: Date.UTC(2040, 0, 1) });
    const found = await moved.store.get('one', 'k');
    expect(found && (await text(found.content))).toBe('x');
  } finally {
    await moved.close();
  }
});
