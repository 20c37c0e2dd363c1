/** What the operating system said, in words that can follow a colon. */
const WORDS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EIO: 'the disk reports a read error',
  ELOOP: 'a link that leads back to itself',
  EMFILE: 'too many files are open at once',
  ENAMETOOLONG: 'its path is too long for this system',
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
