/** What the operating system said, in words that can follow a colon. */
const WORDS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  // What Windows says of a file that Excel, a virus scanner or the export itself has open.
  EBUSY: 'another program has it open and locked, such as Excel or the export itself: close it there',
  EDQUOT: 'the disk quota is used up',
  EPERM: 'permission denied',
  EIO: 'the disk reports a read error',
  ELOOP: 'a link that leads back to itself',
  EMFILE: 'too many files are open at once',
  ENAMETOOLONG: 'its path is too long for this system',
  ENOSPC: 'the disk is full',
  EROFS: 'the disk can only be read',
  ENOENT: 'it vanished while the folder was being read',
  ENFILE: 'too many files are open at once',
  ESTALE: 'the network drive no longer knows it',
  ETIMEDOUT: 'the network drive does not answer',
};

export const errorCode = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

export function ioReason(error: unknown): string {
  const code = errorCode(error);
  return WORDS[code] ?? (code === '' ? String(error) : `the system reports ${code}`);
}
