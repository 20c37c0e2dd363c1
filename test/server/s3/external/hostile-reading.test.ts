/** What an endpoint, or what stands before it, may do to those who read. */
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ExternalStoreOptions } from '../../../../server/s3/external/open-external-store.js';
import type { ObjectStore } from '../../../../server/s3/object-store.js';
import { failure, html, raw, silence } from './misdeeds.js';
import { pieces, PLAIN, readText } from '../store-contract.js';
import {
  type HostileEndpoint,
  type Misdeed,
  openStoreAtHostile,
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
const listAll = () => store.list('one', { prefix: '', after: '', limit: 10 });

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

  it.each([
    ['nothing', ''],
    ['the same again', '<Contents><Key>k</Key></Contents>'],
  ])('does not ask for ever where there is "more" and %s', async (_, contents) => {
    const more: Misdeed = (_request, response) =>
      response.end(`<ListBucketResult><IsTruncated>true</IsTruncated>${contents}</ListBucketResult>`);
    endpoint.next('GET', more, more);
    expect((await failure(listAll())).message).toMatch(/more to list and does not show it$/);
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
