/** Conditions on what an upload replaces. They are asked at the moment of publishing, so that a race is settled there. */
import type { IncomingHttpHeaders } from 'node:http';
import { RefusedError } from '../error-xml.js';
import type { PutOptions } from '../object-store.js';
import { headerNotImplemented, noSuchKey, preconditionFailed } from '../refusals.js';
import { namesTag } from './entity-tags.js';

/** What S3 says of a form of a condition that it does not take. */
const unacceptable = (header: string): RefusedError =>
  new RefusedError(
    headerNotImplemented(header, `We don't accept the provided value of ${header} header for this API`),
  );

/** Throws `RefusedError` for conditions that S3 does not take; what it returns throws one where they do not hold. */
export const readWriteConditions = (headers: IncomingHttpHeaders): NonNullable<PutOptions['admit']> => {
  const ifMatch = headers['if-match'];
  const ifNoneMatch = headers['if-none-match'];
  if (ifMatch !== undefined && ifNoneMatch !== undefined)
    throw new RefusedError(
      headerNotImplemented(
        'If-Match,If-None-Match',
        'Multiple conditional request headers present in the request',
      ),
    );
  if (ifNoneMatch !== undefined && ifNoneMatch !== '*') throw unacceptable('If-None-Match');
  if (ifMatch === '*') throw unacceptable('If-Match');
  return ({ key }, current) => {
    if (ifNoneMatch !== undefined && current !== null)
      throw new RefusedError(preconditionFailed('If-None-Match'));
    if (ifMatch === undefined) return;
    if (current === null) throw new RefusedError(noSuchKey(key));
    if (!namesTag(ifMatch, current.etag)) throw new RefusedError(preconditionFailed('If-Match'));
  };
};
