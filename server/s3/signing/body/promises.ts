/** What the headers promise of a body's content. */
import type { Refusal } from '../../error-xml.js';
import { headerValue, type RequestHeaders } from '../request-headers.js';
import { refuse } from '../signature-claim.js';
import type { Checksum, ChecksumName } from '../signed-body.js';
import {
  CHECKSUM_MISSING,
  HEADER_AND_TRAILER,
  invalidMd5,
  invalidValue,
  TWO_CHECKSUMS,
  UNKNOWN_CHECKSUM,
  UNKNOWN_TRAILER,
} from './body-refusals.js';
import { checksumNamed, checksumOfHeader, isChecksumValue } from './checksum.js';

export interface Promises {
  /** Base64; null: none. */
  readonly md5: string | null;
  readonly checksum: Checksum | null;
  /** Of the checksum that is to come behind the body; null: none. */
  readonly trailer: ChecksumName | null;
}

export type PromisesRead =
  | { readonly kind: 'promises'; readonly promises: Promises }
  | { readonly kind: 'refuse'; readonly refusal: Refusal };

/** Headers that begin as checksums do, but say something about them. */
const NO_CHECKSUMS: ReadonlySet<string> = new Set([
  'x-amz-checksum-mode',
  'x-amz-checksum-type',
  'x-amz-checksum-algorithm',
]);

/** `ofBody`: false where `x-amz-checksum-*` is about an object, and the body is a list of its parts. */
export function readPromises(headers: RequestHeaders, ofBody: boolean): PromisesRead {
  const md5 = headerValue(headers, 'content-md5');
  if (md5 !== null && !isMd5(md5)) return refuse(invalidMd5(md5));
  if (!ofBody) return { kind: 'promises', promises: { md5, checksum: null, trailer: null } };
  const names = [...headers.keys()].filter(
    (name) => name.startsWith('x-amz-checksum-') && !NO_CHECKSUMS.has(name),
  );
  if (names.length > 1) return refuse(TWO_CHECKSUMS);
  const [header = null] = names;
  const name = header === null ? null : checksumOfHeader(header);
  if (header !== null && name === null) return refuse(UNKNOWN_CHECKSUM);
  const value = header === null ? null : headerValue(headers, header);
  if (header !== null && name !== null && !isChecksumValue(name, value ?? ''))
    return refuse(invalidValue(header));
  const promised = headerValue(headers, 'x-amz-trailer');
  const trailer = promised === null ? null : checksumOfHeader(promised.trim().toLowerCase());
  if (promised !== null && trailer === null) return refuse(UNKNOWN_TRAILER);
  if (trailer !== null && name !== null) return refuse(HEADER_AND_TRAILER);
  const wrong = refuseAlgorithm(headers, name ?? trailer);
  if (wrong !== null) return refuse(wrong);
  const checksum = name === null || value === null ? null : { name, value };
  return { kind: 'promises', promises: { md5, checksum, trailer } };
}

/** `x-amz-sdk-checksum-algorithm` must name the checksum that comes. */
function refuseAlgorithm(headers: RequestHeaders, coming: ChecksumName | null): Refusal | null {
  const header = 'x-amz-sdk-checksum-algorithm';
  const named = headerValue(headers, header);
  if (named === null) return null;
  if (checksumNamed(named) === null) return invalidValue(header);
  if (coming === null) return CHECKSUM_MISSING;
  return checksumNamed(named) === coming ? null : invalidValue(header);
}

const isMd5 = (value: string): boolean => {
  const bytes = Buffer.from(value, 'base64');
  return bytes.length === 16 && bytes.toString('base64') === value;
};
