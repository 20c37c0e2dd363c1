/** Bodies in chunks over a real socket: what holds is taken, and nothing else is given out as whole. */
import { crc32 } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exchange } from '../../../raw-client.js';
import {
  codeOf,
  elementOf,
  sha256Of,
  type SignatureServer,
  startSignatureServer,
} from '../signature-server.js';
import { type Upload, uploadBytes } from './chunked-request.js';

const SIGNED = 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD';
const SIGNED_TRAILER = 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER';
const TRAILER = 'STREAMING-UNSIGNED-PAYLOAD-TRAILER';

const CHUNKS = ['a'.repeat(8192), 'b'.repeat(20_000), 'c'];
const CONTENT = CHUNKS.join('');
const crc32Of = (text: string): string => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc32(text));
  return bytes.toString('base64');
};
const SUM = `x-amz-checksum-crc32:${crc32Of(CONTENT)}`;
const PROMISE = { 'x-amz-trailer': 'x-amz-checksum-crc32' };

const plain = (changes: Partial<Upload> = {}): Upload => ({ payload: SIGNED, chunks: CHUNKS, ...changes });
const trailing = (changes: Partial<Upload> = {}): Upload => ({
  payload: TRAILER,
  chunks: CHUNKS,
  headers: PROMISE,
  trailer: [SUM],
  ...changes,
});
const signedTrailing = (changes: Partial<Upload> = {}): Upload =>
  trailing({ payload: SIGNED_TRAILER, ...changes });

let server: SignatureServer;

beforeAll(async () => {
  server = await startSignatureServer();
});

afterAll(() => server.close());

const send = async (upload: Upload): Promise<{ status: number; body: string }> => {
  server.takeUnderstood();
  const answer = await exchange(server.port, uploadBytes(upload));
  return { status: answer.status, body: answer.body };
};

describe('accepted are', () => {
  it.each<readonly [string, Upload]>([
    ['signed chunks', plain()],
    ['chunks with a trailer', trailing()],
    ['signed chunks with a signed trailer', signedTrailing()],
    ['no bytes at all', plain({ chunks: [] })],
    ['no bytes and a trailer', trailing({ chunks: [], trailer: ['x-amz-checksum-crc32:AAAAAA=='] })],
    [
      'a trailer with blanks and capitals',
      trailing({ trailer: [SUM.replace('x-amz', 'X-Amz').replace(':', ': ')] }),
    ],
  ])('%s', async (_title, upload) => {
    expect(await send(upload)).toEqual({ status: 200, body: '' });
    const content = upload.chunks.join('');
    expect(server.takeUnderstood()).toMatchObject({
      length: content.length,
      bytes: content.length,
      sha256: sha256Of(content),
      checksum: upload.payload.endsWith('TRAILER') ? { name: 'crc32', value: crc32Of(content) } : null,
    });
  });
});

const edit =
  (from: string | RegExp, to: string) =>
  (body: Buffer): Buffer =>
    Buffer.from(body.toString('latin1').replace(from, to), 'latin1');

const BAD = `x-amz-checksum-crc32:${crc32Of('another content')}`;

