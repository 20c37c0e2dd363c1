/** An S3 endpoint in memory that does as it should until it is told to do something else. */
import { deepEqual } from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { ExternalStoreOptions } from '../../../../server/s3/external/open-external-store.js';
import type { ObjectStore } from '../../../../server/s3/object-store.js';
import { filesBelow, removeFolder, temporaryFolder } from '../embedded/temporary-store.js';
import { openStoreAt } from './external-endpoint.js';

export const ACCESS = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  region: 'ap-south-1',
};

/** What to do with a request instead; `body` is what was sent with it. */
export type Misdeed = (request: IncomingMessage, response: ServerResponse, body: Buffer) => void;

interface Kept {
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

export interface SeenRequest {
  readonly method: string;
  /** As it came. */
  readonly target: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface HostileEndpoint {
  readonly url: URL;
  readonly requests: readonly SeenRequest[];
  readonly buckets: Set<string>;
  /** By path, encoded. */
  readonly objects: Map<string, Kept>;
  /** Does so with the next requests that fit, one each; `GET /one/k`, or `PUT` for every path. */
  readonly next: (what: string, ...misdeeds: readonly Misdeed[]) => void;
  readonly close: () => Promise<void>;
}

const md5 = (body: Buffer): string => createHash('md5').update(body).digest('hex');

const sendXml = (response: ServerResponse, status: number, xml: string): void => {
  response.writeHead(status, { 'content-type': 'application/xml' }).end(`<?xml version="1.0"?>${xml}`);
};

/** An error document of S3's. */
export const refuse =
  (status: number, code: string, message = 'No.', rest = ''): Misdeed =>
  (_request, response) =>
    sendXml(response, status, `<Error><Code>${code}</Code><Message>${message}</Message>${rest}</Error>`);

const serveObject = (request: IncomingMessage, response: ServerResponse, { body, headers }: Kept): void => {
  const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? [];
  const part = from === undefined ? body : body.subarray(Number(from), Number(to) + 1);
  response.writeHead(from === undefined ? 200 : 206, {
    ...headers,
    etag: `"${md5(body)}"`,
    'last-modified': 'Wed, 01 Jan 2025 00:00:00 GMT',
    'content-length': part.length,
    ...(from === undefined ? {} : { 'content-range': `bytes ${from}-${to}/${body.length}` }),
  });
  response.end(request.method === 'HEAD' ? undefined : part);
};

const listXml = (objects: ReadonlyMap<string, Kept>, bucket: string): string => {
  const contents = [...objects].map(
    ([path, { body }]) =>
      `<Contents><Key>${path.slice(bucket.length + 2)}</Key><LastModified>2025-01-01T00:00:00.500Z</LastModified>` +
      `<ETag>&quot;${md5(body)}&quot;</ETag><Size>${body.length}</Size></Contents>`,
  );
  return `<ListBucketResult><EncodingType>url</EncodingType><IsTruncated>false</IsTruncated>${contents.join('')}</ListBucketResult>`;
};

const behave = (
  { buckets, objects }: Pick<HostileEndpoint, 'buckets' | 'objects'>,
  request: IncomingMessage,
  response: ServerResponse,
  body: Buffer,
): void => {
  const [path = ''] = (request.url ?? '').split('?');
  const [, bucket = '', key] = path.split(/^\/([^/]+)\/?/);
  const ofBucket = key === '';
  if (ofBucket && request.method === 'PUT') buckets.add(bucket);
  if (!buckets.has(bucket)) return refuse(404, 'NoSuchBucket')(request, response, body);
  if (ofBucket)
    return request.method === 'GET' ? sendXml(response, 200, listXml(objects, bucket)) : void response.end();
  if (request.method === 'PUT') {
    const given = Object.entries(request.headers).filter(([name]) =>
      /^(content-type|x-amz-meta-.*)$/.test(name),
    );
    objects.set(path, { body, headers: Object.fromEntries(given) as Record<string, string> });
    response.writeHead(200, { etag: `"${md5(body)}"` }).end();
    return;
  }
  const kept = objects.get(path);
  if (kept === undefined) return refuse(404, 'NoSuchKey')(request, response, body);
  if (request.method === 'DELETE') objects.delete(path);
  if (request.method === 'DELETE') response.writeHead(204).end();
  else serveObject(request, response, kept);
};

export const openHostileEndpoint = async (): Promise<HostileEndpoint> => {
  const requests: SeenRequest[] = [];
  const planned: { readonly what: string; readonly misdeed: Misdeed }[] = [];
  const state = { buckets: new Set(['one']), objects: new Map<string, Kept>() };
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await buffer(request).catch(() => null);
    if (body === null) return;
    const { method = '', url: target = '', headers } = request;
    requests.push({ method, target, headers, body: body.toString() });
    const index = planned.findIndex(({ what }) =>
      [method, `${method} ${target.split('?')[0]}`].includes(what),
    );
    const [plan] = index < 0 ? [] : planned.splice(index, 1);
    if (plan === undefined) behave(state, request, response, body);
    else plan.misdeed(request, response, body);
  };
  const server = createServer((request, response) => {
    void answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    ...state,
    url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
    requests,
    next: (what, ...misdeeds) => planned.push(...misdeeds.map((misdeed) => ({ what, misdeed }))),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

export interface StoreAtHostile {
  readonly store: ObjectStore;
  readonly endpoint: HostileEndpoint;
  readonly spoolFolder: string;
  /** How long the store waited before each further try, milliseconds. */
  readonly waits: readonly number[];
  readonly close: () => Promise<void>;
}

/** A store with the bucket `one`; it waits for nothing before it tries again. */
export const openStoreAtHostile = async (
  options: Partial<ExternalStoreOptions> = {},
): Promise<StoreAtHostile> => {
  const endpoint = await openHostileEndpoint();
  const spoolFolder = temporaryFolder();
  const waits: number[] = [];
  const wait = async (milliseconds: number): Promise<void> => {
    waits.push(milliseconds);
  };
  const store = await openStoreAt(
    { url: endpoint.url, access: ACCESS },
    { buckets: ['one'], spoolFolder, wait, ...options },
  );
  return {
    store,
    endpoint,
    spoolFolder,
    waits,
    close: async () => {
      await store.close();
      await endpoint.close();
      deepEqual(filesBelow(spoolFolder), [], 'nothing may stay in the spool folder');
      removeFolder(spoolFolder);
    },
  };
};
