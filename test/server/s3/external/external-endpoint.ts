/**
 * A real S3 endpoint for the tests, if the environment names one: CQUBE_CONFORM_TEST_S3_ENDPOINT with AWS_ACCESS_KEY_ID,
 * AWS_SECRET_ACCESS_KEY and AWS_REGION. Tests make buckets of their own there and remove them; nothing else is touched.
 */
import { randomBytes } from 'node:crypto';
import {
  AbortMultipartUploadCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  type ExternalStoreOptions,
  openExternalStore,
} from '../../../../server/s3/external/open-external-store.js';
import type { ObjectStore } from '../../../../server/s3/object-store.js';
import type { S3Access } from '../../../../server/s3/signing/signing-key.js';

export interface ExternalEndpoint {
  readonly url: URL;
  readonly access: S3Access;
}

const {
  CQUBE_CONFORM_TEST_S3_ENDPOINT: given,
  AWS_ACCESS_KEY_ID,
  AWS_SECRET_ACCESS_KEY,
  AWS_REGION,
} = process.env;

/** null: none was given. */
export const EXTERNAL: ExternalEndpoint | null =
  given === undefined
    ? null
    : {
        url: new URL(given),
        access: {
          accessKeyId: AWS_ACCESS_KEY_ID ?? '',
          secretAccessKey: AWS_SECRET_ACCESS_KEY ?? '',
          region: AWS_REGION ?? 'ap-south-1',
        },
      };

/** For tests that do not run without one. */
export const theEndpoint = (): ExternalEndpoint => {
  if (EXTERNAL === null) throw new Error('set CQUBE_CONFORM_TEST_S3_ENDPOINT');
  return EXTERNAL;
};

/** Names that nobody else has. */
export const newBucketNames = (): readonly [one: string, two: string] => {
  const run = randomBytes(6).toString('hex');
  return [`cqube-conform-test-${run}-one`, `cqube-conform-test-${run}-two`];
};

/** A time that goes on by a second with every look at it, far from the endpoint's. */
const tickingClock = (): ExternalStoreOptions['clock'] => {
  let now = Date.UTC(2031, 0, 1);
  return { now: () => (now += 1000) };
};

export const openStoreAt = (
  { url, access }: ExternalEndpoint,
  options: Pick<ExternalStoreOptions, 'buckets' | 'spoolFolder'> & Partial<ExternalStoreOptions>,
): Promise<ObjectStore> =>
  openExternalStore({
    endpoint: url,
    access,
    clock: tickingClock(),
    endpointClock: { now: Date.now },
    random: randomBytes,
    ...options,
  });

export const clientOf = ({ url, access }: ExternalEndpoint): S3Client =>
  new S3Client({
    endpoint: url.origin,
    region: access.region,
    credentials: { accessKeyId: access.accessKeyId, secretAccessKey: access.secretAccessKey },
    forcePathStyle: true,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });

/** Past the store, so that a fault of its deleting is not hidden. */
export const emptyBucket = async (client: S3Client, Bucket: string): Promise<void> => {
  for (;;) {
    // Keys come encoded, as XML cannot hold all of them.
    const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket, EncodingType: 'url' }));
    if (Contents.length === 0) return;
    for (const { Key = '' } of Contents)
      await client.send(
        new DeleteObjectCommand({ Bucket, Key: decodeURIComponent(Key.replaceAll('+', ' ')) }),
      );
  }
};

export const removeBucket = async (client: S3Client, Bucket: string): Promise<void> => {
  await emptyBucket(client, Bucket);
  const { Uploads = [] } = await client.send(new ListMultipartUploadsCommand({ Bucket }));
  for (const { Key, UploadId } of Uploads)
    await client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }));
  await client.send(new DeleteBucketCommand({ Bucket }));
};
