/**
 * WebAssembly instructions as nested lists that read like expressions: operands first, then the operation. Blocks,
 * branches and locals go by name, so that nobody counts depths; `encode` turns names into numbers.
 */

export type Code = number | Block | Branch | LocalAccess | Call | readonly Code[];

interface Block {
  readonly opens: 'block' | 'loop' | 'if';
  readonly label: string;
  readonly body: Code;
}

interface Branch {
  readonly jumps: 'always' | 'when';
  readonly label: string;
}

interface LocalAccess {
  readonly local: string;
  readonly does: 'get' | 'set' | 'tee';
}

interface Call {
  readonly calls: string;
}

/** What names stand for inside one function. */
export interface Names {
  readonly locals: ReadonlyMap<string, number>;
  readonly functions: ReadonlyMap<string, number>;
}

const OPENS = { block: 0x02, loop: 0x03, if: 0x04 } as const;
const JUMPS = { always: 0x0c, when: 0x0d } as const;
const LOCAL = { get: 0x20, set: 0x21, tee: 0x22 } as const;
const NO_RESULT = 0x40;
const END = 0x0b;

/** The bytes of the code; `labels` are the blocks around it, the innermost last. */
export function encode(code: Code, names: Names, labels: readonly string[] = []): number[] {
  if (typeof code === 'number') return [code];
  if (isList(code)) return code.flatMap((part) => encode(part, names, labels));
  if ('opens' in code)
    return [OPENS[code.opens], NO_RESULT, ...encode(code.body, names, [...labels, code.label]), END];
  if ('jumps' in code)
    return [
      JUMPS[code.jumps],
      ...unsigned(labels.length - 1 - known(labels.lastIndexOf(code.label), code.label)),
    ];
  if ('local' in code)
    return [LOCAL[code.does], ...unsigned(known(names.locals.get(code.local), code.local))];
  return [0x10, ...unsigned(known(names.functions.get(code.calls), code.calls))];
}

const isList = (code: Code): code is readonly Code[] => Array.isArray(code);

function known(index: number | undefined, name: string): number {
  if (index === undefined || index < 0) throw new Error(`nothing is called ${name} here`);
  return index;
}

/** A whole number in LEB128. */
export function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80);
  return [...bytes, rest];
}

function signed(value: bigint): number[] {
  const bytes: number[] = [];
  for (let rest = value; ; rest >>= 7n) {
    const low = Number(rest & 0x7fn);
    const isLast = (rest >> 7n === 0n && low < 0x40) || (rest >> 7n === -1n && low >= 0x40);
    bytes.push(isLast ? low : low | 0x80);
    if (isLast) return bytes;
  }
}

export const block = (label: string, ...body: Code[]): Code => ({ opens: 'block', label, body });
export const loop = (label: string, ...body: Code[]): Code => ({ opens: 'loop', label, body });
export const when = (condition: Code, ...body: Code[]): Code => [condition, { opens: 'if', label: '', body }];
export const jump = (label: string): Code => ({ jumps: 'always', label });
export const jumpIf = (condition: Code, label: string): Code => [condition, { jumps: 'when', label }];
export const give = (value: Code): Code => [value, 0x0f];
export const call = (name: string, ...operands: Code[]): Code => [operands, { calls: name }];

export const get = (local: string): Code => ({ local, does: 'get' });
export const set = (local: string, value: Code): Code => [value, { local, does: 'set' }];
/** Takes what is on the stack. */
export const take = (local: string): Code => ({ local, does: 'set' });
export const tee = (local: string, value: Code): Code => [value, { local, does: 'tee' }];

export const i32 = (value: number): Code => [0x41, ...signed(BigInt(value | 0))];
export const i64 = (value: bigint): Code => [0x42, ...signed(BigInt.asIntN(64, value))];

const binary =
  (operation: number) =>
  (left: Code, right: Code): Code => [left, right, operation];

export const equal = binary(0x46);
export const differs = binary(0x47);
export const isLess = binary(0x49);
export const isLessSigned = binary(0x48);
export const isGreater = binary(0x4b);
export const isNotLess = binary(0x4f);
export const plus = binary(0x6a);
export const minus = binary(0x6b);
export const times = binary(0x6c);
export const remainder = binary(0x70);
export const and = binary(0x71);
export const or = binary(0x72);
export const xor = binary(0x73);
export const shiftRight = binary(0x76);
export const rotateLeft = binary(0x77);
export const isZero = (value: Code): Code => [value, 0x45];
export const trailingZeros = (value: Code): Code => [value, 0x68];

export const equal64 = binary(0x51);
export const and64 = binary(0x83);
export const shiftRight64 = binary(0x88);
export const widen = (value: Code): Code => [value, 0xad];

/** `offset` is added to the address. */
const load =
  (operation: number) =>
  (address: Code, offset = 0): Code => [address, operation, 0, ...unsigned(offset)];
const store =
  (operation: number) =>
  (address: Code, value: Code, offset = 0): Code => [address, value, operation, 0, ...unsigned(offset)];

export const load8 = load(0x2d);
export const load32 = load(0x28);
export const load64 = load(0x29);
export const store8 = store(0x3a);
export const store32 = store(0x36);

/** Sixteen bytes at once. */
const vector = (operation: number): number[] => [0xfd, ...unsigned(operation)];
export const load16Bytes = (address: Code): Code => [address, ...vector(0), 0, 0];
export const store16Bytes = (address: Code, value: Code): Code => [address, value, ...vector(11), 0, 0];
export const sixteen = (byte: number): Code => [...vector(12), ...Array.from({ length: 16 }, () => byte)];
export const equalBytes = (left: Code, right: Code): Code => [left, right, ...vector(35)];
export const lessBytes = (left: Code, right: Code): Code => [left, right, ...vector(38)];
export const minusBytes = (left: Code, right: Code): Code => [left, right, ...vector(113)];
export const orBytes = (left: Code, right: Code): Code => [left, right, ...vector(80)];
/** One bit a byte, from its highest bit. */
export const bitOfEach = (value: Code): Code => [value, ...vector(100)];
