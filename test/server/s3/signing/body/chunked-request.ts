/** Uploads in chunks, framed and signed here, so that each part can be made wrong. */
import { createHash, createHmac } from 'node:crypto';
import { signRequest } from '../../../../../server/s3/signing/sign-request.js';
import { signingKey } from '../../../../../server/s3/signing/signing-key.js';
import { ACCESS, MOMENT, requestBytes } from '../signature-server.js';

const DATE = '20130524T000000Z';
const SCOPE = '20130524/us-east-1/s3/aws4_request';

const sha256 = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export interface Upload {
  readonly payload: string;
  readonly chunks: readonly (string | Uint8Array)[];
  readonly headers?: Readonly<Record<string, string>>;
  /** Lines behind the last chunk, without that of the signature. */
  readonly trailer?: readonly string[];
  /** What the client says that it sends; otherwise what it does. */
  readonly decodedLength?: string | null;
  /** Of the body once it is framed. */
  readonly change?: (body: Buffer) => Buffer;
}

const signs = (payload: string): boolean => payload.includes('HMAC');

/** The signature of the request is right in any case. */
export const uploadBytes = (upload: Upload): Buffer => {
  const { payload, chunks, trailer = [], decodedLength, change = (body) => body } = upload;
  const length = chunks.reduce((sum, chunk) => sum + Buffer.byteLength(chunk), 0);
  const announced = decodedLength === undefined ? String(length) : decodedLength;
  const path = '/examplebucket/k';
  const headers = signRequest({
    access: ACCESS,
    method: 'PUT',
    url: { host: 'localhost', path, query: '' },
    headers: {
      ...(announced === null ? {} : { 'x-amz-decoded-content-length': announced }),
      ...upload.headers,
    },
    payloadHash: payload,
    moment: MOMENT,
  });
  const seed = /Signature=(\w+)/.exec(headers.authorization ?? '')?.[1] ?? '';
  const body = change(frame(chunks, trailer, payload, seed));
  return requestBytes('PUT', path, { ...headers, 'content-length': String(body.length) }, body);
};

function frame(chunks: Upload['chunks'], trailer: readonly string[], payload: string, seed: string): Buffer {
  const key = signingKey(ACCESS.secretAccessKey, '20130524', 'us-east-1');
  let previous = seed;
  const link = (kind: string, ...digests: readonly string[]): string => {
    const text = [`AWS4-HMAC-SHA256-${kind}`, DATE, SCOPE, previous, ...digests].join('\n');
    previous = createHmac('sha256', key).update(text).digest('hex');
    return previous;
  };
  const parts: Buffer[] = [];
  for (const chunk of [...chunks, '']) {
    const data = Buffer.from(chunk as Uint8Array);
    const own = signs(payload) ? `;chunk-signature=${link('PAYLOAD', sha256(''), sha256(data))}` : '';
    parts.push(Buffer.from(`${data.length.toString(16)}${own}\r\n`), data);
    if (data.length > 0) parts.push(Buffer.from('\r\n'));
  }
  const lines = trailer.map((line) => `${line}\r\n`).join('');
  const signed =
    signs(payload) && payload.endsWith('TRAILER')
      ? `x-amz-trailer-signature:${link('TRAILER', sha256(lines.replaceAll('\r\n', '\n')))}\r\n`
      : '';
  return Buffer.concat([...parts, Buffer.from(`${lines}${signed}\r\n`)]);
}
