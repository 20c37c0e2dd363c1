/** Headers that say how an object is to be kept: what of it is taken, and what is refused rather than passed over. */
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { type Refusal, RefusedError, refusal } from '../error-xml.js';
import { headerNotImplemented } from '../refusals.js';

const SSE = 'x-amz-server-side-encryption';

/** Of customers' keys, of tags and of web pages there is nothing here. */
const NOT_IMPLEMENTED =
  /^x-amz-(server-side-encryption-|copy-source-server-side-encryption-|tagging$|website-redirect-location$)/;

/** S3 says so of buckets without locks, which all of these are. */
const LOCK = /^x-amz-object-lock-/;
const NO_LOCK = refusal(400, 'InvalidRequest', 'Bucket is missing Object Lock Configuration');

/** S3 says so of buckets whose owner owns everything, as all of these do. */
const NO_ACLS = refusal(400, 'AccessControlListNotSupported', 'The bucket does not allow ACLs');
const OWNERS_OWN = new Set(['private', 'bucket-owner-full-control']);

const NOT_KEPT = 'the mock does not have this part of S3';
const STANDARD_ONLY = 'the mock keeps everything in the class STANDARD';

const refuseEncryption = (algorithm: string): RefusedError | null => {
  if (algorithm === 'AES256') return null;
  if (algorithm.startsWith('aws:')) return new RefusedError(headerNotImplemented(SSE), NOT_KEPT);
  return new RefusedError(
    refusal(
      400,
      'InvalidEncryptionAlgorithmError',
      'The encryption request that you specified is not valid. The valid value is AES256.',
      [
        ['ArgumentName', SSE],
        ['ArgumentValue', algorithm],
      ],
    ),
  );
};

const invalidClass = (name: string): Refusal =>
  refusal(400, 'InvalidStorageClass', 'The storage class you specified is not valid', [
    ['StorageClassRequested', name],
  ]);

/** Throws `RefusedError` for what would be kept otherwise than asked for. */
export const refuseStorageHeaders = (headers: IncomingHttpHeaders): void => {
  const names = Object.keys(headers);
  const foreign = names.find((name) => NOT_IMPLEMENTED.test(name));
  if (foreign !== undefined) throw new RefusedError(headerNotImplemented(foreign), NOT_KEPT);
  if (names.some((name) => LOCK.test(name))) throw new RefusedError(NO_LOCK);
  const acl = headers['x-amz-acl'];
  const grants = names.some((name) => name.startsWith('x-amz-grant-'));
  if (grants || (acl !== undefined && !OWNERS_OWN.has(String(acl)))) throw new RefusedError(NO_ACLS);
  const storageClass = headers['x-amz-storage-class'];
  if (storageClass !== undefined && storageClass !== 'STANDARD')
    throw new RefusedError(invalidClass(String(storageClass)), STANDARD_ONLY);
  const algorithm = headers[SSE];
  const refused = algorithm === undefined ? null : refuseEncryption(String(algorithm));
  if (refused !== null) throw refused;
};

/** Said back to whoever asked; S3 says it to everybody since 2023. */
export const echoEncryption = (headers: IncomingHttpHeaders, response: ServerResponse): void => {
  const algorithm = headers[SSE];
  if (algorithm !== undefined) response.setHeader(SSE, algorithm);
};
