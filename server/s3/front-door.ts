/**
 * The S3 side of the mock: what every request meets. Only judged bytes get through to the store: uploads by presigned
 * form, downloads by presigned link. Whatever else S3 can do is refused here as to somebody without rights.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { newRequestIds, refusal } from './error-xml.js';
import type { Refusal, RequestIds } from './error-xml.js';
import { noSuchBucket } from './post-refusals.js';
import { createPostObject } from './post-object.js';
import type { PostObjectOptions } from './post-object.js';
import { sendRefusal, setIds } from './post-answer.js';
import { judgeGet } from './presigned-get.js';
import { StoreError } from './object-store.js';
import type { ObjectStore, StoredObject } from './object-store.js';

const ACCESS_DENIED = refusal(403, 'AccessDenied', 'Access Denied');
const INTERNAL = refusal(500, 'InternalError', 'We encountered an internal error. Please try again.');

export function frontDoor(options: PostObjectOptions) {
  const post = createPostObject(options);
  return (request: IncomingMessage, response: ServerResponse): void => {
    const ids = newRequestIds(options.random);
    const handled =
      request.method === 'POST'
        ? post(request, response)
        : request.method === 'GET'
          ? download(options, request, response, ids)
          : Promise.resolve(refuse(request, response, ACCESS_DENIED, ids));
    handled.catch(() => {
      if (response.headersSent) response.destroy();
      else refuse(request, response, INTERNAL, ids);
    });
  };
}

/** An upload that nobody will read must not keep the connection busy. */
function refuse(request: IncomingMessage, response: ServerResponse, refused: Refusal, ids: RequestIds): void {
  if (request.method !== 'GET') response.setHeader('Connection', 'close');
  request.resume();
  sendRefusal(response, refused, ids);
}

async function download(
  options: PostObjectOptions,
  request: IncomingMessage,
  response: ServerResponse,
  ids: RequestIds,
): Promise<void> {
  const { store, clock } = options;
  const verdict = judgeGet(request, options, store.buckets, clock.now());
  if (verdict.kind === 'refuse') return refuse(request, response, verdict.refusal, ids);
  const { bucket, key } = verdict;
  if (!store.buckets.includes(bucket)) return refuse(request, response, noSuchBucket(bucket), ids);
  const found = await get(store, bucket, key);
  if (found === null) {
    const missing = refusal(404, 'NoSuchKey', 'The specified key does not exist.', [['Key', key]]);
    return refuse(request, response, missing, ids);
  }
  try {
    setIds(response, ids);
    setObjectHeaders(response, found.object);
  } catch (error) {
    // A content type that no header can hold.
    found.content.destroy();
    throw error;
  }
  await pipeline(found.content, response);
}

/** null also for a key that no object can have. */
async function get(store: ObjectStore, bucket: string, key: string): ReturnType<ObjectStore['get']> {
  try {
    return await store.get(bucket, key);
  } catch (error) {
    if (error instanceof StoreError && (error.code === 'KEY_TOO_LONG' || error.code === 'NO_KEY'))
      return null;
    throw error;
  }
}

function setObjectHeaders(response: ServerResponse, object: StoredObject): void {
  response.setHeader('Last-Modified', new Date(object.lastModified).toUTCString());
  response.setHeader('ETag', `"${object.etag}"`);
  response.setHeader('Accept-Ranges', 'bytes');
  response.setHeader('Content-Type', object.contentType ?? 'binary/octet-stream');
  response.setHeader('Content-Length', object.bytes);
  for (const [name, value] of Object.entries(object.metadata))
    response.setHeader(`x-amz-meta-${name}`, value);
}
