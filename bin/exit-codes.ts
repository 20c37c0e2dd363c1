/** Exit codes are a contract; a check's own are in its report. */
export const EXIT = {
  conformant: 0,
  findings: 1,
  /** Usage or configuration. */
  usage: 2,
  /** We were kept from judging. */
  incomplete: 3,
  inconclusive: 4,
} as const;

/** We were kept from doing what was asked, by a full disk say: one line, the reason and the mend. */
export class IncompleteError extends Error {
  readonly code = 'INCOMPLETE';

  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'IncompleteError';
  }
}

/** A mistake in the call: one line, the reason and the mend. */
export class UsageError extends Error {
  readonly code = 'USAGE';

  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}
