/** Uploads in parts by clients that sign, over the wire. */
import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  AbortMultipartUploadCommand,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  paginateListParts,
  PutObjectCommand,
  S3ServiceException,
  UploadPartCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMultipartUploads } from '../../../../server/s3/multipart/multipart-uploads.js';
import type { ObjectStore } from '../../../../server/s3/object-store.js';
import { openStoreIn, removeFolder, temporaryFolder } from '../embedded/temporary-store.js';
import { codeOf, openSignedServer, type SignedServer } from '../signed-server.js';

const MIB = 1024 * 1024;
const Bucket = 'one';
const SMALL = Buffer.from('the last part');
const LARGE = [randomBytes(5 * MIB), randomBytes(5 * MIB + 1)] as const;
const WHOLE = Buffer.concat([...LARGE, SMALL]);

let folder = '';
let parts: ObjectStore;
let server: SignedServer;

beforeAll(async () => {
  folder = temporaryFolder();
  parts = await openStoreIn(folder, { buckets: ['parts'] });
  const uploads = await createMultipartUploads({ parts, clock: { now: Date.now }, random: randomBytes });
  server = await openSignedServer({ uploads });
});

afterAll(async () => {
  await server.close();
  await parts.close();
  removeFolder(folder);
});

const begin = async (
  Key: string,
  more: object = {},
): Promise<{ Bucket: string; Key: string; UploadId: string }> => {
  const { UploadId = '' } = await server.client.send(
    new CreateMultipartUploadCommand({ Bucket, Key, ...more }),
  );
  return { Bucket, Key, UploadId };
};
type Begun = Awaited<ReturnType<typeof begin>>;

const upload = async (
  begun: Begun,
  PartNumber: number,
  Body: Buffer | Readable,
  more: object = {},
): Promise<CompletedPart> => {
  const sent = await server.client.send(new UploadPartCommand({ ...begun, PartNumber, Body, ...more }));
  const { ETag, ChecksumCRC32, ChecksumSHA256 } = sent;
  return {
    PartNumber,
    ...(ETag === undefined ? {} : { ETag }),
    ...(ChecksumCRC32 === undefined ? {} : { ChecksumCRC32 }),
    ...(ChecksumSHA256 === undefined ? {} : { ChecksumSHA256 }),
  };
};

const complete = (begun: Begun, Parts: CompletedPart[], more: object = {}) =>
  server.client.send(new CompleteMultipartUploadCommand({ ...begun, MultipartUpload: { Parts }, ...more }));

const failure = async (sent: Promise<unknown>): Promise<{ code: string; status: number | undefined }> => {
  try {
    await sent;
    return { code: 'done', status: 200 };
  } catch (error) {
    if (!(error instanceof S3ServiceException)) throw error;
    return { code: error.name, status: error.$metadata.httpStatusCode };
  }
};

const bytesAt = async (Key: string): Promise<Buffer> => {
  const { Body } = await server.client.send(new GetObjectCommand({ Bucket, Key }));
  return Buffer.from((await Body?.transformToByteArray()) ?? []);
};
const md5 = (bytes: Buffer): Buffer => createHash('md5').update(bytes).digest();
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const partsLeft = async (): Promise<number> =>
  (await parts.list('parts', { prefix: '', after: '', limit: 1000 })).objects.length;
const document = (inner: string): string => `<CompleteMultipartUpload>${inner}</CompleteMultipartUpload>`;
const part = (number: number | string, etag: string): string =>
  `<Part><PartNumber>${number}</PartNumber><ETag>${etag}</ETag></Part>`;
const post = (begun: Begun, body: string) =>
  server.call('POST', `/one/${begun.Key}?uploadId=${begun.UploadId}`, { body });

