/** What S3 refuses of uploads in parts. */
import { RefusedError, refusal } from '../error-xml.js';
import type { ChecksumName } from '../signing/signed-body.js';

/** Bytes that every part but the last must have. */
export const SMALLEST_PART = 5 * 1024 * 1024;

export const noSuchUpload = (id: string): RefusedError =>
  new RefusedError(
    refusal(
      404,
      'NoSuchUpload',
      'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
      [['UploadId', id]],
    ),
  );

/** While an upload is being completed, its parts stay as they are. */
export const inProgress = (): RefusedError =>
  new RefusedError(
    refusal(
      409,
      'OperationAborted',
      'A conflicting conditional operation is currently in progress against this resource. Please try again.',
    ),
  );

export const invalidPartOrder = (id: string): RefusedError =>
  new RefusedError(
    refusal(
      400,
      'InvalidPartOrder',
      'The list of parts was not in ascending order. Parts must be ordered by part number.',
      [['UploadId', id]],
    ),
  );

export const invalidPart = (id: string, number: number, etag: string): RefusedError =>
  new RefusedError(
    refusal(
      400,
      'InvalidPart',
      "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
      [
        ['UploadId', id],
        ['PartNumber', String(number)],
        ['ETag', etag],
      ],
    ),
  );

export const entityTooSmall = (bytes: number, number: number, etag: string): RefusedError =>
  new RefusedError(
    refusal(400, 'EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size', [
      ['ProposedSize', String(bytes)],
      ['MinSizeAllowed', String(SMALLEST_PART)],
      ['PartNumber', String(number)],
      ['ETag', etag],
    ]),
  );

export const invalidRequest = (message: string): RefusedError =>
  new RefusedError(refusal(400, 'InvalidRequest', message));

export const wrongChecksum = (expected: ChecksumName | null, actual: ChecksumName | null): RefusedError =>
  invalidRequest(
    `Checksum Type mismatch occurred, expected checksum Type: ${expected ?? 'null'}, actual checksum Type: ${actual ?? 'null'}`,
  );

export const badDigest = (name: ChecksumName): RefusedError =>
  new RefusedError(
    refusal(
      400,
      'BadDigest',
      `The ${name.toUpperCase()} you specified did not match the calculated checksum.`,
    ),
  );
