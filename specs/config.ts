/**
 * The configuration file, `cqube-conform.config.json`. Its JSON Schema (`specs/config.schema.json`) is generated from
 * the schema beside this file; a test holds the two together.
 */
import type { ExtraColumn, Override, PinnedVariants } from './configured.js';
import type { FailOn } from './report.js';

export const CONFIG_NAME = 'cqube-conform.config.json';

/** Everything may be left out. What the command line says, wins. */
export interface Config {
  /** For editors: the JSON Schema of this file. */
  readonly $schema?: string;
  readonly profile?: string;
  readonly failOn?: FailOn;
  /** Rows, or a share of them: `100`, `5%`. */
  readonly failOnLoss?: string;
  /** Rule id prefixes, as `--only` and `--skip` take them. */
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  /** As `-f` takes them: `junit=report.xml`. Relative to the working directory, as on the command line. */
  readonly formats?: readonly string[];
  /** Baseline file, relative to the configuration file. */
  readonly baseline?: string;
  /** Ids of data sources that must be there. */
  readonly sources?: readonly string[];
  readonly variants?: PinnedVariants;
  readonly columns?: readonly ExtraColumn[];
  readonly overrides?: readonly Override[];
  readonly limits?: {
    /** Samples of findings kept for each rule, column and severity of a file. */
    readonly samples?: number;
    /** As `--memory` takes it: `256M`. */
    readonly memory?: string;
    readonly jobs?: number;
    /** Unpacked to packed bytes, beyond which a zip is taken for a bomb. */
    readonly expansionRatio?: number;
    /** Bytes that a zip may say it unpacks to. */
    readonly unpackedBytes?: number;
  };
}
