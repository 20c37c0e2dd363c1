import { check } from './check.js';
import type { CliCommand } from './command.js';
import { specs } from './specs.js';

export const commands: readonly CliCommand[] = [check, specs];
