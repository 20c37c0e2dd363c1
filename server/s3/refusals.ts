/** What S3 refuses in the same words wherever it comes up. */
import { type Refusal, refusal } from './error-xml.js';

/** Longest key in bytes of UTF-8. */
const KEY_BYTES = 1024;

export const ACCESS_DENIED = refusal(403, 'AccessDenied', 'Access Denied');
export const INVALID_URI = refusal(400, 'InvalidURI', "Couldn't parse the specified URI.");
export const INTERNAL = refusal(500, 'InternalError', 'We encountered an internal error. Please try again.');
export const BUSY = refusal(503, 'ServiceUnavailable', 'Please reduce your request rate.');

export const TIMED_OUT = refusal(
  400,
  'RequestTimeout',
  'Your socket connection to the server was not read from or written to within the timeout period. Idle connections will be closed.',
);

export const noSuchBucket = (bucket: string): Refusal =>
  refusal(404, 'NoSuchBucket', 'The specified bucket does not exist', [['BucketName', bucket]]);

export const noSuchKey = (key: string): Refusal =>
  refusal(404, 'NoSuchKey', 'The specified key does not exist.', [['Key', key]]);

/** null: the key is not too long. */
export const refuseKeyLength = (key: string): Refusal | null => {
  const bytes = Buffer.byteLength(key);
  return bytes <= KEY_BYTES
    ? null
    : refusal(400, 'KeyTooLongError', 'Your key is too long', [
        ['Size', String(bytes)],
        ['MaxSizeAllowed', String(KEY_BYTES)],
      ]);
};

export const invalidArgument = (message: string, name: string, value: string): Refusal =>
  refusal(400, 'InvalidArgument', message, [
    ['ArgumentName', name],
    ['ArgumentValue', value],
  ]);

export const methodNotAllowed = (method: string, resource: 'BUCKET' | 'OBJECT' | 'SERVICE'): Refusal =>
  refusal(405, 'MethodNotAllowed', 'The specified method is not allowed against this resource.', [
    ['Method', method],
    ['ResourceType', resource],
  ]);

/** `condition`: the header that did not hold. */
export const preconditionFailed = (condition: string): Refusal =>
  refusal(412, 'PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', [
    ['Condition', condition],
  ]);

/** `why`: S3's further word, where it has one. */
export const headerNotImplemented = (header: string, why?: string): Refusal =>
  refusal(501, 'NotImplemented', 'A header you provided implies functionality that is not implemented', [
    ['Header', header],
    ...(why === undefined ? [] : [['additionalMessage', why] as const]),
  ]);