describe('an upload in three parts', () => {
  it('sent in any order becomes one object, with all that it was begun with', async () => {
    const begun = await begin('dir/शिक्षक.zip', {
      ContentType: 'application/zip',
      CacheControl: 'no-store',
      Metadata: { by: 'job' },
    });
    const third = await upload(begun, 30, SMALL);
    const first = await upload(begun, 1, LARGE[0]);
    await upload(begun, 2, SMALL);
    const second = await upload(
      begun,
      2,
      Readable.from([LARGE[1].subarray(0, MIB), LARGE[1].subarray(MIB)]),
      {
        ContentLength: LARGE[1].length,
      },
    );
    const answer = await complete(begun, [first, second, third]);
    const hashes = Buffer.concat([md5(LARGE[0]), md5(LARGE[1]), md5(SMALL)]);
    expect(answer.ETag).toBe(`"${md5(hashes).toString('hex')}-3"`);
    expect(answer.Location).toBe(
      `http://127.0.0.1:${server.port}/one/${encodeURIComponent('dir/शिक्षक.zip')}`,
    );
    expect(sha256(await bytesAt(begun.Key))).toBe(sha256(WHOLE));
    const head = await server.client.send(new HeadObjectCommand({ Bucket, Key: begun.Key }));
    expect(head).toMatchObject({
      ContentType: 'application/zip',
      CacheControl: 'no-store',
      Metadata: { by: 'job' },
      ContentLength: WHOLE.length,
      ETag: answer.ETag,
    });
    expect(await partsLeft()).toBe(0);
    expect(await failure(complete(begun, [first]))).toEqual({ code: 'NoSuchUpload', status: 404 });
    // An answer that was lost is given again.
    expect((await complete(begun, [first, second, third])).ETag).toBe(answer.ETag);
  });

  it('has the checksum of its parts, which must be the ones that were sent', async () => {
    const begun = await begin('sha256', { ChecksumAlgorithm: 'SHA256' });
    const more = { ChecksumAlgorithm: 'SHA256' };
    const first = await upload(begun, 1, LARGE[0], more);
    const last = await upload(begun, 2, SMALL, more);
    expect(await failure(upload(begun, 3, SMALL, { ChecksumAlgorithm: 'SHA1' }))).toMatchObject({
      code: 'InvalidRequest',
    });
    const { ChecksumSHA256: _left, ...bare } = last;
    expect(await failure(complete(begun, [first, bare]))).toMatchObject({ code: 'InvalidRequest' });
    const swapped = { ...last, ChecksumSHA256: first.ChecksumSHA256 ?? '' };
    expect(await failure(complete(begun, [first, swapped]))).toMatchObject({ code: 'InvalidPart' });
    expect(await failure(complete(begun, [first, last], { ChecksumSHA256: 'AAAA-2' }))).toMatchObject({
      code: 'BadDigest',
    });
    const sums = [LARGE[0], SMALL].map((bytes) => createHash('sha256').update(bytes).digest());
    const expected = `${createHash('sha256').update(Buffer.concat(sums)).digest('base64')}-2`;
    const answer = await complete(begun, [first, last], { ChecksumSHA256: expected });
    expect(answer).toMatchObject({ ChecksumSHA256: expected, ChecksumType: 'COMPOSITE' });
  });

  it('has the checksum of its bytes where that is wanted', async () => {
    const begun = await begin('crc32', { ChecksumAlgorithm: 'CRC32', ChecksumType: 'FULL_OBJECT' });
    const sent = [await upload(begun, 1, LARGE[0]), await upload(begun, 2, SMALL)];
    expect(await failure(complete(begun, sent, { ChecksumCRC32: 'AAAAAA==' }))).toMatchObject({
      code: 'BadDigest',
    });
    expect(await failure(complete(begun, sent, { ChecksumType: 'COMPOSITE' }))).toMatchObject({
      code: 'InvalidRequest',
    });
    const answer = await complete(begun, sent, { ChecksumType: 'FULL_OBJECT' });
    const whole = await server.client.send(
      new PutObjectCommand({
        Bucket,
        Key: 'whole',
        Body: Buffer.concat([LARGE[0], SMALL]),
        ChecksumAlgorithm: 'CRC32',
      }),
    );
    expect(answer.ChecksumCRC32).toBe(whole.ChecksumCRC32);
    expect(answer.ChecksumType).toBe('FULL_OBJECT');
  });

  it('is refused as a whole where its size is not the promised one, or a checksum is promised that it has not', async () => {
    const begun = await begin('size');
    const sent = await upload(begun, 1, SMALL);
    expect(await failure(complete(begun, [sent], { ChecksumSHA1: 'AAAA' }))).toMatchObject({
      code: 'InvalidRequest',
    });
    expect(await failure(complete(begun, [sent], { MpuObjectSize: 5 }))).toMatchObject({
      code: 'InvalidRequest',
    });
    expect(await failure(complete(begun, [sent], { MpuObjectSize: SMALL.length }))).toMatchObject({
      code: 'done',
    });
  });

  it('replaces nothing where nothing is to be replaced', async () => {
    await server.client.send(new PutObjectCommand({ Bucket, Key: 'there', Body: 'old' }));
    const begun = await begin('there');
    const sent = await upload(begun, 1, SMALL);
    expect(await failure(complete(begun, [sent], { IfNoneMatch: '*' }))).toEqual({
      code: 'PreconditionFailed',
      status: 412,
    });
    expect((await bytesAt('there')).toString()).toBe('old');
    await complete(begun, [sent]);
    expect(sha256(await bytesAt('there'))).toBe(sha256(SMALL));
  });
});

