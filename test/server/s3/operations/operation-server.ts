/**
 * Operations behind a plain server: every request is taken as allowed, its body is read and checked against the checksums
 * that came with it. Signatures are tested where they are judged.
 */
import { createHash, randomBytes } from 'node:crypto';
import {
  createServer,
  request as httpRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { crc32 } from 'node:zlib';
import { S3Client } from '@aws-sdk/client-s3';
import { newRequestIds, RefusedError, refusal } from '../../../../server/s3/error-xml.js';
import type { ObjectStore } from '../../../../server/s3/object-store.js';
import type { Operation, OperationContext } from '../../../../server/s3/operations/operation.js';
import { sendRefusal } from '../../../../server/s3/post-answer.js';
import type { Checksum, ChecksumName, SignedBody } from '../../../../server/s3/signing/signed-body.js';

const crc32Base64 = (bytes: Buffer): string => {
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(bytes));
  return sum.toString('base64');
};
const base64Hash =
  (name: string) =>
  (bytes: Buffer): string =>
    createHash(name).update(bytes).digest('base64');

const HASHES: Partial<Record<ChecksumName, (bytes: Buffer) => string>> = {
  crc32: crc32Base64,
  sha1: base64Hash('sha1'),
  sha256: base64Hash('sha256'),
};
const BAD_DIGEST = refusal(400, 'BadDigest', 'The Content-MD5 you specified did not match what we received.');

const bodyOf = (request: IncomingMessage): SignedBody => {
  let held: Checksum | null = null;
  const content = async function* (): AsyncGenerator<Uint8Array> {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      yield chunk;
    }
    const bytes = Buffer.concat(chunks);
    const md5 = request.headers['content-md5'];
    if (md5 !== undefined && md5 !== base64Hash('md5')(bytes)) throw new RefusedError(BAD_DIGEST);
    for (const [name, hash] of Object.entries(HASHES)) {
      const promised = request.headers[`x-amz-checksum-${name}`];
      if (promised === undefined) continue;
      if (promised !== hash(bytes)) throw new RefusedError(BAD_DIGEST);
      held = { name: name as ChecksumName, value: promised };
    }
  };
  const length = request.headers['content-length'];
  return {
    content: content(),
    length: length === undefined ? null : Number(length),
    checksum: () => held,
  };
};

export interface Called {
  readonly method: string;
  readonly key: string;
  readonly query: ReadonlyMap<string, string>;
  readonly headers: IncomingHttpHeaders;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface OperationServer {
  readonly call: (
    method: string,
    target: string,
    options?: { readonly headers?: Record<string, string>; readonly body?: string | Buffer },
  ) => Promise<Answer>;
  readonly client: S3Client;
  readonly port: number;
  readonly close: () => Promise<void>;
}

const contextOf = (
  request: IncomingMessage,
  store: ObjectStore,
): Omit<OperationContext, 'response' | 'clock'> => {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const [, bucket = '', ...rest] = url.pathname.split('/');
  return {
    request,
    ids: newRequestIds(randomBytes),
    store,
    random: randomBytes,
    region: 'ap-south-1',
    bucket,
    key: decodeURIComponent(rest.join('/')),
    query: new Map(url.searchParams),
    body: bodyOf(request),
  };
};

/** `choose`: which operation a request is for. */
export const serveOperations = async (
  store: ObjectStore,
  choose: (called: Called) => Operation,
  now: () => number = Date.now,
): Promise<OperationServer> => {
  const server = createServer((request, response) => {
    const context = { ...contextOf(request, store), response, clock: { now } };
    const { key, query } = context;
    const operation = choose({ method: request.method ?? '', key, query, headers: request.headers });
    operation.run(context).catch((error: unknown) => {
      request.resume();
      const refused =
        error instanceof RefusedError ? error.refusal : refusal(500, 'InternalError', String(error));
      if (response.headersSent) response.destroy();
      else sendRefusal(response, refused, context.ids);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const client = new S3Client({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'ap-south-1',
    forcePathStyle: true,
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    maxAttempts: 1,
  });
  return {
    client,
    port,
    call: (method, path, options) => call(port, method, path, options),
    close: async () => {
      client.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
};

const call = (
  port: number,
  method: string,
  path: string,
  { headers = {}, body = '' }: { headers?: Record<string, string>; body?: string | Buffer } = {},
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const sent = httpRequest({ host: '127.0.0.1', port, method, path, headers, agent: false }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          headers: answer.headers,
          text: Buffer.concat(chunks).toString(),
        }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });

/** The texts of all elements of that name, as they are written. */
export const textsOf = ({ text }: Answer, name: string): readonly string[] =>
  [...text.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g'))].map(([, found = '']) => found);

export const md5Of = (body: string | Buffer): string => createHash('md5').update(body).digest('base64');
