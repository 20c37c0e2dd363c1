/** What the inputs of a pack hold, before it is decided what goes where. */
import type { PackProblem } from './pack-error.js';

/** What stands for standard input on the command line. */
export const STDIN = '-';

export interface FoundCsv {
  /** The path as a person of the working directory would write it, with `/`; `-` for standard input. */
  readonly shown: string;
  readonly absolutePath: string;
  /** The one path that no link is part of: two CSVs that share it are one. */
  readonly realPath: string;
  /** Name of the folder that the CSV lies in, and its own. */
  readonly parent: string;
  readonly name: string;
  /** null: not known before the end, as with standard input. */
  readonly size: FileSize | null;
  /** The first line that is not empty; null where there is none, or where it was not looked at. */
  readonly header: string | null;
}

/** By which a change is noticed: bytes, and milliseconds since 1970. */
export interface FileSize {
  readonly bytes: number;
  readonly changedAt: number;
}

/** A file that is no CSV to pack, and why. */
export interface PassedOver {
  readonly shown: string;
  readonly why: string;
}

export interface Found {
  readonly csvs: readonly FoundCsv[];
  /** Zips that lie in their published place and hold what they should. */
  readonly packed: readonly PassedOver[];
  readonly passedOver: readonly PassedOver[];
  readonly problems: readonly PackProblem[];
}
