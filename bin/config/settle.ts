/** The flags of a command, completed by the environment and the configuration file. */
import type { ConfigFlags, ConfigurableFlags } from './check-flags.js';
import { effective, printedConfig } from './effective.js';
import type { Effective } from './effective.js';
import { findConfig } from './find-config.js';

/** Throws `UsageError`, for a configuration with mistakes in it. */
export async function settle<Flags extends ConfigFlags & ConfigurableFlags>(
  given: Flags,
): Promise<
  Pick<Effective<Flags>, 'flags' | 'settings'> & {
    readonly printed: string;
    /** The configuration file; null: there is none. */
    readonly file: string | null;
  }
> {
  const variable = process.env['CQUBE_CONFORM_CONFIG'];
  const found = await findConfig(given.config ?? (variable === '' ? undefined : variable));
  const settled = effective(given, process.env, found);
  return { ...settled, printed: printedConfig(settled, found), file: found?.path ?? null };
}
