/** Conditions on the object that is read: by GET and HEAD, and as the source of a copy. */
import type { IncomingHttpHeaders } from 'node:http';
import { RefusedError } from '../error-xml.js';
import type { StoredObject } from '../object-store.js';
import { preconditionFailed } from '../refusals.js';
import { namesTag } from './entity-tags.js';

export interface ReadConditions {
  readonly ifMatch: string | undefined;
  readonly ifNoneMatch: string | undefined;
  readonly ifModifiedSince: string | undefined;
  readonly ifUnmodifiedSince: string | undefined;
}

/** Milliseconds since 1970; null: no date, which is as good as none given. */
const momentOf = (date: string | undefined): number | null => {
  const moment = date === undefined ? Number.NaN : Date.parse(date);
  return Number.isNaN(moment) ? null : moment;
};

/** Dates in headers know whole seconds. */
const modified = ({ lastModified }: StoredObject): number => Math.floor(lastModified / 1000) * 1000;

/** The condition that must hold and does not; null: all hold. A tag is asked before a date, which then counts no more. */
const failed = (object: StoredObject, { ifMatch, ifUnmodifiedSince }: ReadConditions): string | null => {
  if (ifMatch !== undefined) return namesTag(ifMatch, object.etag) ? null : 'If-Match';
  const moment = momentOf(ifUnmodifiedSince);
  return moment === null || modified(object) <= moment ? null : 'If-Unmodified-Since';
};

/** The condition by which the client has the object already; null: it has not. A date to come says nothing. */
const unchanged = (
  object: StoredObject,
  { ifNoneMatch, ifModifiedSince }: ReadConditions,
  now: number,
): string | null => {
  if (ifNoneMatch !== undefined) return namesTag(ifNoneMatch, object.etag) ? 'If-None-Match' : null;
  const moment = momentOf(ifModifiedSince);
  return moment === null || moment > now || modified(object) > moment ? null : 'If-Modified-Since';
};

/** `now`: milliseconds since 1970. Throws `RefusedError` where a condition does not hold. */
export const judgeRead = (
  object: StoredObject,
  conditions: ReadConditions,
  now: number,
): 'send' | 'not-modified' => {
  const condition = failed(object, conditions);
  if (condition !== null) throw new RefusedError(preconditionFailed(condition));
  return unchanged(object, conditions, now) === null ? 'send' : 'not-modified';
};

/** Those on the source of a copy. */
export const copyConditions = (headers: IncomingHttpHeaders): ReadConditions => {
  const read = (name: string): string | undefined => headers[`x-amz-copy-source-${name}`]?.toString();
  return {
    ifMatch: read('if-match'),
    ifNoneMatch: read('if-none-match'),
    ifModifiedSince: read('if-modified-since'),
    ifUnmodifiedSince: read('if-unmodified-since'),
  };
};

/** For a copy, an object that is there already is a condition that does not hold. Throws `RefusedError`. */
export const judgeCopySource = (object: StoredObject, conditions: ReadConditions, now: number): void => {
  const condition = failed(object, conditions) ?? unchanged(object, conditions, now);
  if (condition !== null) throw new RefusedError(preconditionFailed(`x-amz-copy-source-${condition}`));
};
