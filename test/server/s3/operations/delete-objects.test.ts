import { createHash } from 'node:crypto';
import { DeleteObjectsCommand } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StoreError, type ObjectStore } from '../../../../server/s3/object-store.js';
import { chunksOf, type MemoryStore, memoryStore } from '../../memory-store.js';
import { type Answer, openSignedServer, type SignedServer } from '../signed-server.js';
import { textsOf } from './texts-of.js';

const KEYS = [
  'a',
  'b/c',
  ' b ',
  'a&b<>"\'',
  'line\nfeed',
  'return\r',
  'विद्यालय',
  '\u{1f600}',
  '../x',
  ']]>',
  'é',
];

let store: MemoryStore;
let server: SignedServer;

/** The memory store, but some keys cannot be deleted. */
const failing = (): ObjectStore => ({
  ...store,
  delete: async (bucket, key) => {
    if (key === 'broken') throw new StoreError('STORE_FAILED', 'a secret of the disk');
    if (key.length > 1024) throw new StoreError('KEY_TOO_LONG', 'too long');
    if (key === '') throw new StoreError('NO_KEY', 'no key');
    return store.delete(bucket, key);
  },
});

beforeEach(async () => {
  store = memoryStore(['one'], () => 0);
  for (const key of KEYS) await store.put('one', key, chunksOf(key), { contentType: null, metadata: {} });
  server = await openSignedServer({ store: failing() });
});

afterEach(() => server.close());

const post = (
  body: string,
  headers: Record<string, string> = { 'content-md5': md5Of(body) },
): Promise<Answer> => server.call('POST', '/one?delete', { headers, body: Buffer.from(body) });
const md5Of = (body: string): string => createHash('md5').update(body).digest('base64');
const document = (inner: string): string => `<Delete>${inner}</Delete>`;
const object = (key: string, more = ''): string => `<Object><Key>${key}</Key>${more}</Object>`;
const left = (): readonly string[] => Object.keys(store.contents('one'));

describe('DeleteObjects', () => {
  it('deletes awkward keys, and finds nothing wrong with one that was not there', async () => {
    const Objects = [...KEYS, 'never there'].map((Key) => ({ Key }));
    const answer = await server.client.send(new DeleteObjectsCommand({ Bucket: 'one', Delete: { Objects } }));
    expect(answer.Deleted?.map(({ Key }) => Key)).toEqual([...KEYS, 'never there']);
    expect(answer.Errors).toBeUndefined();
    expect(left()).toEqual([]);
  });

  it('takes 1,000 keys and not one more', async () => {
    const many = (count: number): string =>
      document(Array.from({ length: count }, (_, at) => object(`k${at}`)).join(''));
    const most = await post(many(1000));
    expect(most.status).toBe(200);
    expect(textsOf(most, 'Key')).toHaveLength(1000);
    const more = await post(many(1001));
    expect(more.status).toBe(400);
    expect(textsOf(more, 'Code')).toEqual(['MalformedXML']);
  });

  it('tells the errors of single keys, quiet or not, and nothing of their causes', async () => {
    const asked = ['a', 'broken', 'x'.repeat(1025), ''].map((key) => object(key)).join('');
    const loud = await post(document(asked));
    expect(loud.status).toBe(200);
    expect(textsOf(loud, 'Code')).toEqual(['InternalError', 'KeyTooLongError', 'UserKeyMustBeSpecified']);
    expect(loud.text).toContain('<Deleted><Key>a</Key></Deleted>');
    expect(loud.text).not.toContain('disk');
    const quiet = await post(document(`<Quiet>true</Quiet>${object('b/c')}${object('broken')}`));
    expect(quiet.text).not.toContain('Deleted');
    expect(textsOf(quiet, 'Key')).toEqual(['broken']);
    expect(left()).not.toContain('b/c');
  });

  it('deletes nothing under a condition that does not hold', async () => {
    const answer = await post(
      document(
        [
          object('a', '<ETag>"00000000000000000000000000000000"</ETag>'),
          object('never there', '<ETag>*</ETag>'),
          object('b/c', '<VersionId>1</VersionId>'),
          object('é', '<Size>1</Size>'),
        ].join(''),
      ),
    );
    expect(textsOf(answer, 'Code')).toEqual([
      'PreconditionFailed',
      'PreconditionFailed',
      'NoSuchVersion',
      'NotImplemented',
    ]);
    expect(left()).toEqual(KEYS);
  });

  it('deletes under one that does', async () => {
    const md5 = Buffer.from(md5Of('a'), 'base64').toString('hex');
    const asked =
      object('a', `<ETag>"${md5}"</ETag>`) + object('b/c', '<ETag>*</ETag><VersionId>null</VersionId>');
    expect(textsOf(await post(document(asked)), 'Code')).toEqual([]);
    expect(left()).toEqual(KEYS.slice(2));
  });

  it('wants a digest of the request', async () => {
    const body = document(object('a'));
    const none = await post(body, {});
    expect(none.status).toBe(400);
    expect(textsOf(none, 'Code')).toEqual(['InvalidRequest']);
    const wrong = await post(body, { 'content-md5': md5Of('other') });
    expect(textsOf(wrong, 'Code')).toEqual(['BadDigest']);
    expect(left()).toEqual(KEYS);
  });

  it.each([
    ['nothing', ''],
    ['no keys', document('')],
    ['an object without a key', document('<Object/>')],
    ['a key twice in one object', document('<Object><Key>a</Key><Key>b</Key></Object>')],
    ['what it does not know', document(`${object('a')}<Force>true</Force>`)],
    ['a quiet that is neither', document(`<Quiet>maybe</Quiet>${object('a')}`)],
    ['a control character', document(object('&#x1;'))],
    ['a document type', `<!DOCTYPE Delete>${document(object('a'))}`],
    ['no end', document(object('a')).slice(0, -1)],
    ['another root', `<CompleteMultipartUpload>${object('a')}</CompleteMultipartUpload>`],
  ])('refuses a document with %s and deletes nothing', async (_, body) => {
    const answer = await post(body);
    expect(answer.status).toBe(400);
    expect(textsOf(answer, 'Code')).toEqual(['MalformedXML']);
    expect(left()).toEqual(KEYS);
  });
});
