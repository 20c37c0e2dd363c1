/** Whatever the bytes are: facts, or ArchiveDamageError, and never more data than was declared. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type RawMember, writeZip } from '../../../fixtures/raw/write-zip.js';
import { judgeArchive } from '../../support/judge-archive.js';

const STEM = 'district_mst';
const RUNS = { numRuns: 500 };
const text = Array.from({ length: 300 }, (_, index) => `${index}|District ${(index * 7919) % 1009}`).join(
  '\n',
);
const traits: readonly Partial<RawMember>[] = [
  {},
  { zip64: true },
  { dataDescriptor: true },
  { method: 'store' },
  { encrypted: 'aes' },
];
const zips = traits.map((trait) =>
  writeZip({ members: [{ name: `${STEM}.csv`, text, ...trait }, ...(trait.zip64 ? [{ name: 'b/' }] : [])] }),
);

type Mutation = readonly [kind: 'flip' | 'cut' | 'insert' | 'ff', place: number, value: number];

/** Half of all places lie in the last 200 bytes, where the directory is. */
const mutation: fc.Arbitrary<Mutation> = fc.tuple(
  fc.constantFrom('flip' as const, 'cut' as const, 'insert' as const, 'ff' as const),
  fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  fc.integer({ min: 0, max: 255 }),
);

function mutate(bytes: Buffer, [kind, place, value]: Mutation): Buffer {
  const tail = Math.min(200, bytes.length);
  const at = Math.floor(place < 0.5 ? place * 2 * bytes.length : bytes.length - (place - 0.5) * 2 * tail);
  if (kind === 'cut') return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + value)]);
  if (kind === 'insert') return Buffer.concat([bytes.subarray(0, at), Buffer.of(value), bytes.subarray(at)]);
  const copy = Buffer.from(bytes);
  // Runs of ff reach the offsets and sizes that no file can have.
  if (kind === 'ff') copy.fill(0xff, at, Math.min(copy.length, at + 1 + (value % 8)));
  else if (at < copy.length) copy[at] = value;
  return copy;
}

async function survives(bytes: Uint8Array): Promise<void> {
  const { facts, content, findings } = await judgeArchive(bytes, { stem: STEM });
  if (facts.member) expect(content.length).toBeLessThanOrEqual(facts.member.size);
  if (facts.damage) {
    expect(findings.map(({ rule }) => rule)).toContain(`archive/${facts.damage.kind}`);
    expect(facts.damage.reason).toMatch(/^\w[^\n]*[^.]$/);
  }
}

describe('bytes nobody meant', () => {
  test('random bytes', async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), survives), RUNS);
  });

  test('random bytes that start like a zip and end like one', async () => {
    const parts = fc.tuple(
      fc.uint8Array({ maxLength: 200 }),
      fc.uint8Array({ minLength: 16, maxLength: 16 }),
    );
    const lookalike = parts.map(([body, end]) =>
      Buffer.concat([
        Buffer.from('PK\u0003\u0004'),
        body,
        Buffer.from('PK\u0005\u0006'),
        end,
        Buffer.alloc(2),
      ]),
    );
    await fc.assert(fc.asyncProperty(lookalike, survives), RUNS);
  });

  test('mutations of sound zips', async () => {
    const mutated = fc
      .tuple(fc.constantFrom(...zips), fc.array(mutation, { minLength: 1, maxLength: 4 }))
      .map(([bytes, mutations]) => mutations.reduce(mutate, bytes));
    await fc.assert(fc.asyncProperty(mutated, survives), RUNS);
  });

  test('a sound zip never differs from its bytes', async () => {
    const anyText = fc.string({ unit: 'binary', maxLength: 5000 });
    const method = fc.constantFrom('store' as const, 'deflate' as const);
    await fc.assert(
      fc.asyncProperty(anyText, method, fc.boolean(), async (content, how, zip64) => {
        const member: RawMember = {
          name: `${STEM}.csv`,
          text: content,
          method: how,
          ...(zip64 ? { zip64 } : {}),
        };
        const judged = await judgeArchive(writeZip({ members: [member] }), { stem: STEM });
        expect(judged.facts.damage).toBeNull();
        expect(judged.content.equals(Buffer.from(content))).toBe(true);
      }),
      RUNS,
    );
  });
});
