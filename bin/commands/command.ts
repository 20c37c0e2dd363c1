import type { Command } from 'commander';

/** A command adds itself to the program; it loads what it needs only when it runs. */
export interface CliCommand {
  readonly register: (program: Command, exit: (code: number) => void) => void;
}
