import type { CliCommand } from './command.js';
export const split: CliCommand = { register: () => undefined };
