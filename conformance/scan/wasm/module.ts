/** Puts functions together into a WebAssembly module that works on a memory given to it. */
import { encode, unsigned } from './instructions.js';
import type { Code } from './instructions.js';

const TYPES = { i32: 0x7f, i64: 0x7e, v128: 0x7b } as const;

export interface FunctionCode {
  readonly name: string;
  /** All parameters and results are i32. */
  readonly parameters: readonly string[];
  readonly results: number;
  readonly locals: Readonly<Partial<Record<keyof typeof TYPES, readonly string[]>>>;
  readonly body: Code;
}

/** The module's bytes. It imports `env.memory` and exports every function. */
export function assemble(functions: readonly FunctionCode[]): Uint8Array<ArrayBuffer> {
  const indexes = new Map(functions.map(({ name }, index) => [name, index]));
  const types = functions.map(({ parameters, results }) => [
    0x60,
    ...list(parameters.map(() => [TYPES.i32])),
    ...list(Array.from({ length: results }, () => [TYPES.i32])),
  ]);
  return Uint8Array.from([
    0x00,
    0x61,
    0x73,
    0x6d,
    1,
    0,
    0,
    0,
    ...section(1, list(types)),
    ...section(2, list([[...text('env'), ...text('memory'), 0x02, 0x00, 1]])),
    ...section(3, list(functions.map((_, index) => unsigned(index)))),
    ...section(7, list(functions.map(({ name }, index) => [...text(name), 0x00, ...unsigned(index)]))),
    ...section(10, list(functions.map((code) => sized(bodyOf(code, indexes))))),
  ]);
}

function bodyOf(code: FunctionCode, functions: ReadonlyMap<string, number>): number[] {
  const kinds = (['i32', 'i64', 'v128'] as const).map((kind) => ({ kind, names: code.locals[kind] ?? [] }));
  const names = [...code.parameters, ...kinds.flatMap((group) => group.names)];
  const locals = new Map(names.map((name, index) => [name, index]));
  const declared = kinds.map(({ kind, names: { length } }) => [...unsigned(length), TYPES[kind]]);
  return [...list(declared), ...encode(code.body, { locals, functions }), 0x0b];
}

const list = (items: readonly (readonly number[])[]): number[] => [
  ...unsigned(items.length),
  ...items.flat(),
];
const sized = (bytes: readonly number[]): number[] => [...unsigned(bytes.length), ...bytes];
const text = (value: string): number[] => sized([...Buffer.from(value)]);
const section = (id: number, bytes: readonly number[]): number[] => [id, ...sized(bytes)];
