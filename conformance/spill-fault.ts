/** An index that could not be kept on disk, as the report says it. */
import type { Fault } from '../specs/report.js';
import { errorCode, ioReason } from './inputs/io-reason.js';
import type { SpillError } from './spill/spill-error.js';

export const spillFault = (path: string, { folder, cause }: SpillError): Fault => ({
  path,
  message: `its keys need more memory than allowed, and could not be kept in ${folder} instead (${reason(cause)}), so there is no verdict on this file`,
  mend: 'Allow more memory (--memory 1G), make room in that folder, or name one that has room (--temp-dir).',
});

const reason = (cause: unknown): string => {
  const code = errorCode(cause);
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'there is no such folder';
  if (code === 'EFBIG') return 'files there may not become so large';
  return ioReason(cause);
};
