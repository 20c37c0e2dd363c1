/** What the command line, the environment and the configuration file can all set, as the command line has it. */
export interface ConfigurableFlags {
  readonly profile?: string;
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  readonly failOn?: string;
  readonly failOnLoss?: string;
  readonly format?: readonly string[];
  readonly baseline?: string;
  readonly jobs?: string;
  readonly memory?: string;
  readonly tempDir?: string;
}

/** Those that always have a value in the end. */
export type SettledFlags = ConfigurableFlags &
  Required<Pick<ConfigurableFlags, 'profile' | 'only' | 'skip' | 'failOn' | 'format'>>;

export interface ConfigFlags {
  /** false: `--no-config`. */
  readonly config?: string | false;
  readonly printConfig?: boolean;
}

export interface BaselineFlags {
  readonly baseline?: string;
  readonly writeBaseline?: string;
  readonly pruneBaseline?: boolean;
  readonly baselineReason?: string;
  readonly baselineOwner?: string;
  readonly baselineUntil?: string;
}
