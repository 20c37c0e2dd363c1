/** What the AWS SDK can do with single objects and listings. */
import { Readable } from 'node:stream';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { type Flow, outcomeOf, type Seen, type Subject } from './flow.js';

const CONTENT = 'id|name\n';
const ETAG = '"f3c3cf4d4d1e2b4bd6c1c7f7b9a4d0b1"';

interface At {
  readonly Bucket: string;
  readonly Key: string;
}

/** `expected` and the flow; `at` is the object's address. */
const flow = (name: string, expected: Seen, run: (subject: Subject, at: At) => Promise<Seen>): Flow => ({
  name: `client: ${name}`,
  expected,
  run: (subject, key) => run(subject, { Bucket: subject.buckets[0], Key: key }),
});

const put = (
  subject: Subject,
  at: At,
  more: Partial<ConstructorParameters<typeof PutObjectCommand>[0]> = {},
) => subject.client.send(new PutObjectCommand({ ...at, Body: CONTENT, ...more }));

const getPart =
  (Range: string) =>
  async (subject: Subject, at: At): Promise<Seen> => {
    await put(subject, at);
    const seen = await outcomeOf(subject.client.send(new GetObjectCommand({ ...at, Range })));
    if (seen['status'] !== 206) return seen;
    const part = await subject.client.send(new GetObjectCommand({ ...at, Range }));
    return { ...seen, content: await part.Body?.transformToString(), range: part.ContentRange };
  };

