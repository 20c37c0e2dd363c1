/** A foreign key as a check needs it: whose columns, in which of their names, hold keys of which file. */
import type { Origin } from '../source.js';

/** How release 3.7 brings the two files together. None of it refuses a row: Postgres knows of no foreign key. */
export type Join =
  /** The reports join the school's hierarchy, so that the row is in none of them. */
  | 'hierarchy'
  /** The hierarchy of schools is built by this join. */
  | 'builds-hierarchy'
  /** The row is joined to the other one, and to be seen only with it. */
  | 'inner'
  /** What the other row would add stays empty. */
  | 'left';

export interface Reference {
  /** Id of the source whose rows refer. */
  readonly source: string;
  /** Its variant; null: it has none. */
  readonly variant: string | null;
  /** Its section; null: it has none. */
  readonly section: string | null;
  readonly fields: readonly string[];
  /** Id of the source referred to, and its columns by the names of its first variant. */
  readonly target: string;
  readonly targetFields: readonly string[];
  /** By column: its values are whole numbers or codes, so that leading zeros make no difference. */
  readonly numeric: readonly boolean[];
  /** By column: a stated default, which stands for no value; null: none is stated. */
  readonly defaults: readonly (string | null)[];
  /** The row says where or how the other one came about, and is nothing without it. */
  readonly isDetail: boolean;
  readonly join: Join;
  readonly origin: Origin;
}

/** The set of keys that a reference is looked up in: several references may share one. */
export const keySetOf = ({ target, targetFields }: Pick<Reference, 'target' | 'targetFields'>): string =>
  `${target}(${targetFields.join(', ')})`;
