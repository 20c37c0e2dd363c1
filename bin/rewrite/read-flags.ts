/** What `fix` and `split` have in common on the command line. */
import type { Command } from 'commander';
import type { CheckOptions } from '../../conformance/check-emission.js';
import type { Settings } from '../../conformance/settings.js';
import { settle } from '../config/settle.js';
import { UsageError } from '../exit-codes.js';
import { openOutputs } from '../outputs.js';
import type { Outputs } from '../outputs.js';
import { clock } from '../read-options.js';
import { version } from '../version.js';

export interface RewriteFlags {
  readonly out?: string;
  readonly format?: readonly string[];
  readonly config?: string | false;
}

export const addRewriteOptions = (command: Command): Command =>
  command
    .option('--out <dir>', 'a new folder; nothing that is there is ever changed or replaced')
    .option(
      '-f, --format <name[=file]>',
      'how the check of the result is reported, as in check (repeatable)',
      (value: string, all: readonly string[] | undefined): readonly string[] => [...(all ?? []), value],
    )
    .option('--config <file>', 'configuration; default: cqube-conform.config.json, from here up')
    .option('--no-config', 'look for no configuration');

export interface RewriteCall {
  readonly options: CheckOptions & Pick<Settings, 'columns' | 'variants'>;
  readonly outputs: Outputs;
}

/** The published rules, with what the configuration says of columns, variants and severities. Throws `UsageError`. */
export async function readRewriteCall(folder: string, given: RewriteFlags): Promise<RewriteCall> {
  if (folder === '') throw new UsageError('the folder has no name');
  if (folder === '-') throw new UsageError('standard input is no emission: name its folder');
  // Formats of the configuration are those of `check`.
  const { flags, settings } = await settle({ ...given, format: given.format ?? [] });
  return {
    options: { ...settings, version: version(), now: clock() },
    outputs: await openOutputs(flags.format),
  };
}
