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

/** Nothing about the call would be better with another folder on the same disk. */
const DISK_TROUBLE: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EIO']);

/** An output that cannot be made: mostly a folder that the caller should not have named. */
export function cannotWrite(shown: string, error: unknown): PackError {
  const reason = `cannot write ${shown}: ${outputReason(error)}`;
  return new PackError([
    DISK_TROUBLE.has(errorCode(error)) ? keptFrom(reason) : wrongCall(`${reason}; name another folder`),
  ]);
}

function outputReason(error: unknown): string {
  const code = errorCode(error);
  if (code === 'EIO') return 'the disk reports an error';
  if (code === 'ENOTDIR' || code === 'EEXIST') return 'there is a file where a folder should be';
  if (code === 'ENOENT') return 'no folder can be made there';
  return ioReason(error);
}
