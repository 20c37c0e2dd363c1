/** Damage of every kind, for feeding what no exporter means to write. */
import fc from 'fast-check';

/** One blow to a run of bytes; `at` and `length` are shares of it, so that a blow shrinks without its victim. */
export interface Blow {
  readonly kind: 'flip' | 'cut' | 'insert' | 'splice' | 'duplicate' | 'set';
  readonly at: number;
  readonly length: number;
  readonly byte: number;
}

/** Bytes that mean something to CSV, to UTF-8 or to a zip. */
const TELLING_BYTES = [
  0x00, 0x09, 0x0a, 0x0d, 0x20, 0x22, 0x2c, 0x30, 0x50, 0x4b, 0x5c, 0x7c, 0x80, 0xbb, 0xbf, 0xc3, 0xe0, 0xef,
  0xff,
];

const byte = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...TELLING_BYTES) },
  { weight: 1, arbitrary: fc.nat(255) },
);
const share = fc.double({ min: 0, max: 1, noNaN: true });

const blow: fc.Arbitrary<Blow> = fc.record({
  kind: fc.constantFrom('flip', 'cut', 'insert', 'splice', 'duplicate', 'set'),
  at: share,
  length: fc.oneof(
    { weight: 3, arbitrary: fc.double({ min: 0, max: 0.02, noNaN: true }) },
    { weight: 1, arbitrary: share },
  ),
  byte,
});

export const blows = fc.array(blow, { minLength: 1, maxLength: 6 });

/** Random bytes, with a liking for those that mean something. */
export const randomBytes = fc
  .array(
    fc.oneof({ weight: 3, arbitrary: byte }, { weight: 2, arbitrary: fc.integer({ min: 0x61, max: 0x66 }) }),
    { maxLength: 300 },
  )
  .map((bytes) => Uint8Array.from(bytes));

export const struck = (bytes: Uint8Array, all: readonly Blow[]): Uint8Array => all.reduce(strike, bytes);

function strike(bytes: Uint8Array, { kind, at, length, byte: value }: Blow): Uint8Array {
  const from = Math.min(Math.floor(at * bytes.length), Math.max(0, bytes.length - 1));
  const to = Math.min(bytes.length, from + 1 + Math.floor(length * bytes.length));
  const head = bytes.subarray(0, from);
  const hit = bytes.subarray(from, to);
  const tail = bytes.subarray(to);
  switch (kind) {
    case 'flip':
      return joined(
        head,
        hit.map((old, index) => (index === 0 ? old ^ (1 << (value % 8)) : old)),
        tail,
      );
    case 'set':
      return joined(head, new Uint8Array(hit.length).fill(value), tail);
    case 'cut':
      return joined(head, tail);
    case 'insert':
      return joined(head, Uint8Array.of(value), hit, tail);
    case 'duplicate':
      return joined(head, hit, hit, tail);
    case 'splice':
      return joined(head, tail, hit);
  }
}

const joined = (...parts: readonly Uint8Array[]): Uint8Array => Uint8Array.from(Buffer.concat(parts));

/** Physical lines: LF, CR LF and a lone CR each end one; text behind the last end is a line too. */
export function physicalLines(bytes: Uint8Array): number {
  let lines = 0;
  bytes.forEach((value, at) => {
    if (value === 0x0a || (value === 0x0d && bytes[at + 1] !== 0x0a)) lines++;
  });
  const last = bytes.at(-1);
  return last === undefined || last === 0x0a || last === 0x0d ? lines : lines + 1;
}
