/** Why a pack stopped: every reason on a line of its own, and the exit code that follows. */
import { errorCode, ioReason } from '../../conformance/inputs/io-reason.js';
import { EXIT } from '../exit-codes.js';

export interface PackProblem {
  /** `call`: the caller can mend it. `kept-from`: a permission, a disk, a file that changes. */
  readonly kind: 'call' | 'kept-from';
  /** One line: the reason, and the mend. */
  readonly message: string;
}

export class PackError extends Error {
  readonly code = 'PACK';
  readonly problems: readonly PackProblem[];

  constructor(problems: readonly PackProblem[]) {
    super(problems.map(({ message }) => message).join('; '));
    this.name = 'PackError';
    this.problems = problems;
  }

  /** A wrong call counts before everything else. */
  get exitCode(): number {
    return this.problems.some(({ kind }) => kind === 'call') ? EXIT.usage : EXIT.incomplete;
  }
}

export const wrongCall = (message: string): PackProblem => ({ kind: 'call', message });
export const keptFrom = (message: string): PackProblem => ({ kind: 'kept-from', message });

const DISK_TROUBLE: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EIO: 'the disk reports an error',
};

/** An output that cannot be made: mostly a folder that the caller should not have named. */
export function cannotWrite(shown: string, error: unknown): PackError {
  const trouble = DISK_TROUBLE[errorCode(error)];
  if (trouble !== undefined) return new PackError([keptFrom(`cannot write ${shown}: ${trouble}`)]);
  return new PackError([
    wrongCall(`cannot write ${shown}: ${outputReason(error)}; name another folder with --out`),
  ]);
}

function outputReason(error: unknown): string {
  const code = errorCode(error);
  if (code === 'EROFS') return 'the disk is read-only';
  if (code === 'ENOTDIR' || code === 'EEXIST') return 'there is a file where a folder should be';
  if (code === 'ENOENT') return 'no folder can be made there';
  return ioReason(error);
}
