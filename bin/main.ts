/** Parses the command line, runs one command, gives back the exit code. */
import { Command, CommanderError } from 'commander';
import { FindingPartError } from '../conformance/finding-part.js';
import { InputError } from '../conformance/inputs/input-error.js';
import { MergeError } from '../conformance/shard/merge-error.js';
import type { CliCommand } from './commands/command.js';
import { commands } from './commands/index.js';
import { EXIT, IncompleteError, UsageError } from './exit-codes.js';
import { version } from './version.js';

export async function main(argv: readonly string[]): Promise<number> {
  let exitCode: number = EXIT.conformant;
  const program = new Command('cqube-conform')
    .description('Proves, offline and in CI, that what you emit is what Sunbird cQube expects.')
    .version(version(), '-V, --version')
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(text) })
    .showSuggestionAfterError()
    .addHelpText('after', HELP);
  for (const load of wanted(argv)) {
    (await load()).register(program, (code) => {
      exitCode = code;
    });
  }
  for (const command of program.commands) command.exitOverride();
  try {
    if (argv.length === 0) {
      program.outputHelp();
      return EXIT.usage;
    }
    await program.parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (error) {
    return exitCodeOf(error);
  }
}

/** The command that is named; all of them for help, and to suggest one where the name is none. */
function wanted([name = '']: readonly string[]): readonly (() => Promise<CliCommand>)[] {
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  return load ? [load] : Object.values(commands);
}

const HELP = `
Exit codes: 0 conformant, 1 findings, 2 usage error, 3 run incomplete, 4 nothing was checked.

Examples:
  cqube-conform check ./cqube_emission
  cqube-conform check ./cqube_emission --profile pipeline-3.7
  cqube-conform check student_attendance.csv -f json=report.json
  cqube-conform pack exports/ --check
  cqube-conform emit ./cqube_emission --dry-run
  cqube-conform specs header student_attendance`;

function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.conformant : EXIT.usage;
  if (error instanceof UsageError || error instanceof InputError || error instanceof MergeError) {
    process.stderr.write(`cqube-conform: ${error.message}\n`);
    return EXIT.usage;
  }
  if (error instanceof IncompleteError || error instanceof FindingPartError) {
    process.stderr.write(`cqube-conform: ${error.message}\n`);
    return EXIT.incomplete;
  }
  const message =
    error instanceof Error
      ? process.env['CQUBE_CONFORM_DEBUG']
        ? error.stack
        : error.message
      : String(error);
  process.stderr.write(`cqube-conform: internal fault: ${message}\n`);
  process.stderr.write(
    'This is a defect of cqube-conform; CQUBE_CONFORM_DEBUG=1 shows where. Please report it.\n',
  );
  return EXIT.incomplete;
}
