/** `completion`: a script that makes a shell complete commands, options and their values. */
import type { Command } from 'commander';
import { SHELLS } from '../completion/shells.js';
import { EXIT, UsageError } from '../exit-codes.js';
import type { CliCommand } from './command.js';

export const completion: CliCommand = {
  register: (program: Command, exit) => {
    program
      .command('completion')
      .description('a script for the shell that completes commands, options and values')
      .argument('<shell>', SHELLS.join(', '))
      .action(async (name: string) => {
        const shell = SHELLS.find((known) => known === name);
        if (shell === undefined)
          throw new UsageError(`there is completion for ${SHELLS.join(', ')}, not for ${name}`);
        const { readTree } = await import('../completion/command-tree.js');
        const { completionScript } = await import('../completion/completion-script.js');
        // Of the program that runs, this command alone is loaded.
        const { buildProgram } = await import('../program.js');
        const whole = await buildProgram(() => undefined);
        process.stdout.write(completionScript(shell, readTree(whole)));
        exit(EXIT.conformant);
      });
  },
};