describe('refused are', () => {
  it.each<readonly [string, Upload, number, string]>([
    ['a changed byte', plain({ change: edit('bb', 'bd') }), 403, 'SignatureDoesNotMatch'],
    [
      'a changed signature of a chunk',
      plain({ change: edit(/(signature=)\w/, '$1x') }),
      400,
      'IncompleteBody',
    ],
    [
      'a signature of zeroes',
      plain({ change: edit(/(signature=)\w{64}/, `$1${'0'.repeat(64)}`) }),
      403,
      'SignatureDoesNotMatch',
    ],
    [
      'a last chunk whose signature is wrong',
      plain({ change: edit(/(\r\n0;chunk-signature=)\w{64}/, `$1${'0'.repeat(64)}`) }),
      403,
      'SignatureDoesNotMatch',
    ],
    [
      'chunks without signatures',
      plain({ change: edit(/;chunk-signature=\w{64}/g, '') }),
      400,
      'IncompleteBody',
    ],
    [
      'chunks with signatures that nobody asked for',
      trailing({ change: edit('2000\r\n', `2000;chunk-signature=${'0'.repeat(64)}\r\n`) }),
      400,
      'IncompleteBody',
    ],
    ['a trailer of another content', trailing({ trailer: [BAD] }), 400, 'BadDigest'],
    ['a signed trailer of another content', signedTrailing({ trailer: [BAD] }), 400, 'BadDigest'],
    [
      'a trailer whose signature is wrong',
      signedTrailing({ change: edit(/(trailer-signature:)\w{64}/, `$1${'0'.repeat(64)}`) }),
      403,
      'SignatureDoesNotMatch',
    ],
    [
      'a signed trailer that was changed',
      signedTrailing({ change: edit(SUM, BAD) }),
      403,
      'SignatureDoesNotMatch',
    ],
    [
      'a signed trailer without its signature',
      signedTrailing({ change: edit(/x-amz-trailer-signature.*\r\n/, '') }),
      400,
      'MalformedTrailerError',
    ],
    ['a promised trailer that does not come', trailing({ trailer: [] }), 400, 'MalformedTrailerError'],
    ['a signed trailer that does not come', signedTrailing({ trailer: [] }), 400, 'MalformedTrailerError'],
    [
      'another trailer than was promised',
      trailing({ trailer: ['x-amz-checksum-crc32c:AAAAAA=='] }),
      400,
      'MalformedTrailerError',
    ],
    ['a trailer twice', trailing({ trailer: [SUM, SUM] }), 400, 'MalformedTrailerError'],
    ['a trailer that was not promised', trailing({ headers: {} }), 400, 'MalformedTrailerError'],
    [
      'a trailer that was not promised, beside a checksum',
      trailing({ headers: { 'x-amz-checksum-crc32': crc32Of(CONTENT) } }),
      400,
      'MalformedTrailerError',
    ],
    ['a trailer where none may be', plain({ trailer: [SUM] }), 400, 'MalformedTrailerError'],
    ['a trailer promised where none may be', plain({ headers: PROMISE }), 400, 'MalformedTrailerError'],
    [
      'a line of the trailer without a colon',
      trailing({ trailer: ['x-amz-checksum-crc32'] }),
      400,
      'MalformedTrailerError',
    ],
    [
      'a line of the trailer without an end',
      trailing({ trailer: [`${SUM}${'='.repeat(2000)}`] }),
      400,
      'IncompleteBody',
    ],
    [
      'many lines',
      trailing({ trailer: Array.from({ length: 20 }, () => SUM) }),
      400,
      'MalformedTrailerError',
    ],
    [
      'a trailer that is no checksum',
      trailing({ trailer: ['x-amz-checksum-crc32:AAAA'] }),
      400,
      'InvalidRequest',
    ],
    [
      'a trailer of a name that nobody knows',
      trailing({ headers: { 'x-amz-trailer': 'x-amz-checksum-crc7' } }),
      400,
      'InvalidRequest',
    ],
    [
      'a checksum before and behind the body',
      trailing({ headers: { ...PROMISE, 'x-amz-checksum-sha1': Buffer.alloc(20).toString('base64') } }),
      400,
      'InvalidRequest',
    ],
    ['no length of the content', plain({ decodedLength: null }), 411, 'MissingContentLength'],
    ['a length that is no number', plain({ decodedLength: 'x' }), 411, 'MissingContentLength'],
    ['a negative length', plain({ decodedLength: '-1' }), 411, 'MissingContentLength'],
    ['more than was announced', plain({ decodedLength: String(CONTENT.length - 1) }), 400, 'IncompleteBody'],
    ['less than was announced', plain({ decodedLength: String(CONTENT.length + 1) }), 400, 'IncompleteBody'],
    [
      'small chunks before the last',
      trailing({ chunks: ['a'.repeat(8191), 'b'], trailer: [] }),
      400,
      'InvalidChunkSizeError',
    ],
    ['no chunks at all', trailing({ change: () => Buffer.alloc(0) }), 400, 'IncompleteBody'],
    ['a body that is not in chunks', trailing({ change: () => Buffer.from(CONTENT) }), 400, 'IncompleteBody'],
    [
      'a body cut off in a chunk',
      trailing({ change: (body) => body.subarray(0, 9000) }),
      400,
      'IncompleteBody',
    ],
    [
      'a body cut off in its last line',
      trailing({ change: (body) => body.subarray(0, -1) }),
      400,
      'IncompleteBody',
    ],
    [
      'bytes behind the end',
      trailing({ change: (body) => Buffer.concat([body, Buffer.from('x')]) }),
      400,
      'IncompleteBody',
    ],
    ['bytes between chunks', trailing({ change: edit('\r\n4e20', 'x\r\n4e20') }), 400, 'IncompleteBody'],
    ['a size that is no number', trailing({ change: edit('2000', '0x2000') }), 400, 'IncompleteBody'],
    ['a negative size', trailing({ change: edit('2000', '-2000') }), 400, 'IncompleteBody'],
    ['no size', trailing({ change: edit('2000', '') }), 400, 'IncompleteBody'],
    ['a size beyond all numbers', trailing({ change: edit('2000', 'f'.repeat(40)) }), 400, 'IncompleteBody'],
    [
      'a size beyond what was announced',
      trailing({ change: edit('2000', 'fffffffffffff') }),
      400,
      'IncompleteBody',
    ],
    [
      'a size with something behind it',
      trailing({ change: edit('2000', '2000;x=y') }),
      400,
      'IncompleteBody',
    ],
    [
      'a line of a chunk without an end',
      trailing({ change: () => Buffer.alloc(100_000, '0') }),
      400,
      'IncompleteBody',
    ],
    ['line feeds alone', trailing({ change: (body) => edit(/\r\n/g, '\n')(body) }), 400, 'IncompleteBody'],
  ])('%s', async (_title, upload, status, code) => {
    const answer = await send(upload);
    expect([answer.status, codeOf(answer.body)]).toEqual([status, code]);
    expect(server.takeUnderstood()).toBeNull();
  });

  it('before their end, and the rest of them does not stand in the way of the answer', async () => {
    const chunks = ['a'.repeat(9000), 'b'.repeat(10), 'c'.repeat(4_000_000)];
    const { status, body } = await send(plain({ chunks }));
    expect([status, codeOf(body)]).toEqual([400, 'InvalidChunkSizeError']);
    expect((await send(plain())).status).toBe(200);
  });

  it('with what S3 computed, where a signature of a chunk is wrong', async () => {
    const { body } = await send(plain({ change: edit('bb', 'bd') }));
    expect(elementOf(body, 'StringToSign')).toMatch(
      /^AWS4-HMAC-SHA256-PAYLOAD\n20130524T000000Z\n20130524\/us-east-1\/s3\/aws4_request\n\w{64}\n\w{64}\n\w{64}$/,
    );
    expect(elementOf(body, 'CanonicalRequest')).toMatch(/^PUT\n\/examplebucket\/k\n/);
  });

  it('with the number of the small chunk’s successor and the size', async () => {
    const { body } = await send(plain({ chunks: ['a'.repeat(9000), 'b'.repeat(10), 'c'] }));
    expect(body).toContain('<Chunk>3</Chunk><BadChunkSize>10</BadChunkSize>');
  });
});
