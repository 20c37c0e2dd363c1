/** Uploads in parts, by the AWS SDK. */
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListPartsCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { createHash } from 'node:crypto';
import { type Flow, outcomeOf, type Subject } from './flow.js';

interface At {
  readonly Bucket: string;
  readonly Key: string;
}

/** The smallest size that a part other than the last may have. */
const FIRST = Buffer.alloc(5 * 1024 * 1024, 'a');
const LAST = Buffer.from('last');
const md5 = (data: Buffer): Buffer => createHash('md5').update(data).digest();
const ETAG = `"${md5(Buffer.concat([md5(FIRST), md5(LAST)])).toString('hex')}-2"`;

/** Of an upload that is completed. */
export const PARTS: Flow['expected'] = {
  before: 404,
  etag: ETAG,
  found: ETAG,
  length: FIRST.length + 4,
  type: 'text/csv',
  end: 'alast',
};

const begin = async ({ client }: Subject, at: At) => {
  const created = await client.send(new CreateMultipartUploadCommand({ ...at, ContentType: 'text/csv' }));
  return { ...at, UploadId: created.UploadId };
};
type Upload = Awaited<ReturnType<typeof begin>>;

const sendPart = async ({ client }: Subject, upload: Upload, PartNumber: number, Body: Buffer) => {
  const { ETag } = await client.send(new UploadPartCommand({ ...upload, PartNumber, Body }));
  return { PartNumber, ETag };
};

const complete = (
  { client }: Subject,
  upload: Upload,
  Parts: readonly { readonly PartNumber: number; readonly ETag: string | undefined }[],
) => client.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts: [...Parts] } }));

const flow = (
  name: string,
  expected: Flow['expected'],
  run: (subject: Subject, at: At) => ReturnType<Flow['run']>,
): Flow => ({
  name: `parts: ${name}`,
  expected,
  run: (subject, key) => run(subject, { Bucket: subject.buckets[0], Key: key }),
});

export const MULTIPART_FLOWS: readonly Flow[] = [
  flow('become one object', PARTS, async (subject, at) => {
    const upload = await begin(subject, at);
    // The other way round: the order of the list counts, not that of arrival.
    const last = await sendPart(subject, upload, 2, LAST);
    const first = await sendPart(subject, upload, 1, FIRST);
    const before = await outcomeOf(subject.client.send(new HeadObjectCommand(at)));
    const { ETag } = await complete(subject, upload, [first, last]);
    const found = await subject.client.send(new HeadObjectCommand(at));
    const end = await subject.client.send(new GetObjectCommand({ ...at, Range: 'bytes=-5' }));
    return {
      before: before['status'],
      etag: ETag,
      found: found.ETag,
      length: found.ContentLength,
      type: found.ContentType,
      end: await end.Body?.transformToString(),
    };
  }),
  flow(
    'are listed until they are one',
    {
      parts: [
        [1, FIRST.length],
        [2, 4],
      ],
    },
    async (subject, at) => {
      const upload = await begin(subject, at);
      await sendPart(subject, upload, 1, FIRST);
      await sendPart(subject, upload, 2, LAST);
      const { Parts = [] } = await subject.client.send(new ListPartsCommand(upload));
      return { parts: Parts.map(({ PartNumber, Size }) => [PartNumber, Size]) };
    },
  ),
  flow('can be given up', { abort: 204, status: 404, code: 'NoSuchUpload' }, async (subject, at) => {
    const upload = await begin(subject, at);
    await sendPart(subject, upload, 1, LAST);
    const { status } = await outcomeOf(subject.client.send(new AbortMultipartUploadCommand(upload)));
    return { abort: status, ...(await outcomeOf(subject.client.send(new ListPartsCommand(upload)))) };
  }),
  flow('must not be too small', { status: 400, code: 'EntityTooSmall' }, async (subject, at) => {
    const upload = await begin(subject, at);
    const parts = [await sendPart(subject, upload, 1, LAST), await sendPart(subject, upload, 2, LAST)];
    return outcomeOf(complete(subject, upload, parts));
  }),
  flow('must be there', { status: 400, code: 'InvalidPart' }, async (subject, at) => {
    const upload = await begin(subject, at);
    const part = await sendPart(subject, upload, 1, LAST);
    return outcomeOf(complete(subject, upload, [{ ...part, ETag: `"${'0'.repeat(32)}"` }]));
  }),
  flow('of an upload that nobody began are refused', { status: 404, code: 'NoSuchUpload' }, (subject, at) => {
    const upload = { ...at, UploadId: 'unknown' };
    return outcomeOf(subject.client.send(new UploadPartCommand({ ...upload, PartNumber: 1, Body: LAST })));
  }),
];
