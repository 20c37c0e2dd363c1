/** The script that makes a shell complete our command line. */
import { bashCompletion } from './bash.js';
import type { CommandNode } from './command-tree.js';
import type { CompletionRow } from './completion-table.js';
import { completionTable } from './completion-table.js';
import { fishCompletion } from './fish.js';
import { powershellCompletion } from './powershell.js';
import type { Shell } from './shells.js';
import { zshCompletion } from './zsh.js';

const WRITERS = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
  powershell: powershellCompletion,
} satisfies Record<Shell, (rows: readonly CompletionRow[]) => string>;

export const completionScript = (shell: Shell, program: CommandNode): string =>
  WRITERS[shell](completionTable(program));
