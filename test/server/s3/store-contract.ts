/** What every object store must do, whatever stands behind it. */
import { createHash } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ObjectStore, StoredObject } from '../../../server/s3/object-store.js';

export interface StoreUnderTest {
  readonly store: ObjectStore;
  /** Closes it and removes what it left. */
  readonly dispose: () => Promise<void>;
}

export const PLAIN = { contentType: null, metadata: {} };

/** Content in the given pieces. */
export async function* pieces(...parts: readonly (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield typeof part === 'string' ? Buffer.from(part) : part;
}

export const readText = async (store: ObjectStore, bucket: string, key: string): Promise<string | null> => {
  const found = await store.get(bucket, key);
  return found === null ? null : text(found.content);
};

const hex = (algorithm: string, content: string): string =>
  createHash(algorithm).update(content).digest('hex');

/** Keys that a store which thinks of paths, patterns or markup would stumble over. */
export const AWKWARD_KEYS: readonly string[] = [
  '../../../etc/passwd',
  '..',
  '.',
  '/leading',
  'doubled//slash',
  'trailing/',
  '//',
  'a',
  'a/b',
  'A',
  'nul\0inside',
  'back\\slash\\..\\..\\x',
  'C:\\windows\\system32',
  'new\nline and \r\n',
  '%2e%2e%2f',
  '<&>"\'',
  'दिल्ली/छात्र.csv',
  '\u{1f3eb}',
  'e\u0301 and \u00e9',
  '__proto__',
  'constructor',
  '_._S3rver_object',
  ' ',
  'x'.repeat(255),
  `${'y'.repeat(255)}/${'z'.repeat(255)}`,
  'k'.repeat(1024),
  'ह'.repeat(341),
];

export interface ContractOptions {
  /** Names of the two buckets. */
  readonly buckets?: readonly [one: string, two: string];
  /** Keys that what stands behind the store cannot hold: refused as NO_KEY. */
  readonly refusedKeys?: readonly string[];
}

/** `open` gives a fresh, empty store that has at least the two buckets. */
export const describeStore = (
  name: string,
  open: () => Promise<StoreUnderTest>,
  { buckets: [one, two] = ['one', 'two'], refusedKeys = [] }: ContractOptions = {},
): void => {
  describe(`store: ${name}`, () => {
    let store: ObjectStore;
    let dispose: () => Promise<void>;
    beforeEach(async () => {
      ({ store, dispose } = await open());
    });
    afterEach(() => dispose());

    const put = (key: string, content: string): Promise<StoredObject> =>
      store.put(one, key, pieces(content), PLAIN);
    const keys = async (prefix = '', after = '', limit = 1000): Promise<readonly string[]> =>
      (await store.list(one, { prefix, after, limit })).objects.map(({ key }) => key);

    it('gives back what was put, with its sums and attributes', async () => {
      const attributes = { contentType: 'text/csv', metadata: { school: 'क', __proto__x: '1' } };
      const stored = await store.put(one, 'a/b.csv', pieces('id|', '', 'name\n'), attributes);
      expect(stored).toMatchObject({
        bucket: one,
        key: 'a/b.csv',
        bytes: 8,
        md5: hex('md5', 'id|name\n'),
        sha256: hex('sha256', 'id|name\n'),
        etag: hex('md5', 'id|name\n'),
        ...attributes,
      });
      expect(await store.head(one, 'a/b.csv')).toEqual(stored);
      const found = await store.get(one, 'a/b.csv');
      expect(found?.object).toEqual(stored);
      expect(await readText(store, one, 'a/b.csv')).toBe('id|name\n');
      found?.content.destroy();
    });

    it('keeps an empty object', async () => {
      await put('empty', '');
      expect(await readText(store, one, 'empty')).toBe('');
      expect(await store.head(one, 'empty')).toMatchObject({ bytes: 0, md5: hex('md5', '') });
    });

    it('takes the etag of a multipart upload', async () => {
      await store.put(one, 'k', pieces('x'), { ...PLAIN, etag: 'abc-2' });
      expect(await store.head(one, 'k')).toMatchObject({ etag: 'abc-2', md5: hex('md5', 'x') });
    });

    it('knows nothing of what is not there', async () => {
      expect(await store.head(one, 'k')).toBeNull();
      expect(await store.get(one, 'k')).toBeNull();
      expect(await store.delete(one, 'k')).toBe(false);
      expect(await keys()).toEqual([]);
    });

    it('deletes', async () => {
      await put('k', '1');
      await put('l', '2');
      expect(await store.delete(one, 'k')).toBe(true);
      expect(await store.delete(one, 'k')).toBe(false);
      expect(await store.get(one, 'k')).toBeNull();
      expect(await keys()).toEqual(['l']);
    });

    it('keeps buckets apart', async () => {
      await put('k', '1');
      await store.put(two, 'k', pieces('2'), PLAIN);
      expect([await readText(store, one, 'k'), await readText(store, two, 'k')]).toEqual(['1', '2']);
    });

    it('takes every key literally', async () => {
      const taken = AWKWARD_KEYS.filter((key) => !refusedKeys.includes(key));
      for (const key of taken) await put(key, `content of ${key}`);
      for (const key of taken) expect(await readText(store, one, key)).toBe(`content of ${key}`);
      const inByteOrder = taken.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
      expect(await keys()).toEqual(inByteOrder);
      for (const key of refusedKeys) await expect(put(key, 'x')).rejects.toMatchObject({ code: 'NO_KEY' });
    });

    it.each([
      ['an empty one', '', 'NO_KEY'],
      ['one of 1,025 bytes', 'k'.repeat(1025), 'KEY_TOO_LONG'],
      ['one of 1,026 bytes in 342 characters', 'ह'.repeat(342), 'KEY_TOO_LONG'],
      ['half a surrogate pair', 'a\ud800b', 'NO_KEY'],
    ])('refuses as a key: %s', async (_, key, code) => {
      await expect(put(key, 'x')).rejects.toMatchObject({ code });
      await expect(store.head(one, key)).rejects.toMatchObject({ code });
    });

    it('refuses a bucket it does not have', async () => {
      const missing = { code: 'NO_SUCH_BUCKET' };
      await expect(store.put(`../${one}`, 'k', pieces('x'), PLAIN)).rejects.toMatchObject(missing);
      await expect(store.get('three', 'k')).rejects.toMatchObject(missing);
      await expect(store.list('', { prefix: '', after: '', limit: 1 })).rejects.toMatchObject(missing);
    });

    it.each([
      [0, 0, 'a'],
      [0, 2, 'abc'],
      [2, 2, 'c'],
      [3, 6, 'defg'],
      [6, 6, 'g'],
    ])('reads bytes %i to %i', async (from, to, expected) => {
      await put('k', 'abcdefg');
      const found = await store.get(one, 'k', { from, to });
      expect(found && (await text(found.content))).toBe(expected);
    });

    it('lists in byte order, page by page', async () => {
      for (const key of ['b', 'a/b', 'a b', 'a', 'ab', '\uffee', '\u{10000}', 'B']) await put(key, key);
      expect(await keys()).toEqual(['B', 'a', 'a b', 'a/b', 'ab', 'b', '\uffee', '\u{10000}']);
      expect(await keys('a')).toEqual(['a', 'a b', 'a/b', 'ab']);
      expect(await keys('a', 'a b', 1)).toEqual(['a/b']);
      expect(await keys('a', 'a c')).toEqual(['a/b', 'ab']);
      const truncated = async (after: string, limit: number): Promise<boolean> =>
        (await store.list(one, { prefix: 'a', after, limit })).truncated;
      expect([await truncated('', 3), await truncated('', 4), await truncated('a/b', 1)]).toEqual([
        true,
        false,
        false,
      ]);
    });

    it('replaces whole: a reader of the old one reads it to its end', async () => {
      const old = 'old '.repeat(100_000);
      await put('k', old);
      const reader = await store.get(one, 'k');
      await put('k', 'new');
      expect(await readText(store, one, 'k')).toBe('new');
      expect(reader && (await text(reader.content))).toBe(old);
      expect(await keys()).toEqual(['k']);
    });

    describe('an upload that breaks off', () => {
      async function* broken(): AsyncGenerator<Uint8Array> {
        yield Buffer.from('half of ');
        throw new Error('the client went away');
      }

      it('passes on why and leaves what was there', async () => {
        await put('k', 'old');
        await expect(store.put(one, 'k', broken(), PLAIN)).rejects.toThrow('the client went away');
        await expect(store.put(one, 'new', broken(), PLAIN)).rejects.toThrow('the client went away');
        expect(await readText(store, one, 'k')).toBe('old');
        expect(await keys()).toEqual(['k']);
      });

      it('is let go when aborted, even if the source has fallen silent', async () => {
        const abort = new AbortController();
        async function* silent(): AsyncGenerator<Uint8Array> {
          yield Buffer.from('begun');
          abort.abort(new Error('took too long'));
          await new Promise(() => {});
        }
        await expect(store.put(one, 'k', silent(), { ...PLAIN, signal: abort.signal })).rejects.toThrow(
          'took too long',
        );
        expect(await store.head(one, 'k')).toBeNull();
      });

      it('is not begun when aborted before', async () => {
        const signal = AbortSignal.abort(new Error('too late'));
        await expect(store.put(one, 'k', pieces('x'), { ...PLAIN, signal })).rejects.toThrow('too late');
        expect(await keys()).toEqual([]);
      });

      it('is not published when aborted after its last byte', async () => {
        const abort = new AbortController();
        async function* content(): AsyncGenerator<Uint8Array> {
          yield Buffer.from('all of it');
          abort.abort(new Error('too late'));
        }
        await expect(store.put(one, 'k', content(), { ...PLAIN, signal: abort.signal })).rejects.toThrow(
          'too late',
        );
        expect(await keys()).toEqual([]);
      });
    });

    describe('admission', () => {
      it('is told what comes and what stands, once', async () => {
        const told: (readonly [StoredObject, StoredObject | null])[] = [];
        const admit = (object: StoredObject, current: StoredObject | null): void => {
          told.push([object, current]);
        };
        const first = await store.put(one, 'k', pieces('1'), { ...PLAIN, admit });
        const second = await store.put(one, 'k', pieces('2'), { ...PLAIN, admit });
        expect(told).toEqual([
          [first, null],
          [second, first],
        ]);
      });

      it('refuses by throwing', async () => {
        await put('k', 'old');
        const admit = (): never => {
          throw new RangeError('spent');
        };
        await expect(store.put(one, 'k', pieces('new'), { ...PLAIN, admit })).rejects.toThrow(RangeError);
        expect(await readText(store, one, 'k')).toBe('old');
      });

      it('settles a race: of many, one is let in', async () => {
        const admit = (_: StoredObject, current: StoredObject | null): void => {
          if (current !== null) throw new Error('taken');
        };
        const results = await Promise.allSettled(
          Array.from({ length: 20 }, (_, n) => store.put(one, 'k', pieces(`${n}`), { ...PLAIN, admit })),
        );
        const [winner, ...others] = results.filter(({ status }) => status === 'fulfilled');
        expect(others).toEqual([]);
        expect(await store.head(one, 'k')).toEqual((winner as PromiseFulfilledResult<StoredObject>).value);
      });
    });

    it('keeps 50 uploads to one key apart: the last to be published stands, whole', async () => {
      const contents = Array.from({ length: 50 }, (_, n) => `${n}|`.repeat(20_000));
      let last: string | null = null;
      const admit = ({ sha256 }: StoredObject): void => {
        last = sha256;
      };
      const stored = await Promise.all(
        contents.map((content) =>
          store.put(one, 'k', pieces(content.slice(0, 9000), content.slice(9000)), { ...PLAIN, admit }),
        ),
      );
      expect(stored.map(({ sha256 }) => sha256)).toEqual(contents.map((content) => hex('sha256', content)));
      expect(hex('sha256', (await readText(store, one, 'k')) ?? '')).toBe(last);
      expect(await store.head(one, 'k')).toMatchObject({ sha256: last });
    });

    it('keeps 200 uploads to different keys apart', async () => {
      const contents = Array.from({ length: 200 }, (_, n) => `${n}|`.repeat(n * 10));
      await Promise.all(contents.map((content, n) => put(`k/${n}`, content)));
      for (const [n, content] of contents.entries())
        expect(await readText(store, one, `k/${n}`)).toBe(content);
      expect(await keys()).toHaveLength(200);
    });

    it('waits for what is under way when it closes, and refuses the rest', async () => {
      const pending = put('k', 'x'.repeat(1_000_000));
      const closed = store.close();
      await expect(put('l', 'x')).rejects.toMatchObject({ code: 'CLOSED' });
      await expect(store.get(one, 'k')).rejects.toMatchObject({ code: 'CLOSED' });
      expect(await pending).toMatchObject({ bytes: 1_000_000 });
      await closed;
    });
  });
};
