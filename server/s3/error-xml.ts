/** S3's way of saying no: an XML document, the same for every error. */
import type { Random } from './random.js';
import { randomHex } from './random.js';

/** An element of the document with its text. */
export type Detail = readonly [name: string, value: string];

/** What S3 answers instead of doing what it was asked. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  /** Elements behind the message, in their order. */
  readonly details: readonly Detail[];
}

export const refusal = (
  status: number,
  code: string,
  message: string,
  details: readonly Detail[] = [],
): Refusal => ({ status, code, message, details });

/** A refusal on its way up from where it was found. */
export class RefusedError extends Error {
  readonly code = 'REFUSED';
  readonly refusal: Refusal;
  /** Why the answer is ours and not S3's; null: it is S3's. */
  readonly reason: string | null;

  constructor(refused: Refusal, reason: string | null = null) {
    super(`${refused.code}: ${refused.message}`);
    this.name = 'RefusedError';
    this.refusal = refused;
    this.reason = reason;
  }
}

/** The two names that S3 gives each request. */
export interface RequestIds {
  readonly requestId: string;
  readonly hostId: string;
}

/** As long and of the same letters as S3's own. */
export const newRequestIds = (random: Random): RequestIds => ({
  requestId: randomHex(random, 8).toUpperCase(),
  hostId: Buffer.from(random(56)).toString('base64'),
});

/** Characters that XML 1.0 cannot hold in any spelling, halves of surrogate pairs among them. */
const IMPOSSIBLE = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** Text for between two tags. Quotes stay, as with S3; a carriage return would else be read as a line feed. */
const escapeXml = (text: string): string =>
  text
    .replaceAll(IMPOSSIBLE, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;');

const element = ([name, value]: Detail): string => `<${name}>${escapeXml(value)}</${name}>`;

/** A document of one root with plain elements in it. */
export const xmlDocument = (root: string, details: readonly Detail[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<${root}>${details.map(element).join('')}</${root}>`;

export const errorXml = ({ code, message, details }: Refusal, ids: RequestIds): string =>
  xmlDocument('Error', [
    ['Code', code],
    ['Message', message],
    ...details,
    ['RequestId', ids.requestId],
    ['HostId', ids.hostId],
  ]);
