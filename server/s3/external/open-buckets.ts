/** Whether an endpoint is there, is S3, and lets us use each bucket; missing ones are made. */
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { StoreError } from '../object-store.js';
import type { EndpointClient, RequestBody } from './endpoint-client.js';
import { listKeys } from './remote-listing.js';

const textBody = (text: string): RequestBody => ({
  bytes: Buffer.byteLength(text),
  sha256: createHash('sha256').update(text).digest('hex'),
  read: () => Readable.from([Buffer.from(text)]),
});

/** AWS wants the region told, but for its first one; some others know no region but their own name for it. */
const configurations = (region: string): readonly (string | null)[] =>
  region === 'us-east-1'
    ? [null]
    : [
        `<CreateBucketConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><LocationConstraint>${region}</LocationConstraint></CreateBucketConfiguration>`,
        null,
      ];

const makeBucket = async (client: EndpointClient, bucket: string, region: string): Promise<void> => {
  for (const configuration of configurations(region)) {
    const body = configuration === null ? {} : { body: textBody(configuration) };
    const request = { method: 'PUT', bucket, key: '', ...body } as const;
    const answer = await client.send(request);
    if (answer.statusCode === 200) {
      await client.discard(answer);
      return;
    }
    const refused = await client.readRefusal(answer);
    if (refused.code === 'BucketAlreadyOwnedByYou') return;
    if (refused.code === 'BucketAlreadyExists')
      throw new StoreError(
        'STORE_FAILED',
        `bucket ${bucket} at ${client.name} is somebody else's: give ours another name`,
      );
    if (refused.code !== 'InvalidLocationConstraint' || configuration === null)
      throw client.refusedError(request, refused);
  }
};

/** Throws `StoreError` with the mend. */
const openBucket = async (
  client: EndpointClient,
  bucket: string,
  region: string,
): Promise<'made' | 'there'> => {
  const answer = await client.send({ method: 'HEAD', bucket, key: '' });
  answer.resume();
  const missing = answer.statusCode === 404;
  if (missing) await makeBucket(client, bucket, region);
  // Says why where HEAD, which has no body, only says no; and shows that it is S3 which answers.
  await listKeys(client, bucket, { prefix: '', after: '', limit: 1 });
  return missing ? 'made' : 'there';
};

export const openBuckets = async (
  client: EndpointClient,
  buckets: readonly string[],
  region: string,
  onNotice: (notice: string) => void,
): Promise<void> => {
  for (const bucket of buckets)
    if ((await openBucket(client, bucket, region)) === 'made')
      onNotice(`bucket ${bucket} was made at ${client.name}, which had none of that name`);
};
