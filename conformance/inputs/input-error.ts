export type InputErrorCode =
  'AMBIGUOUS_SOURCE' | 'NO_PATH' | 'NO_SUCH_PATH' | 'NOT_A_FILE' | 'NOT_A_RECORDING' | 'SOURCE_NEEDS_FILE';

/** A path was named that cannot be an input: a usage error. One line: the reason, and the mend. */
export class InputError extends Error {
  readonly code: InputErrorCode;

  constructor(code: InputErrorCode, message: string) {
    super(message);
    this.name = 'InputError';
    this.code = code;
  }
}
