/** A server that judges what it is sent and tells what it understood, with S3's own refusals. */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { newRequestIds, RefusedError } from '../../../../server/s3/error-xml.js';
import { sendRefusal } from '../../../../server/s3/post-answer.js';
import { judgeSignature } from '../../../../server/s3/signing/judge-signature.js';

export const ACCESS = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  region: 'us-east-1',
};

/** The moment of the documentation's examples: 24 May 2013, midnight. */
export const MOMENT = Date.UTC(2013, 4, 24);

export const BUCKETS = ['examplebucket', 'dotted.bucket', 'dotted'];

export interface Understood {
  readonly how: string;
  readonly bucket: string;
  readonly key: string;
  readonly query: Readonly<Record<string, string>>;
  readonly length: number | null;
  readonly checksum: unknown;
  readonly bytes: number;
  readonly sha256: string;
}

export interface SignatureServer {
  readonly port: number;
  readonly origin: string;
  /** Milliseconds since 1970, from now on. */
  readonly setNow: (moment: number) => void;
  /** Of the last request that was read to its end without a refusal; null: there was none since it was last asked. */
  readonly takeUnderstood: () => Understood | null;
  readonly close: () => void;
}

export async function startSignatureServer(region = ACCESS.region): Promise<SignatureServer> {
  let now = MOMENT;
  let understood: Understood | null = null;
  const judge = async (request: IncomingMessage): Promise<Understood> => {
    const access = (id: string): string | null => (id === ACCESS.accessKeyId ? ACCESS.secretAccessKey : null);
    const verdict = judgeSignature(request, { access, region, buckets: BUCKETS, now });
    if (verdict.kind === 'refuse') throw new RefusedError(verdict.refusal);
    const { how, bucket, key, query, body } = verdict;
    const hash = createHash('sha256');
    let bytes = 0;
    for await (const piece of body.content) {
      hash.update(piece);
      bytes += piece.length;
    }
    return {
      how,
      bucket,
      key,
      query: Object.fromEntries(query),
      length: body.length,
      checksum: body.checksum(),
      bytes,
      sha256: hash.digest('hex'),
    };
  };
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      understood = await judge(request);
      response.setHeader('Content-Length', 0);
      response.setHeader('ETag', '"0"');
      response.end();
    } catch (error) {
      if (!(error instanceof RefusedError)) return void response.destroy();
      request.resume();
      sendRefusal(
        response,
        error.refusal,
        newRequestIds((count) => new Uint8Array(count)),
      );
    }
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    origin: `http://127.0.0.1:${port}`,
    setNow: (moment) => {
      now = moment;
    },
    takeUnderstood: () => {
      const taken = understood;
      understood = null;
      return taken;
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** A request as it goes over the wire; values one character a byte. */
export const requestBytes = (
  method: string,
  target: string,
  headers: Readonly<Record<string, string>>,
  body: string | Uint8Array = '',
): Buffer => {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([
    Buffer.from(`${method} ${target} HTTP/1.1\r\n${lines.join('')}\r\n`, 'latin1'),
    Buffer.from(body),
  ]);
};

/** The code of an error document; null: there is none. */
export const codeOf = (document: string): string | null => /<Code>(\w+)<\/Code>/.exec(document)?.[1] ?? null;

export const elementOf = (document: string, name: string): string | null =>
  new RegExp(`<${name}>([^<]*)</${name}>`).exec(document)?.[1] ?? null;

export const sha256Of = (body: string | Uint8Array): string =>
  createHash('sha256').update(body).digest('hex');
