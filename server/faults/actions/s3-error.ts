/** `s3-error`: an error document of S3 instead of the real answer. */
import { errorXml, newRequestIds, refusal } from '../../s3/error-xml.js';
import type { RequestIds } from '../../s3/error-xml.js';
import { drainBody } from '../request-body.js';
import type { PutToWork } from './action.js';

/** What S3 says with the codes that a client may have to live with. */
const MESSAGES: Readonly<Record<string, string>> = {
  AccessDenied: 'Access Denied',
  BadDigest: 'The Content-MD5 you specified did not match what we received.',
  EntityTooLarge: 'Your proposed upload exceeds the maximum allowed size',
  InternalError: 'We encountered an internal error. Please try again.',
  NoSuchBucket: 'The specified bucket does not exist',
  NoSuchKey: 'The specified key does not exist.',
  OperationAborted:
    'A conflicting conditional operation is currently in progress against this resource. Please try again.',
  RequestTimeTooSkewed: 'The difference between the request time and the current time is too large.',
  RequestTimeout:
    'Your socket connection to the server was not read from or written to within the timeout period. Idle connections will be closed.',
  ServiceUnavailable: 'Please reduce your request rate.',
  SlowDown: 'Please reduce your request rate.',
};

const headersOf = ({ requestId, hostId }: RequestIds) =>
  [
    ['x-amz-id-2', hostId],
    ['x-amz-request-id', requestId],
    ['Server', 'AmazonS3'],
  ] as const;

/** The headers by which S3 names itself and the request. */
export const namedByStorage = (random: (bytes: number) => Uint8Array): ReturnType<typeof headersOf> =>
  headersOf(newRequestIds(random));

export const s3Error: PutToWork<'s3-error'> = ({ status, code, message }, exchange, { clock, random }) => {
  const ids = newRequestIds(random);
  const said = message ?? MESSAGES[code] ?? code;
  exchange.tap.instead({
    status,
    headers: [
      ...headersOf(ids),
      ['Content-Type', 'application/xml'],
      ['Date', new Date(clock.now()).toUTCString()],
    ],
    body: errorXml(refusal(status, code, said), ids),
    chunked: true,
  });
  drainBody(exchange.request);
};
