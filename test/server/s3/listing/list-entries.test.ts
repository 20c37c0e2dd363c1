import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { behind, type EntryPage, listEntries } from '../../../../server/s3/listing/list-entries.js';
import type { ListOptions, ObjectStore } from '../../../../server/s3/object-store.js';
import { chunksOf, memoryStore } from '../../memory-store.js';

const bytes = (text: string): string => Buffer.from(text).toString('hex');
const inOrder = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

const storeWith = async (keys: readonly string[]): Promise<ObjectStore> => {
  const store = memoryStore(['one'], () => 0);
  for (const key of keys) await store.put('one', key, chunksOf(''), { contentType: null, metadata: {} });
  return store;
};

const names = ({ entries }: EntryPage): readonly string[] =>
  entries.map((entry) => (entry.kind === 'object' ? `k${entry.object.key}` : `p${entry.prefix}`));

/** What a listing is by definition: every key looked at, every prefix once. */
const oracle = (keys: readonly string[], prefix: string, delimiter: string): readonly string[] => {
  const found = new Set<string>();
  for (const key of [...new Set(keys)].filter((name) => name.startsWith(prefix)).toSorted(inOrder)) {
    const [first = '', ...more] = delimiter === '' ? [key] : key.slice(prefix.length).split(delimiter);
    found.add(more.length === 0 ? `k${key}` : `p${prefix}${first}${delimiter}`);
  }
  return [...found];
};

/** Every page, each begun where the last one ended. */
const pages = async (
  store: ObjectStore,
  prefix: string,
  delimiter: string,
  limit: number,
): Promise<readonly string[]> => {
  const all: string[] = [];
  let last: string | undefined;
  for (;;) {
    const page = await listEntries(store, 'one', {
      prefix,
      delimiter,
      limit,
      after: last?.slice(1) ?? '',
      under: last?.startsWith('p') === true ? last.slice(1) : null,
    });
    const found = names(page);
    expect(found.length).toBeLessThanOrEqual(limit);
    all.push(...found);
    last = found.at(-1);
    if (!page.truncated || last === undefined) return all;
  }
};

const letters = fc.constantFrom(
  'a',
  'b',
  '/',
  '//',
  '-',
  '\u{10ffff}',
  '\uffff',
  '\u{1f600}',
  'é',
  '\n',
  ' ',
);
const text = (maxLength: number) => fc.array(letters, { maxLength }).map((parts) => parts.join(''));

describe('a listing', () => {
  it('is what looking at every key would give, whatever the size of its pages', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          text(6).filter((key) => key !== ''),
          { maxLength: 40 },
        ),
        text(2),
        text(2),
        fc.integer({ min: 1, max: 7 }),
        async (keys, prefix, delimiter, limit) => {
          const store = await storeWith(keys);
          expect(await pages(store, prefix, delimiter, limit)).toEqual(oracle(keys, prefix, delimiter));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('jumps over what lies under a common prefix', async () => {
    const store = await storeWith([
      ...Array.from({ length: 3000 }, (_, index) => `a/${String(index).padStart(6, '0')}`),
      'b',
      'c/1',
    ]);
    const looks: ListOptions[] = [];
    const watched: ObjectStore = {
      ...store,
      list: (bucket, options) => {
        looks.push(options);
        return store.list(bucket, options);
      },
    };
    const page = await listEntries(watched, 'one', { prefix: '', delimiter: '/', after: '', limit: 10 });
    expect(names(page)).toEqual(['pa/', 'kb', 'pc/']);
    expect(looks).toHaveLength(2);
  });

  it('goes on where it was when what it ended with is gone and others came', async () => {
    const store = await storeWith(['a', 'b', 'c/1', 'd', 'e']);
    const first = await listEntries(store, 'one', { prefix: '', delimiter: '/', after: '', limit: 3 });
    expect(names(first)).toEqual(['ka', 'kb', 'pc/']);
    await store.delete('one', 'c/1');
    for (const key of ['aa', 'c/2', 'c0'])
      await store.put('one', key, chunksOf(''), { contentType: null, metadata: {} });
    const rest = { prefix: '', delimiter: '/', after: 'c/', under: 'c/', limit: 3 };
    expect(names(await listEntries(store, 'one', rest))).toEqual(['kc0', 'kd', 'ke']);
  });

  it('has nothing to go on with when nothing is asked for', async () => {
    const store = await storeWith(['a']);
    expect(await listEntries(store, 'one', { prefix: '', delimiter: '', after: '', limit: 0 })).toEqual({
      entries: [],
      truncated: false,
    });
  });
});

describe('the key behind a prefix', () => {
  it('is no longer than a key may be, and behind every shorter key that begins so', () => {
    fc.assert(
      fc.property(text(40), text(40), (prefix, rest) => {
        expect(Buffer.byteLength(behind(prefix))).toBeLessThanOrEqual(1024);
        expect(bytes(behind(prefix)) > bytes(prefix + rest)).toBe(true);
      }),
    );
  });
});
