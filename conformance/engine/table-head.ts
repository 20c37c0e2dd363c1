/** The start of a CSV, taken apart: what the head rules look at. */
import type { Alignment } from './alignment.js';
import type { Expectation } from './expectation.js';

/** Encodings that are told by their first bytes. */
export type WideEncoding = 'UTF-16LE' | 'UTF-16BE' | 'UTF-32LE' | 'UTF-32BE';

export interface TableHead {
  readonly expectation: Expectation;
  /** The CSV has no bytes, or nothing but line ends. */
  readonly empty: boolean;
  readonly wide: WideEncoding | null;
  /** UTF-8 byte-order mark. */
  readonly byteOrderMark: boolean;
  /** First line that is not blank, without its end; at most 4,096 characters of it. */
  readonly line: string;
  readonly lineNumber: number;
  /** The limit in bytes, where the header line is longer and was not split; else null. */
  readonly tooLong: number | null;
  /** The header line is not valid UTF-8, or holds a NUL. */
  readonly encodingFault: string | null;
  readonly names: readonly string[];
  /** Places, from 1, of names written in quotes. */
  readonly quoted: readonly number[];
  /** Place, from 1, of a name whose quote the header line does not close; else null. */
  readonly openQuote: number | null;
  /** A delimiter that fits the expected columns better than the expected one; null: none does. */
  readonly otherDelimiter: string | null;
  readonly alignment: Alignment;
  /** Columns beyond the listed ones are part of the table. */
  readonly openEnded: boolean;
  /** The header line to use, in the profile's delimiter and order. */
  readonly headerToUse: string;
}
