/** A front door on a real socket over a store of its own, and clients that sign. */
import { randomBytes } from 'node:crypto';
import { request as httpRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { type ExchangeFacts, factsOf } from '../../../server/exchange-facts.js';
import { frontDoor, type FrontDoorOptions } from '../../../server/s3/front-door.js';
import { createIssuedForms } from '../../../server/s3/issued-forms.js';
import type { ObjectStore } from '../../../server/s3/object-store.js';
import { signRequest } from '../../../server/s3/signing/sign-request.js';
import { storageServer } from '../../../server/s3/storage-server.js';
import { openStoreIn, removeFolder, temporaryFolder } from './embedded/temporary-store.js';

export const ACCESS = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
  region: 'ap-south-1',
} as const;

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly text: string;
}

export interface Call {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  readonly host?: string;
  /** false: not at all. */
  readonly access?:
    typeof ACCESS | { readonly accessKeyId: string; readonly secretAccessKey: string } | false;
}

export interface SignedServer {
  readonly store: ObjectStore;
  readonly folder: string;
  readonly port: number;
  /** With the SDK's defaults but for retries. */
  readonly client: S3Client;
  readonly clientWith: (options: S3ClientConfig) => S3Client;
  /** A signed request on a connection of its own; `target` is percent-encoded. */
  readonly call: (method: string, target: string, call?: Call) => Promise<Answer>;
  /** Headers of a signed request, for clients that write bytes themselves. */
  readonly sign: (method: string, target: string, call?: Call) => Record<string, string>;
  readonly socket: () => Socket;
  /** Of every request so far, in the order in which they came. */
  readonly facts: () => readonly ExchangeFacts[];
  /** Settles when the answer of the next request is over, whole or not. */
  readonly nextEnd: () => Promise<void>;
  readonly close: () => Promise<void>;
}

const send = (
  port: number,
  method: string,
  path: string,
  headers: Record<string, string>,
  body: string | Buffer,
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const sent = httpRequest({ host: '127.0.0.1', port, method, path, headers, agent: false }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () => {
        const read = Buffer.concat(chunks);
        const { statusCode = 0, headers: received } = answer;
        resolve({ status: statusCode, headers: received, body: read, text: read.toString() });
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });

export const openSignedServer = async (options: Partial<FrontDoorOptions> = {}): Promise<SignedServer> => {
  const folder = temporaryFolder();
  const store = options.store ?? (await openStoreIn(folder));
  const clock = { now: Date.now };
  const handler = frontDoor({
    store,
    clock,
    random: randomBytes,
    forms: createIssuedForms(clock, 'one-time'),
    access: (id) => (id === ACCESS.accessKeyId ? ACCESS.secretAccessKey : null),
    region: ACCESS.region,
    ...options,
  });
  const requests: IncomingMessage[] = [];
  let ended = (): void => {};
  const server = storageServer((request, response) => {
    requests.push(request);
    response.once('close', () => ended());
    handler(request, response);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const clients: S3Client[] = [];
  const clientWith = (given: S3ClientConfig): S3Client => {
    const client = new S3Client({
      endpoint: `http://127.0.0.1:${port}`,
      region: ACCESS.region,
      forcePathStyle: true,
      credentials: ACCESS,
      maxAttempts: 1,
      ...given,
    });
    clients.push(client);
    return client;
  };
  const sign: SignedServer['sign'] = (
    method,
    target,
    { headers = {}, host = `127.0.0.1:${port}`, access = ACCESS } = {},
  ) => {
    if (access === false) return { ...headers, host };
    const [path = '', query = ''] = target.split(/\?(.*)/s);
    return signRequest({
      access: { region: ACCESS.region, ...access },
      method,
      url: { host, path, query },
      headers,
      payloadHash: 'UNSIGNED-PAYLOAD',
      moment: clock.now(),
    });
  };
  return {
    store,
    folder,
    port,
    client: clientWith({}),
    clientWith,
    sign,
    call: (method, target, call = {}) => {
      const { body = '' } = call;
      const length =
        body.length > 0 || method === 'PUT' ? { 'content-length': String(Buffer.byteLength(body)) } : {};
      const headers = sign(method, target, { ...call, headers: { ...length, ...call.headers } });
      return send(port, method, target, headers, body);
    },
    socket: () => connect(port, '127.0.0.1'),
    facts: () => requests.map(factsOf),
    nextEnd: () =>
      new Promise((resolve) => {
        ended = resolve;
      }),
    close: async () => {
      for (const client of clients) client.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
      await store.close();
      removeFolder(folder);
    },
  };
};

export const codeOf = ({ text }: Pick<Answer, 'text'>): string | undefined =>
  /<Code>(.*?)<\/Code>/.exec(text)?.[1];
