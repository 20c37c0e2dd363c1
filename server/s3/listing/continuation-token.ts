/**
 * Where a listing goes on, as text that clients hand back unread. It holds the place and a digest, so that a token cut
 * short, altered or of another bucket is noticed; it outlives restarts, and there is no secret in it to keep.
 */
import { createHash } from 'node:crypto';
import { wrongArgument } from '../operations/wrong-argument.js';

const DIGEST_BYTES = 12;

const digest = (bucket: string, place: Uint8Array): Buffer =>
  createHash('sha256').update(`${bucket}\n`).update(place).digest().subarray(0, DIGEST_BYTES);

/** Base64 with all its letters, as S3's own: a client that forgets to percent-encode it fails here too. */
export const writeToken = (bucket: string, place: string): string => {
  const bytes = Buffer.from(place);
  return Buffer.concat([digest(bucket, bytes), bytes]).toString('base64');
};

/** Throws `RefusedError` InvalidArgument. */
export const readToken = (bucket: string, token: string): string => {
  const bytes = Buffer.from(token, 'base64');
  const place = bytes.subarray(DIGEST_BYTES);
  if (bytes.toString('base64') !== token || !digest(bucket, place).equals(bytes.subarray(0, DIGEST_BYTES)))
    throw wrongArgument('The continuation token provided is incorrect', 'continuation-token', token);
  return place.toString();
};
