/** Whatever we sign, we accept; whatever is changed, we do not. */
import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { judgeSignature, type SignatureVerdict } from '../../../../server/s3/signing/judge-signature.js';
import { signRequest } from '../../../../server/s3/signing/sign-request.js';
import { ACCESS, BUCKETS, MOMENT } from './signature-server.js';

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** As node:http hands a request over: without a socket, since texts that no client can send are of use here, too. */
const judge = ({ method, path, query, headers }: Sent, now = MOMENT): SignatureVerdict => {
  const request = Object.assign(Readable.from([]), {
    method,
    url: query === '' ? path : `${path}?${query}`,
    rawHeaders: Object.entries(headers).flat(),
  });
  const access = (id: string): string | null => (id === ACCESS.accessKeyId ? ACCESS.secretAccessKey : null);
  const options = { access, region: ACCESS.region, buckets: BUCKETS, now };
  return judgeSignature(request as unknown as IncomingMessage, options);
};

const text = fc.string({ unit: 'grapheme', maxLength: 40 });
const value = fc.string({
  unit: fc.integer({ min: 0x20, max: 0xff }).map((code) => String.fromCharCode(code)),
});
const headerName = fc.stringMatching(/^[a-z][a-z0-9-]{0,12}$/).map((name) => `x-amz-meta-${name}`);

const request = fc
  .record({
    method: fc.constantFrom('GET', 'PUT', 'HEAD', 'DELETE', 'POST'),
    key: text,
    parameters: fc.array(fc.tuple(text, text), { maxLength: 5 }),
    metadata: fc.dictionary(headerName, value, { maxKeys: 4 }),
  })
  .map(({ method, key, parameters, metadata }): Sent & { readonly key: string } => {
    const path = `/examplebucket/${encodeURIComponent(key)}`;
    // What makes a request one of another signature has no place in the query here.
    const plain = parameters.filter(([name]) => !/^(X-Amz-Algorithm|Signature)$/.test(name));
    const query = plain.map((pair) => pair.map(encodeURIComponent).join('=')).join('&');
    const headers = signRequest({
      access: ACCESS,
      method,
      url: { host: 'localhost', path, query },
      headers: metadata,
      payloadHash: 'UNSIGNED-PAYLOAD',
      moment: MOMENT,
    });
    return { method, path, query, headers, key };
  });

it('any path, query and headers that we sign are accepted, and read as they were meant', () => {
  fc.assert(
    fc.property(request, (sent) => {
      expect(judge(sent)).toMatchObject({ kind: 'accept', bucket: 'examplebucket', key: sent.key });
    }),
  );
});

const other = <T>(values: fc.Arbitrary<T>, than: T): fc.Arbitrary<T> => values.filter((one) => one !== than);

it('no change to path, query, method or a header is accepted', () => {
  const changed = request.chain((sent) => {
    const names = Object.keys(sent.headers).filter((name) => name !== 'x-amz-date');
    return fc.oneof(
      other(text, sent.key).map((key) => ({ ...sent, path: `/examplebucket/${encodeURIComponent(key)}` })),
      fc.tuple(text, text).map(([name, its]) => ({
        ...sent,
        query: [sent.query, [name, its].map(encodeURIComponent).join('=')]
          .filter((part) => part !== '')
          .join('&'),
      })),
      other(fc.constantFrom('GET', 'PUT', 'HEAD', 'DELETE'), sent.method).map((method) => ({
        ...sent,
        method,
      })),
      // A mark that is no blank: blanks do not count.
      fc.tuple(fc.constantFrom(...names), fc.constantFrom('!', '0', 'é')).map(([name, mark]) => ({
        ...sent,
        headers: { ...sent.headers, [name]: `${sent.headers[name] ?? ''}${mark}` },
      })),
      // One that is there and empty is as good as none.
      fc.constantFrom(...names.filter((name) => sent.headers[name]?.trim() !== '')).map((name) => ({
        ...sent,
        headers: Object.fromEntries(Object.entries(sent.headers).filter(([given]) => given !== name)),
      })),
      headerName
        .filter((name) => !Object.hasOwn(sent.headers, name))
        .map((name) => ({ ...sent, headers: { ...sent.headers, [name]: '' } })),
    );
  });
  fc.assert(fc.property(changed, (sent) => judge(sent).kind === 'refuse'));
});

it('nothing that is sent as authorization, query or path throws', () => {
  const wild = fc.record({
    method: fc.constantFrom('GET', 'PUT'),
    path: value.map((rest) => `/${rest.replaceAll('?', '')}`),
    query: fc.oneof(
      value,
      fc
        .dictionary(
          fc.constantFrom(
            'X-Amz-Algorithm',
            'X-Amz-Credential',
            'X-Amz-Date',
            'X-Amz-Expires',
            'X-Amz-SignedHeaders',
            'X-Amz-Signature',
          ),
          fc.oneof(
            value,
            fc.constantFrom(
              'AWS4-HMAC-SHA256',
              '20130524T000000Z',
              '60',
              'host',
              'a/20130524/us-east-1/s3/aws4_request',
            ),
          ),
        )
        .map((parts) => new URLSearchParams(parts).toString()),
    ),
    headers: fc.dictionary(
      fc.constantFrom(
        'authorization',
        'x-amz-date',
        'x-amz-content-sha256',
        'host',
        'date',
        'x-amz-trailer',
        'content-md5',
      ),
      fc.oneof(
        value,
        fc.constantFrom(
          'AWS4-HMAC-SHA256 Credential=a/20130524/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0',
          '20130524T000000Z',
          'UNSIGNED-PAYLOAD',
        ),
      ),
    ),
  });
  fc.assert(fc.property(wild, (sent) => judge(sent).kind === 'refuse'));
});

it('what a refusal repeats is no larger than the request makes it', () => {
  const names = Array.from({ length: 4000 }, () => 'host').join(';');
  const long = 'h'.repeat(8000);
  const sent = {
    method: 'GET',
    path: '/examplebucket/a',
    query: '',
    headers: {
      host: long,
      'x-amz-date': '20130524T000000Z',
      'x-amz-content-sha256': 'UNSIGNED-PAYLOAD',
      authorization: `AWS4-HMAC-SHA256 Credential=${ACCESS.accessKeyId}/20130524/us-east-1/s3/aws4_request, SignedHeaders=${names};x-amz-date, Signature=0`,
    },
  };
  const verdict = judge(sent);
  expect(verdict).toMatchObject({ kind: 'refuse', refusal: { code: 'AuthorizationHeaderMalformed' } });
  expect(JSON.stringify(verdict).length).toBeLessThan(50_000);
});