describe('a completion', () => {
  it('is refused for parts that are small, wrong, missing or out of order, and can be had afterwards', async () => {
    const begun = await begin('picky');
    const first = await upload(begun, 1, SMALL);
    const second = await upload(begun, 2, SMALL);
    const small = await post(begun, document(part(1, first.ETag ?? '') + part(2, second.ETag ?? '')));
    expect(small.status).toBe(400);
    expect(small.text).toContain(
      `<ProposedSize>${SMALL.length}</ProposedSize><MinSizeAllowed>5242880</MinSizeAllowed><PartNumber>1</PartNumber><ETag>${md5(SMALL).toString('hex')}</ETag>`,
    );
    expect(codeOf(small)).toBe('EntityTooSmall');
    const wrong = await post(begun, document(part(1, 'abc')));
    expect(codeOf(wrong)).toBe('InvalidPart');
    expect(wrong.text).toContain('<PartNumber>1</PartNumber>');
    expect(codeOf(await post(begun, document(part(3, first.ETag ?? ''))))).toBe('InvalidPart');
    for (const [one, other] of [
      [2, 1],
      [1, 1],
    ] as const)
      expect(
        codeOf(await post(begun, document(part(one, first.ETag ?? '') + part(other, first.ETag ?? '')))),
      ).toBe('InvalidPartOrder');
    // Quoted as an SDK does it, or not at all.
    const good = await post(begun, document(part(2, `&quot;${md5(SMALL).toString('hex')}&quot;`)));
    expect(good.status).toBe(200);
    expect(sha256(await bytesAt('picky'))).toBe(sha256(SMALL));
  });

  it.each([
    ['nothing', '', 'MalformedXML'],
    ['no parts', document(''), 'MalformedXML'],
    ['something else', document('<Part/>'), 'MalformedXML'],
    ['no number', document(part('x', 'a')), 'MalformedXML'],
    ['a number of zero', document(part(0, 'a')), 'InvalidArgument'],
    ['a number beyond the last', document(part(10_001, 'a')), 'InvalidArgument'],
    [
      'an unknown checksum',
      document('<Part><PartNumber>1</PartNumber><ETag>a</ETag><ChecksumX>a</ChecksumX></Part>'),
      'MalformedXML',
    ],
    ['another root', '<Delete/>', 'MalformedXML'],
    [
      '10,001 parts',
      document(Array.from({ length: 10_001 }, (_, at) => part(at + 1, 'a')).join('')),
      'MalformedXML',
    ],
    ['10,000 levels', '<CompleteMultipartUpload>'.repeat(10_000), 'MalformedXML'],
    ['a document type', `<!DOCTYPE x>${document(part(1, 'a'))}`, 'MalformedXML'],
  ])('of %s is refused', async (_, body, code) => {
    const answer = await post(await begin('odd'), body);
    expect(answer.status).toBe(400);
    expect(codeOf(answer)).toBe(code);
  });
});

