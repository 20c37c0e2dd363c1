/** What S3 says of a body that is not what was promised, in its own words. */
import { type Detail, type Refusal, refusal } from '../../error-xml.js';
import type { ChecksumName } from '../signed-body.js';

const invalidRequest = (message: string): Refusal => refusal(400, 'InvalidRequest', message);

/** Also what S3 says of chunks that it cannot read. */
export const ENDED_EARLY = refusal(400, 'IncompleteBody', 'The request body terminated unexpectedly');

export const WRONG_LENGTH = refusal(
  400,
  'IncompleteBody',
  'You did not provide the number of bytes specified by the Content-Length HTTP header',
);

export const NO_LENGTH = refusal(
  411,
  'MissingContentLength',
  'You must provide the Content-Length HTTP header.',
);

/** `chunk`: the number, from one, of the chunk by which it was found out; `bytes`: of the one before it. */
export const smallChunk = (chunk: number, bytes: number): Refusal =>
  refusal(
    400,
    'InvalidChunkSizeError',
    'Only the last chunk is allowed to have a size less than 8192 bytes',
    [
      ['Chunk', String(chunk)],
      ['BadChunkSize', String(bytes)],
    ],
  );

export const MALFORMED_TRAILER = refusal(
  400,
  'MalformedTrailerError',
  'The request contained trailing data that was not well-formed or did not conform to our published schema.',
);

export const UNKNOWN_TRAILER = invalidRequest(
  'The value specified in the x-amz-trailer header is not supported',
);

export const UNKNOWN_CHECKSUM = invalidRequest(
  'The algorithm type you specified in x-amz-checksum- header is invalid.',
);

export const TWO_CHECKSUMS = invalidRequest(
  'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.',
);

export const HEADER_AND_TRAILER = invalidRequest('Expecting a single x-amz-checksum- header');

/** Of a header; of `x-amz-sdk-checksum-algorithm`, too, where it names another one than came. */
export const invalidValue = (header: string): Refusal =>
  invalidRequest(`Value for ${header} header is invalid.`);

export const invalidTrailerValue = (header: string): Refusal =>
  invalidRequest(`Value for ${header} trailing header is invalid.`);

export const CHECKSUM_MISSING = invalidRequest(
  'x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.',
);

export const wrongChecksum = (name: ChecksumName): Refusal =>
  refusal(400, 'BadDigest', `The ${name.toUpperCase()} you specified did not match the calculated checksum.`);

export const wrongSha256 = (expected: string, computed: string): Refusal =>
  refusal(
    400,
    'XAmzContentSHA256Mismatch',
    "The provided 'x-amz-content-sha256' header does not match what was computed.",
    [
      ['ClientComputedContentSHA256', expected],
      ['S3ComputedContentSHA256', computed],
    ],
  );

/** Both in Base64. */
export const wrongMd5 = (expected: string, computed: string): Refusal =>
  refusal(400, 'BadDigest', 'The Content-MD5 you specified did not match what we received.', [
    ['ExpectedDigest', expected],
    ['CalculatedDigest', computed],
  ]);

export const invalidMd5 = (value: string): Refusal => {
  const detail: Detail = ['Content-MD5', value];
  return refusal(400, 'InvalidDigest', 'The Content-MD5 you specified was invalid.', [detail]);
};