const OBJECTS: readonly Flow[] = [
  flow('puts and gets', { put: 200, content: CONTENT, etag: true }, async (subject, at) => {
    const { $metadata, ETag } = await put(subject, at);
    const found = await subject.client.send(new GetObjectCommand(at));
    return {
      put: $metadata.httpStatusCode,
      content: await found.Body?.transformToString(),
      etag: found.ETag === ETag,
    };
  }),
  flow(
    'keeps attributes',
    {
      type: 'text/csv',
      metadata: { school: 'GPS 7' },
      cache: 'no-cache',
      disposition: 'attachment; filename="a.csv"',
      language: 'hi',
      length: 8,
    },
    async (subject, at) => {
      await put(subject, at, {
        ContentType: 'text/csv',
        Metadata: { school: 'GPS 7' },
        CacheControl: 'no-cache',
        ContentDisposition: 'attachment; filename="a.csv"',
        ContentLanguage: 'hi',
      });
      const found = await subject.client.send(new HeadObjectCommand(at));
      return {
        type: found.ContentType,
        metadata: found.Metadata,
        cache: found.CacheControl,
        disposition: found.ContentDisposition,
        language: found.ContentLanguage,
        length: found.ContentLength,
      };
    },
  ),
  flow('gets a part', { status: 206, content: 'name', range: 'bytes 3-6/8' }, getPart('bytes=3-6')),
  flow('gets the end', { status: 206, content: 'e\n', range: 'bytes 6-7/8' }, getPart('bytes=-2')),
  flow(
    'gets a part that ends behind the end',
    { status: 206, content: 'e\n', range: 'bytes 6-7/8' },
    getPart('bytes=6-99'),
  ),
  flow('gets a part behind the end', { status: 416, code: 'InvalidRange' }, getPart('bytes=8-9')),
  flow('gets only what is another', { status: 304 }, async (subject, at) => {
    const { ETag } = await put(subject, at);
    // The SDK gives an answer without a body a name of its own.
    const { status } = await outcomeOf(
      subject.client.send(new GetObjectCommand({ ...at, IfNoneMatch: ETag })),
    );
    return { status };
  }),
  flow('gets only what is the same', { status: 412, code: 'PreconditionFailed' }, async (subject, at) => {
    await put(subject, at);
    return outcomeOf(subject.client.send(new GetObjectCommand({ ...at, IfMatch: ETAG })));
  }),
  flow(
    'puts only where nothing is',
    { first: 200, status: 412, code: 'PreconditionFailed' },
    async (subject, at) => {
      const once = { IfNoneMatch: '*' };
      const { $metadata } = await put(subject, at, once);
      return { first: $metadata.httpStatusCode, ...(await outcomeOf(put(subject, at, once))) };
    },
  ),
  flow(
    'asks for what is not there',
    { get: { status: 404, code: 'NoSuchKey' }, head: { status: 404, code: 'NotFound' } },
    async ({ client }, at) => ({
      get: await outcomeOf(client.send(new GetObjectCommand(at))),
      head: await outcomeOf(client.send(new HeadObjectCommand(at))),
    }),
  ),
  flow('deletes, whether it is there or not', { first: 204, second: 204, left: 404 }, async (subject, at) => {
    await put(subject, at);
    const remove = () => outcomeOf(subject.client.send(new DeleteObjectCommand(at)));
    const [first, second] = [await remove(), await remove()];
    const left = await outcomeOf(subject.client.send(new HeadObjectCommand(at)));
    return { first: first['status'], second: second['status'], left: left['status'] };
  }),
  flow('refuses a wrong Content-MD5', { status: 400, code: 'BadDigest' }, (subject, at) =>
    outcomeOf(put(subject, at, { ContentMD5: Buffer.alloc(16).toString('base64') })),
  ),
  flow('refuses a wrong checksum', { status: 400, code: 'BadDigest' }, (subject, at) =>
    outcomeOf(put(subject, at, { ChecksumCRC32: Buffer.alloc(4).toString('base64') })),
  ),
  flow(
    'puts a stream with its defaults, in signed chunks',
    { status: 200, content: CONTENT },
    async (subject, at) => {
      const client = subject.clientWith({ requestChecksumCalculation: 'WHEN_SUPPORTED' });
      const Body = Readable.from([Buffer.from(CONTENT)]);
      const seen = await outcomeOf(
        client.send(new PutObjectCommand({ ...at, Body, ContentLength: CONTENT.length })),
      );
      if (seen['status'] !== 200) return seen;
      const found = await subject.client.send(new GetObjectCommand(at));
      return { ...seen, content: await found.Body?.transformToString() };
    },
  ),
  flow(
    'copies with attributes',
    { status: 200, content: CONTENT, metadata: { a: '1' } },
    async (subject, at) => {
      await put(subject, at, { Metadata: { a: '1' } });
      const copy = { Bucket: subject.buckets[1], Key: at.Key };
      const CopySource = `${at.Bucket}/${at.Key}`;
      const seen = await outcomeOf(subject.client.send(new CopyObjectCommand({ ...copy, CopySource })));
      const found = await subject.client.send(new GetObjectCommand(copy));
      return { ...seen, content: await found.Body?.transformToString(), metadata: found.Metadata };
    },
  ),
  flow('copies with other attributes', { status: 200, metadata: { b: '2' } }, async (subject, at) => {
    await put(subject, at, { Metadata: { a: '1' } });
    const CopySource = `${at.Bucket}/${at.Key}`;
    const command = new CopyObjectCommand({
      ...at,
      CopySource,
      MetadataDirective: 'REPLACE',
      Metadata: { b: '2' },
    });
    const seen = await outcomeOf(subject.client.send(command));
    return { ...seen, metadata: (await subject.client.send(new HeadObjectCommand(at))).Metadata };
  }),
  flow('copies what is not there', { status: 404, code: 'NoSuchKey' }, ({ client }, at) =>
    outcomeOf(client.send(new CopyObjectCommand({ ...at, CopySource: `${at.Bucket}/missing` }))),
  ),
];

const REFUSED: readonly Flow[] = [
  flow('has a wrong secret', { status: 403, code: 'SignatureDoesNotMatch' }, ({ access, clientWith }, at) => {
    const credentials = { accessKeyId: access.accessKeyId, secretAccessKey: 'x'.repeat(40) };
    return outcomeOf(clientWith({ credentials }).send(new GetObjectCommand(at)));
  }),
  flow('has an unknown key', { status: 403, code: 'InvalidAccessKeyId' }, ({ access, clientWith }, at) => {
    const credentials = { ...access, accessKeyId: 'AKIAUNKNOWN' };
    return outcomeOf(clientWith({ credentials }).send(new GetObjectCommand(at)));
  }),
  flow('has another region', { status: 400, code: 'AuthorizationHeaderMalformed' }, ({ clientWith }, at) =>
    outcomeOf(clientWith({ region: 'eu-west-1' }).send(new GetObjectCommand(at))),
  ),
  flow('asks for a bucket that is not there', { status: 404, code: 'NoSuchBucket' }, ({ client, buckets }) =>
    outcomeOf(client.send(new ListObjectsV2Command({ Bucket: `${buckets[0]}-missing` }))),
  ),
  flow(
    'asks whether a bucket is there',
    { there: 200, missing: 404 },
    async ({ client, buckets: [one] }) => ({
      there: (await outcomeOf(client.send(new HeadBucketCommand({ Bucket: one }))))['status'],
      missing: (await outcomeOf(client.send(new HeadBucketCommand({ Bucket: `${one}-missing` }))))['status'],
    }),
  ),
];

