/** The command line as a tree: what `main` parses, what the completions and the manual page are made of. */
import { Command } from 'commander';
import type { CliCommand } from './commands/command.js';
import { commands } from './commands/index.js';
import { addHelpExamples } from './help-examples.js';
import { version } from './version.js';

/**
 * A program that throws instead of exiting. `exit` is told the exit code of the command that ran. With the name of a
 * command, that one alone is loaded: the program starts faster so.
 */
export async function buildProgram(exit: (code: number) => void, name = ''): Promise<Command> {
  const program = new Command('cqube-conform')
    .description('Proves, offline and in CI, that what you emit is what Sunbird cQube expects.')
    .version(version(), '-V, --version')
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(text) })
    .showSuggestionAfterError()
    .addHelpText('after', `\n${EXIT_CODES}`);
  for (const load of wanted(name)) (await load()).register(program, exit);
  for (const command of program.commands) command.exitOverride();
  addHelpExamples(program);
  return program;
}

/** The command that is named; all of them for help, and to suggest one where the name is none. */
function wanted(name: string): readonly (() => Promise<CliCommand>)[] {
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  return load ? [load] : Object.values(commands);
}

const EXIT_CODES =
  'Exit codes: 0 conformant, 1 findings, 2 usage error, 3 run incomplete, 4 nothing was checked.';
