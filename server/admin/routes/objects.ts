/** What lies in the buckets. Keys are in the query, never in the path: a key is any text, and nothing but a name. */
import type { AdminParts } from '../admin-parts.js';
import type { StoredObject } from '../../s3/object-store.js';
import { NOTHING, ok } from '../answer.js';
import { attachmentOf } from '../attachment.js';
import { previewObject } from '../preview/preview-object.js';
import { Refusal } from '../refusal.js';
import { required, text, wholeNumber } from '../shape/parameter.js';
import { bytes, defineRoute, error, json, nothing } from '../shape/route.js';

const inPath = { bucket: required(text('Name of the bucket', 1, 255)) };
const key = required(text('Key of the object', 1, 1_024));
const answers = {
  404: error('No such bucket, or no such object'),
  503: error('The store cannot do it'),
};
const PAGE = 100;
const ROWS = 20;

export const objectRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/buckets',
    id: 'listBuckets',
    summary: 'the buckets and their roles',
    answers: { 200: json('All of them', 'Buckets') },
    handle: (_call, { store, facts }) => {
      const roles = Object.entries(facts.buckets);
      const roleOf = (name: string): string | null => roles.find(([, own]) => own === name)?.[0] ?? null;
      return ok({ buckets: store.buckets.map((name) => ({ name, role: roleOf(name) })) });
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/buckets/{bucket}/objects',
    id: 'listObjects',
    summary: 'objects in the byte order of their keys',
    inPath,
    inQuery: {
      prefix: text('Only keys that begin so', 0, 1_024),
      after: text('Only keys behind this one', 0, 1_024),
      limit: wholeNumber(`How many; default ${PAGE}`, 1, 1_000),
    },
    answers: { ...answers, 200: json('A page of them', 'ObjectPage') },
    handle: async ({ path, query }, { store }) => {
      const { prefix = '', after = '', limit = PAGE } = query;
      const { objects, truncated } = await store.list(ownBucket(path.bucket, store), {
        prefix,
        after,
        limit,
      });
      return ok({ objects: objects.map(shown), next: truncated ? (objects.at(-1)?.key ?? null) : null });
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/buckets/{bucket}/object',
    id: 'getObject',
    summary: 'what is known of an object',
    inPath,
    inQuery: { key },
    answers: { ...answers, 200: json('Its attributes', 'StoredObject') },
    handle: async ({ path, query }, { store }) => {
      const object = await store.head(ownBucket(path.bucket, store), query.key);
      return ok(shown(object ?? none()));
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/buckets/{bucket}/object/content',
    id: 'getContent',
    summary: 'the bytes of an object, to be saved',
    inPath,
    inQuery: { key },
    answers: { ...answers, 200: bytes('All of them', 'application/octet-stream') },
    handle: async ({ path, query }, { store }) => {
      const { object, content } = (await store.get(ownBucket(path.bucket, store), query.key)) ?? none();
      return {
        kind: 'stream',
        headers: {
          'Content-Type': 'application/octet-stream',
          'Content-Length': String(object.bytes),
          'Content-Disposition': attachmentOf(object.key),
          // Somebody else's bytes: whatever they are, they run nothing here.
          'Content-Security-Policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
        },
        content,
      };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/buckets/{bucket}/object/preview',
    id: 'previewObject',
    summary: 'the first rows of a CSV, or of the only CSV in a zip; numbers of twelve digits masked',
    inPath,
    inQuery: { key, rows: wholeNumber(`How many, header included; default ${ROWS}`, 1, 100) },
    answers: { ...answers, 200: json('The rows, or why there are none', 'Preview') },
    handle: async ({ path, query }, { store }) => {
      const preview = await previewObject(
        store,
        ownBucket(path.bucket, store),
        query.key,
        query.rows ?? ROWS,
      );
      return ok(preview ?? none());
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/buckets/{bucket}/object',
    id: 'deleteObject',
    summary: 'deletes an object',
    inPath,
    inQuery: { key },
    answers: { ...answers, 204: nothing('Deleted') },
    handle: async ({ path, query }, { store }) => {
      if (!(await store.delete(ownBucket(path.bucket, store), query.key))) none();
      return NOTHING;
    },
  }),
];

const none = (): never => {
  throw new Refusal(404, 'no object has this key: list the bucket');
};

function ownBucket(name: string, { buckets }: AdminParts['store']): string {
  if (buckets.includes(name)) return name;
  throw new Refusal(404, `there is no such bucket: there are ${buckets.join(', ')}`);
}

const shown = (object: StoredObject) => ({
  bucket: object.bucket,
  key: object.key,
  bytes: object.bytes,
  md5: object.md5,
  sha256: object.sha256,
  etag: object.etag,
  lastModified: new Date(object.lastModified).toISOString(),
  contentType: object.contentType,
  metadata: object.metadata,
  ...(object.headers === undefined ? {} : { headers: object.headers }),
  ...(object.checksum === undefined ? {} : { checksum: object.checksum }),
});
