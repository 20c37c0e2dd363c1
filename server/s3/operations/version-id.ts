/** Versions: there are none here, so the one object of a key is the version `null`. */
import { RefusedError } from '../error-xml.js';
import { invalidArgument } from '../refusals.js';

/** `id`: undefined: no version was asked for. Throws `RefusedError` for any but `null`. */
export const refuseVersion = (id: string | undefined): void => {
  if (id === undefined || id === 'null') return;
  throw new RefusedError(invalidArgument('Invalid version id specified', 'versionId', id));
};
