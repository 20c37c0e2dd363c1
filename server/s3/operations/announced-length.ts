/** How long an upload says it is; S3 takes none that does not. */
import type { IncomingMessage } from 'node:http';
import { RefusedError, refusal } from '../error-xml.js';
import { headerNotImplemented } from '../refusals.js';
import type { SignedBody } from '../signing/signed-body.js';

/** 5 GiB, the most in one request. */
const LARGEST = 5 * 1024 ** 3;

/** Throws `RefusedError` where no length was announced, or one that S3 does not take. */
export const refuseLength = ({ headers }: IncomingMessage, { length }: SignedBody): void => {
  if (length === null) {
    if (headers['transfer-encoding'] !== undefined)
      throw new RefusedError(headerNotImplemented('Transfer-Encoding'));
    throw new RefusedError(
      refusal(411, 'MissingContentLength', 'You must provide the Content-Length HTTP header.'),
    );
  }
  if (length > LARGEST)
    throw new RefusedError(
      refusal(400, 'EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size', [
        ['ProposedSize', String(length)],
        ['MaxSizeAllowed', String(LARGEST)],
      ]),
    );
};
