/** A parameter of a request that S3 does not take. */
import { RefusedError } from '../error-xml.js';
import { invalidArgument } from '../refusals.js';

export const wrongArgument = (message: string, name: string, value: string): RefusedError =>
  new RefusedError(invalidArgument(message, name, value));
