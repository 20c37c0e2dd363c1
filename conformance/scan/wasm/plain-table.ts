/** What a program for plain rows is made of: the columns of the table, and which of them it can take alike. */
import type { Acceptor } from '../acceptors.js';
import { isWatched } from './watch-code.js';
import type { RowWatch } from './watch-code.js';

/** The columns by which rows are told apart, and the salt of their hash. */
export interface Identity {
  readonly places: readonly number[];
  readonly salt: number;
  /** A row with a blank among them is not plain. */
  readonly isKey: boolean;
}

export interface PlainTable {
  readonly acceptors: readonly Acceptor[];
  readonly delimiter: number;
  /** null: rows are not compared. */
  readonly identity: Identity | null;
  /** First name of the header: a row that begins so may be the header again, and is not plain. */
  readonly firstName: Uint8Array;
  /** Columns whose fields the caller wants to find without cutting the row. */
  readonly wanted?: readonly number[];
  /** What is told of every row's fields; the same columns must be wanted. Absent: nothing. */
  readonly watch?: RowWatch;
}

/** Columns that follow each other and take the same. */
export interface Run {
  readonly first: number;
  readonly last: number;
}

/** In the order of the columns; whoever is looked at on its own stands alone. */
export function runsOf({ acceptors, identity, wanted, watch }: PlainTable): readonly Run[] {
  const last = acceptors.length - 1;
  const isAlone = (column: number): boolean =>
    column === 0 ||
    column === last ||
    identity?.places.includes(column) === true ||
    wanted?.includes(column) === true ||
    isWatched(watch, column);
  const runs: Run[] = [];
  acceptors.forEach((acceptor, column) => {
    const before = runs.at(-1);
    const twin = before && acceptors[before.first];
    if (before && twin && !isAlone(column) && !isAlone(before.first) && isSame(twin, acceptor))
      runs[runs.length - 1] = { first: before.first, last: column };
    else runs.push({ first: column, last: column });
  });
  return runs;
}

const isSame = (one: Acceptor, other: Acceptor): boolean =>
  one.kind === other.kind &&
  one.blank === other.blank &&
  one.low === other.low &&
  one.high === other.high &&
  Buffer.compare(one.codes, other.codes) === 0;