/** Objects below the flow's key, named by what is behind it. */
const fill = async (subject: Subject, { Bucket, Key }: At): Promise<string> => {
  for (const name of ['a', 'b/1', 'b/2', 'c d+e', 'é', '\u{10000}'])
    await put(subject, { Bucket, Key: `${Key}/${name}` });
  return `${Key}/`;
};
const FILLED = ['a', 'b/1', 'b/2', 'c d+e', 'é', '\u{10000}'];

const LISTINGS: readonly Flow[] = [
  flow('lists by prefix', { keys: FILLED, count: 6, truncated: false, sizes: [8] }, async (subject, at) => {
    const Prefix = await fill(subject, at);
    const {
      Contents = [],
      KeyCount,
      IsTruncated,
    } = await subject.client.send(new ListObjectsV2Command({ Bucket: at.Bucket, Prefix }));
    return {
      keys: Contents.map(({ Key = '' }) => Key.slice(Prefix.length)),
      count: KeyCount,
      truncated: IsTruncated,
      sizes: [...new Set(Contents.map(({ Size }) => Size))],
    };
  }),
  flow(
    'lists by folder',
    { keys: ['a', 'c d+e', 'é', '\u{10000}'], folders: ['b/'], count: 5 },
    async (subject, at) => {
      const Prefix = await fill(subject, at);
      const {
        Contents = [],
        CommonPrefixes = [],
        KeyCount,
      } = await subject.client.send(new ListObjectsV2Command({ Bucket: at.Bucket, Prefix, Delimiter: '/' }));
      return {
        keys: Contents.map(({ Key = '' }) => Key.slice(Prefix.length)),
        folders: CommonPrefixes.map((folder) => folder.Prefix?.slice(Prefix.length)),
        count: KeyCount,
      };
    },
  ),
  flow(
    'lists page by page',
    {
      pages: [
        ['a', 'b/1', 'b/2', 'c d+e'],
        ['é', '\u{10000}'],
      ],
    },
    async (subject, at) => {
      const Prefix = await fill(subject, at);
      const pages: string[][] = [];
      let ContinuationToken: string | undefined;
      do {
        const page = await subject.client.send(
          new ListObjectsV2Command({ Bucket: at.Bucket, Prefix, MaxKeys: 4, ContinuationToken }),
        );
        pages.push((page.Contents ?? []).map(({ Key = '' }) => Key.slice(Prefix.length)));
        ContinuationToken = page.NextContinuationToken;
      } while (ContinuationToken !== undefined);
      return { pages };
    },
  ),
  flow('lists what is behind a key', { keys: ['c d+e', 'é', '\u{10000}'] }, async (subject, at) => {
    const Prefix = await fill(subject, at);
    const { Contents = [] } = await subject.client.send(
      new ListObjectsV2Command({ Bucket: at.Bucket, Prefix, StartAfter: `${Prefix}b/2` }),
    );
    return { keys: Contents.map(({ Key = '' }) => Key.slice(Prefix.length)) };
  }),
  flow('deletes many at once', { deleted: ['a', 'missing'], left: FILLED.slice(1) }, async (subject, at) => {
    const Prefix = await fill(subject, at);
    const Objects = ['a', 'missing'].map((name) => ({ Key: Prefix + name }));
    const { Deleted = [] } = await subject.client.send(
      new DeleteObjectsCommand({ Bucket: at.Bucket, Delete: { Objects } }),
    );
    const { Contents = [] } = await subject.client.send(
      new ListObjectsV2Command({ Bucket: at.Bucket, Prefix }),
    );
    const names = (keys: readonly { readonly Key?: string | undefined }[]) =>
      keys.map(({ Key = '' }) => Key.slice(Prefix.length));
    return { deleted: names(Deleted).toSorted(), left: names(Contents) };
  }),
];

export const CLIENT_FLOWS: readonly Flow[] = [...OBJECTS, ...REFUSED, ...LISTINGS];
