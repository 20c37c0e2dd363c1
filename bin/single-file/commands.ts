/** The commands of the single file, in place of the whole registry: those that need neither server nor emitter. */
import { check } from '../commands/check.js';
import type { CliCommand } from '../commands/command.js';
import { explain } from '../commands/explain.js';
import { merge } from '../commands/merge.js';
import { rules } from '../commands/rules.js';
import { specs } from '../commands/specs.js';

export const commands: readonly CliCommand[] = [check, merge, rules, explain, specs];
