/** `x-amz-content-sha256`: what a signature says of the body. */

export const UNSIGNED_PAYLOAD = 'UNSIGNED-PAYLOAD';

/** Bodies in chunks, each of which is signed, or closed by a trailer, or both. */
const STREAMS = {
  'STREAMING-AWS4-HMAC-SHA256-PAYLOAD': { signed: true, trailer: false },
  'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER': { signed: true, trailer: true },
  'STREAMING-UNSIGNED-PAYLOAD-TRAILER': { signed: false, trailer: true },
} as const;

export type Payload =
  | { readonly kind: 'unsigned' }
  /** Lower-case hex of the whole body. */
  | { readonly kind: 'digest'; readonly sha256: string }
  | { readonly kind: 'chunks'; readonly signed: boolean; readonly trailer: boolean };

/** null: no word that S3 knows; the two of ECDSA, which S3 knows, are signed by none of our keys. */
export function readPayload(text: string): Payload | null {
  if (text === UNSIGNED_PAYLOAD) return { kind: 'unsigned' };
  if (/^[0-9a-f]{64}$/i.test(text)) return { kind: 'digest', sha256: text.toLowerCase() };
  const stream = Object.entries(STREAMS).find(([word]) => word === text);
  return stream === undefined ? null : { kind: 'chunks', ...stream[1] };
}

export const PAYLOAD_REFUSED =
  'x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER, STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD, STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER or a valid sha256 value.';

export const isPayload = (text: string): boolean => readPayload(text) !== null;
