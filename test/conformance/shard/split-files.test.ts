import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitFiles } from '../../../conformance/shard/split-files.js';

const file = fc.record({
  path: fc.string({ minLength: 1 }),
  bytes: fc.nat({ max: 1e9 }),
  match: fc.constantFrom({ kind: 'source', source: {} }, { kind: 'unknown-file' }),
});
const listing = fc.record({
  files: fc.uniqueArray(file, { selector: ({ path }) => path, maxLength: 60 }),
  wholeTree: fc.boolean(),
});
const count = fc.integer({ min: 1, max: 9 });

describe('files among shards', () => {
  it('go to exactly one each, and to the same one every time', () => {
    fc.assert(
      fc.property(listing, count, (facts, shards) => {
        const split = splitFiles(facts, shards);
        expect(new Set(split.keys())).toEqual(new Set(facts.files.map(({ path }) => path)));
        for (const shard of split.values()) {
          expect(shard).toBeGreaterThanOrEqual(1);
          expect(shard).toBeLessThanOrEqual(shards);
        }
        expect(splitFiles(structuredClone(facts), shards)).toEqual(split);
      }),
    );
  });

  it('are balanced: no shard has more than its share and one file', () => {
    fc.assert(
      fc.property(listing, count, (facts, shards) => {
        const read = facts.files.filter(({ match }) => !facts.wholeTree || 'source' in match);
        const split = splitFiles(facts, shards);
        const total = read.reduce((sum, { bytes }) => sum + bytes, 0);
        const largest = Math.max(0, ...read.map(({ bytes }) => bytes));
        for (let shard = 1; shard <= shards; shard++) {
          const own = read.filter(({ path }) => split.get(path) === shard);
          const load = own.reduce((sum, { bytes }) => sum + bytes, 0);
          expect(load).toBeLessThanOrEqual(total / shards + largest);
        }
      }),
    );
  });

  it('keeps two names that read the same together', () => {
    const twin = { path: '\ufffd.zip', bytes: 5, match: { kind: 'unknown-file' } };
    expect([...splitFiles({ files: [twin, twin], wholeTree: true }, 3)]).toEqual([['\ufffd.zip', 1]]);
  });
});
