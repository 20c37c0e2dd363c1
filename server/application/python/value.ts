/** What Python's json reader makes of a document: the shapes that decide what a field turns into. */

/** An integer of any size, as its decimal text. */
export interface PythonInt {
  readonly int: string;
}

export interface PythonFloat {
  readonly float: number;
}

/** Keys in the order of their first appearance; the last value given for a key is the one kept. */
export type PythonDict = ReadonlyMap<string, PythonValue>;

export type PythonList = readonly PythonValue[];

export type PythonValue = null | boolean | string | PythonInt | PythonFloat | PythonList | PythonDict;

export const isList = (value: PythonValue): value is PythonList => Array.isArray(value);

export const isDict = (value: PythonValue): value is PythonDict => value instanceof Map;
