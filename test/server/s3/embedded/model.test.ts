/** Random keys and operations, against a plain Map. */
import { text } from 'node:stream/consumers';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { AWKWARD_KEYS, pieces, PLAIN } from '../store-contract.js';
import { filesBelow, openStoreIn, removeFolder, temporaryFolder } from './temporary-store.js';

const key = fc.oneof(
  fc.constantFrom(...AWKWARD_KEYS.slice(0, 16)),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }).filter((value) => value.isWellFormed()),
  fc.string({
    unit: fc.constantFrom('a', '/', '.', '\\', '\0', '\u{10000}', '\uffee'),
    minLength: 1,
    maxLength: 6,
  }),
);
const operation = fc.oneof(
  fc.record({ kind: fc.constant('put' as const), key, content: fc.string({ maxLength: 200 }) }),
  fc.record({ kind: fc.constant('delete' as const), key }),
  fc.record({ kind: fc.constant('get' as const), key }),
  fc.record({ kind: fc.constant('list' as const), key, limit: fc.integer({ min: 1, max: 5 }) }),
  fc.record({ kind: fc.constant('reopen' as const) }),
);

const inByteOrder = (keys: Iterable<string>): string[] =>
  [...keys].toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));

it('behaves as a map with sorted keys, across restarts', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(operation, { maxLength: 30 }), async (operations) => {
      const folder = temporaryFolder();
      let store = await openStoreIn(folder);
      const model = new Map<string, string>();
      try {
        for (const step of operations) {
          if (step.kind === 'put') {
            await store.put('one', step.key, pieces(step.content), PLAIN);
            model.set(step.key, step.content);
          } else if (step.kind === 'delete') {
            expect(await store.delete('one', step.key)).toBe(model.delete(step.key));
          } else if (step.kind === 'get') {
            const found = await store.get('one', step.key);
            expect(found === null ? undefined : await text(found.content)).toBe(model.get(step.key));
          } else if (step.kind === 'list') {
            const behind = inByteOrder([...model.keys(), step.key]);
            const expected = behind.slice(behind.lastIndexOf(step.key) + 1);
            const page = await store.list('one', { prefix: '', after: step.key, limit: step.limit });
            expect(page.objects.map((object) => object.key)).toEqual(expected.slice(0, step.limit));
            expect(page.truncated).toBe(expected.length > step.limit);
          } else {
            await store.close();
            store = await openStoreIn(folder);
          }
        }
        expect(filesBelow(folder).filter((name) => name.endsWith('_object'))).toHaveLength(model.size);
      } finally {
        await store.close();
        removeFolder(folder);
      }
    }),
    { numRuns: 30 },
  );
});
