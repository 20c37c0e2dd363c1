/** What an endpoint, or what stands before it, may do to the store. */
import { open } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ExternalStoreOptions } from '../../../../server/s3/external/open-external-store.js';
import type { ObjectStore, StoreError } from '../../../../server/s3/object-store.js';
import { failure, hangUp, html, raw, reset, silence } from './misdeeds.js';
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
    const later = new AbortController();
    endpoint.next('HEAD', (request, response, body) => {
      later.abort(new Error('gone later'));
      refuse(404, 'NoSuchKey')(request, response, body);
    });
    await expect(store.put('one', 'k', pieces('x'), { ...PLAIN, signal: later.signal })).rejects.toThrow(
      'gone later',
    );
    expect(tries('PUT')).toBe(0);
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