describe('a part', () => {
  it.each(['0', '10001', '-1', '1.5', 'x', '', '1e3', '99999999999999999999'])(
    'of the number "%s" is refused',
    async (number) => {
      const { Key, UploadId } = await begin('numbers');
      const answer = await server.call('PUT', `/one/${Key}?partNumber=${number}&uploadId=${UploadId}`, {
        body: 'x',
      });
      expect(codeOf(answer)).toBe('InvalidArgument');
    },
  );

  it('of an upload that is not, or of another key, is refused', async () => {
    const begun = await begin('mine');
    expect(await failure(upload({ ...begun, Key: 'other' }, 1, SMALL))).toEqual({
      code: 'NoSuchUpload',
      status: 404,
    });
    for (const UploadId of ['x', '../../etc/passwd', `${begun.UploadId}0`, '__proto__'])
      expect(await failure(upload({ ...begun, UploadId }, 1, SMALL))).toMatchObject({ code: 'NoSuchUpload' });
  });

  it('with a wrong checksum is not kept', async () => {
    const begun = await begin('wrong');
    const kept = await partsLeft();
    expect(await failure(upload(begun, 1, SMALL, { ChecksumCRC32: 'AAAAAA==' }))).toMatchObject({
      code: 'BadDigest',
    });
    expect(
      await failure(upload(begun, 1, SMALL, { ContentMD5: md5(LARGE[0]).toString('base64') })),
    ).toMatchObject({ code: 'BadDigest' });
    expect(await partsLeft()).toBe(kept);
  });

  it('can be copied from an object, or from some of its bytes', async () => {
    const Body = Buffer.concat([LARGE[0], SMALL]);
    await server.client.send(new PutObjectCommand({ Bucket: 'two', Key: 'source', Body }));
    const begun = await begin('copied', { ChecksumAlgorithm: 'CRC32' });
    const copy = (PartNumber: number, CopySourceRange?: string) =>
      server.client.send(
        new UploadPartCopyCommand({ ...begun, PartNumber, CopySource: 'two/source', CopySourceRange }),
      );
    const first = await copy(1);
    const second = await copy(2, `bytes=${LARGE[0].length}-${Body.length - 1}`);
    expect(second.CopyPartResult?.ETag).toBe(`"${md5(SMALL).toString('hex')}"`);
    for (const range of [`bytes=0-${Body.length}`, 'bytes=5-', 'bytes=-5', 'bytes=5-4', 'bytes=0-1,3-4', 'x'])
      expect(await failure(copy(3, range))).toEqual({ code: 'InvalidArgument', status: 400 });
    const answer = await complete(
      begun,
      [first, second].map(({ CopyPartResult: { ETag = '', ChecksumCRC32 = '' } = {} }, at) => ({
        PartNumber: at + 1,
        ETag,
        ChecksumCRC32,
      })),
    );
    expect(answer.ChecksumCRC32).toMatch(/^[A-Za-z0-9+/]{6}==-2$/);
    expect(sha256(await bytesAt('copied'))).toBe(sha256(Buffer.concat([Body, SMALL])));
  });

  it('is not copied from what is not there, or not as it should be', async () => {
    await server.client.send(new PutObjectCommand({ Bucket, Key: 'source', Body: SMALL }));
    const begun = await begin('uncopied');
    const copy = (more: object) =>
      failure(
        server.client.send(
          new UploadPartCopyCommand({ ...begun, PartNumber: 1, CopySource: 'one/source', ...more }),
        ),
      );
    expect(await copy({ CopySource: 'one/never' })).toEqual({ code: 'NoSuchKey', status: 404 });
    expect(await copy({ CopySource: 'three/x' })).toEqual({ code: 'NoSuchBucket', status: 404 });
    expect(await copy({ CopySourceIfMatch: '"abc"' })).toEqual({ code: 'PreconditionFailed', status: 412 });
    expect(await copy({ UploadId: 'x' })).toMatchObject({ code: 'NoSuchUpload' });
  });
});

