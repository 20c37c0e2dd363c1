/** Reports that cannot be put together: one line, the reason and the mend. */
export class MergeError extends Error {
  readonly code = 'MERGE';

  constructor(message: string) {
    super(message);
    this.name = 'MergeError';
  }
}
