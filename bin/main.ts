/** Parses the command line, runs one command, gives back the exit code. */
import { CommanderError } from 'commander';
import { FindingPartError } from '../conformance/finding-part.js';
import { InputError } from '../conformance/inputs/input-error.js';
import { MergeError } from '../conformance/shard/merge-error.js';
import { EXIT, IncompleteError, UsageError } from './exit-codes.js';
import { buildProgram } from './program.js';

export async function main(argv: readonly string[]): Promise<number> {
  let exitCode: number = EXIT.conformant;
  const program = await buildProgram((code) => {
    exitCode = code;
  }, argv[0]);
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
