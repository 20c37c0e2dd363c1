/** What lies in an emission folder, matched against the published tree. Facts only: rules judge. */
import type { DataSource } from '../../specs/source.js';

/** How a file relates to the published tree. */
export type FileMatch =
  /** `<folder>/<stem>.zip` as published, or an alias of it. */
  | { readonly kind: 'source'; readonly source: DataSource }
  /** The folder is unknown, but the stem is exact: it is checked all the same. */
  | {
      readonly kind: 'unknown-folder';
      readonly source: DataSource | null;
      /** The unknown folder, written like the file's path; null: the file lies in no folder at all. */
      readonly folder: string | null;
      readonly suggestions: readonly string[];
    }
  /** The folder is known, the file is not. */
  | { readonly kind: 'unknown-file'; readonly suggestions: readonly string[] }
  /** `<folder>/<stem>.csv`: the right file, not zipped. */
  | { readonly kind: 'loose-csv'; readonly source: DataSource };

export interface EmissionFile {
  /** Below the emission folder, with `/`. */
  readonly path: string;
  readonly absolutePath: string;
  readonly bytes: number;
  readonly match: FileMatch;
  /** The file was named by itself, not found in a tree: whether it is zipped is then not asked. */
  readonly named?: true;
  /** Why it could not be opened, in words. */
  readonly unreadable?: string;
  /** What it is, where that is nothing to read: a pipe, a link back to a folder read before. No failure. */
  readonly notRead?: string;
  /** Begins like a key that a flow lists; begins like a stem that the flow then takes. */
  readonly listedByPipeline: boolean;
  readonly takenByPipeline: boolean;
}

export interface EmissionFacts {
  readonly files: readonly EmissionFile[];
  /** Every source of the registry. */
  readonly sources: readonly DataSource[];
  /** false: single files were named, so nothing can be missing. */
  readonly wholeTree: boolean;
  /** Ids that the configuration asks for. */
  readonly asked: readonly string[];
}