describe('an abort', () => {
  it('takes the parts away, and the upload is no more', async () => {
    const before = await partsLeft();
    const begun = await begin('aborted');
    await upload(begun, 1, SMALL);
    const { $metadata } = await server.client.send(new AbortMultipartUploadCommand(begun));
    expect($metadata.httpStatusCode).toBe(204);
    expect(await partsLeft()).toBe(before);
    for (const sent of [
      server.client.send(new AbortMultipartUploadCommand(begun)),
      server.client.send(new ListPartsCommand(begun)),
      upload(begun, 1, SMALL),
    ])
      expect(await failure(sent)).toEqual({ code: 'NoSuchUpload', status: 404 });
  });
});

describe('the beginning of an upload', () => {
  it.each([
    [{ 'x-amz-checksum-algorithm': 'CRC16' }, 'InvalidRequest'],
    [{ 'x-amz-checksum-algorithm': 'SHA1', 'x-amz-checksum-type': 'FULL_OBJECT' }, 'InvalidRequest'],
    [{ 'x-amz-checksum-algorithm': 'CRC64NVME', 'x-amz-checksum-type': 'COMPOSITE' }, 'InvalidRequest'],
    [{ 'x-amz-checksum-algorithm': 'CRC32', 'x-amz-checksum-type': 'HALF' }, 'InvalidRequest'],
    [{ 'x-amz-checksum-type': 'COMPOSITE' }, 'InvalidRequest'],
    [{ 'x-amz-storage-class': 'GLACIER' }, 'InvalidStorageClass'],
    [{ 'x-amz-meta-a': 'x'.repeat(3000) }, 'MetadataTooLarge'],
  ])('with %j is refused', async (headers, code) => {
    const answer = await server.call('POST', '/one/begun?uploads', { headers });
    expect(codeOf(answer)).toBe(code);
  });

  it('of a key that is too long is refused', async () => {
    const answer = await server.call('POST', `/one/${'x'.repeat(1025)}?uploads`);
    expect(codeOf(answer)).toBe('KeyTooLongError');
  });
});

describe('what has begun', () => {
  it('is listed page by page', async () => {
    const begun = await begin('many parts', { ChecksumAlgorithm: 'CRC32' });
    for (const number of [3, 1, 10_000]) await upload(begun, number, Buffer.from(`${number}`));
    const numbers: unknown[] = [];
    for await (const page of paginateListParts({ client: server.client, pageSize: 2 }, begun)) {
      expect(page).toMatchObject({ ChecksumAlgorithm: 'CRC32', ChecksumType: 'COMPOSITE', MaxParts: 2 });
      numbers.push(page.Parts?.map(({ PartNumber, Size }) => [PartNumber, Size]));
    }
    expect(numbers).toEqual([
      [
        [1, 1],
        [3, 1],
      ],
      [[10_000, 5]],
    ]);
    const target = `/one/many%20parts?uploadId=${begun.UploadId}&part-number-marker=x`;
    expect(codeOf(await server.call('GET', target))).toBe('InvalidArgument');
  });

  it('is listed by key, prefix and delimiter', async () => {
    const keys = ['l/a', 'l/a', 'l/a', 'l/b/1', 'l/b/2', 'l/c', 'l/c d'];
    const ids = new Set<string>();
    for (const key of keys) ids.add((await begin(key)).UploadId);
    const seen: (string | undefined)[] = [];
    let marks: { KeyMarker?: string | undefined; UploadIdMarker?: string | undefined } = {};
    for (;;) {
      const page = await server.client.send(
        new ListMultipartUploadsCommand({ Bucket, Prefix: 'l/', MaxUploads: 2, ...marks }),
      );
      seen.push(...(page.Uploads ?? []).map(({ Key }) => Key));
      for (const { UploadId = '' } of page.Uploads ?? []) expect(ids.delete(UploadId)).toBe(true);
      if (page.IsTruncated !== true) break;
      marks = { KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker };
    }
    expect(seen).toEqual(keys);
    const rolled = await server.client.send(
      new ListMultipartUploadsCommand({ Bucket, Prefix: 'l/', Delimiter: '/', EncodingType: 'url' }),
    );
    expect(rolled.Uploads?.map(({ Key }) => Key)).toEqual(['l/a', 'l/a', 'l/a', 'l/c', 'l/c+d']);
    expect(rolled.CommonPrefixes).toEqual([{ Prefix: 'l/b/' }]);
  });
});
