/** Single objects at an endpoint, as the store's own. */
import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { type ByteRange, StoreError, type StoredObject } from '../object-store.js';
import type { EndpointClient, EndpointRequest } from './endpoint-client.js';
import { exchangeError } from './exchange.js';
import { decodeAttributes, encodeAttributes, isMd5Etag, type RemoteFacts } from './remote-attributes.js';
import type { Spool } from './spool.js';

export interface RemoteObject {
  readonly object: StoredObject;
  readonly facts: RemoteFacts;
}

export interface RemoteObjects {
  /** null: no such object. Throws `StoreError`, as all of these. */
  readonly head: (bucket: string, key: string) => Promise<RemoteObject | null>;
  readonly get: (
    bucket: string,
    key: string,
    range: ByteRange | undefined,
  ) => Promise<{ readonly object: StoredObject; readonly content: Readable } | null>;
  /** An error after the last byte was sent does not say whether the object stands. */
  readonly put: (object: StoredObject, content: Spool) => Promise<void>;
  readonly delete: (bucket: string, key: string) => Promise<void>;
}

const etagOf = ({ headers }: IncomingMessage): string | null => {
  const text = (headers.etag ?? '').replace(/^W\//, '').replaceAll('"', '');
  return text === '' ? null : text;
};

const count = (text: string | undefined): number | null =>
  text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : null;

/** Size of the whole object and of the content that follows; null: the answer does not say. */
const sizesOf = ({
  statusCode,
  headers,
}: IncomingMessage): { readonly whole: number; readonly part: number } | null => {
  const part = count(headers['content-length']);
  const whole =
    statusCode === 206 ? count(/^bytes \d+-\d+\/(\d+)$/.exec(headers['content-range'] ?? '')?.[1]) : part;
  return part === null || whole === null ? null : { whole, part };
};

/** The content, with errors of ours; that it is as long as announced, or breaks off with one, is node:http's business. */
async function* relay(answer: IncomingMessage, name: string): AsyncGenerator<Uint8Array> {
  try {
    yield* answer as AsyncIterable<Uint8Array>;
  } catch (error) {
    const cause = exchangeError(error);
    throw new StoreError('STORE_FAILED', `${name} ${cause.message} while an object was read`, { cause });
  } finally {
    answer.destroy();
  }
}

const refuse = async (
  client: EndpointClient,
  request: EndpointRequest,
  answer: IncomingMessage,
): Promise<never> => {
  const refused = client.refusedError(request, await client.readRefusal(answer));
  // Ceph's gateway says so in words of its web server, not of S3's; MinIO likewise.
  if (answer.statusCode === 400 && request.key.includes('\0'))
    throw new StoreError('NO_KEY', `${client.name} takes no NUL in a key`, { cause: refused });
  throw refused;
};

/** What the head of an answer says. */
const describe = (
  client: EndpointClient,
  { bucket, key }: EndpointRequest,
  answer: IncomingMessage,
): RemoteObject => {
  const etag = etagOf(answer);
  const sizes = sizesOf(answer);
  if (etag === null || sizes === null) {
    answer.destroy();
    throw new StoreError(
      'STORE_FAILED',
      `${client.name} describes an object without ETag or length: is it S3?`,
    );
  }
  const modified = Date.parse(answer.headers['last-modified'] ?? '');
  const facts = { bytes: sizes.whole, etag, modified: Number.isNaN(modified) ? 0 : modified };
  return { facts, object: decodeAttributes({ bucket, key }, answer.headers, facts) };
};

const head =
  (client: EndpointClient): RemoteObjects['head'] =>
  async (bucket, key) => {
    const request = { method: 'HEAD', bucket, key } as const;
    const answer = await client.send(request);
    if (answer.statusCode === 200) {
      answer.resume();
      return describe(client, request, answer);
    }
    if (answer.statusCode !== 404) return refuse(client, request, answer);
    answer.resume();
    return null;
  };

const get =
  (client: EndpointClient): RemoteObjects['get'] =>
  async (bucket, key, range) => {
    const wanted = range === undefined ? {} : { range: `bytes=${range.from}-${range.to}` };
    const request = { method: 'GET', bucket, key, headers: wanted } as const;
    const answer = await client.send(request);
    if (answer.statusCode === 404) {
      const refused = await client.readRefusal(answer);
      if (refused.code === 'NoSuchBucket') throw client.refusedError(request, refused);
      return null;
    }
    if (answer.statusCode !== (range === undefined ? 200 : 206)) return refuse(client, request, answer);
    const { object } = describe(client, request, answer);
    const expected = range === undefined ? object.bytes : range.to - range.from + 1;
    if (sizesOf(answer)?.part !== expected) {
      answer.destroy();
      throw new StoreError(
        'STORE_FAILED',
        `${client.name} sends another part of the object than was asked for`,
      );
    }
    const content = Readable.from(relay(answer, client.name), { objectMode: false });
    // Destroyed before it was read, the generator never runs.
    content.once('close', () => answer.destroy());
    return { object, content };
  };

const put =
  (client: EndpointClient): RemoteObjects['put'] =>
  async (object, content) => {
    const { bucket, key } = object;
    const headers = {
      ...encodeAttributes(object),
      'content-md5': Buffer.from(content.md5, 'hex').toString('base64'),
    };
    const request = { method: 'PUT', bucket, key, headers, body: content } as const;
    const answer = await client.send(request);
    if (answer.statusCode !== 200) return refuse(client, request, answer);
    const etag = etagOf(answer);
    const { headers: answered } = answer;
    await client.discard(answer);
    if (etag === null)
      throw new StoreError('STORE_FAILED', `${client.name} took an object without an ETag: is it S3?`);
    if (isMd5Etag(etag, answered) && etag !== content.md5)
      throw new StoreError(
        'STORE_FAILED',
        `${client.name} has stored other bytes than were sent: MD5 ${etag}`,
      );
  };

export const createRemoteObjects = (client: EndpointClient): RemoteObjects => ({
  head: head(client),
  get: get(client),
  put: put(client),
  delete: async (bucket, key) => {
    const request = { method: 'DELETE', bucket, key } as const;
    const answer = await client.send(request);
    if (![200, 204, 404].includes(answer.statusCode ?? 0)) return refuse(client, request, answer);
    await client.discard(answer);
  },
});
