/** What boto3 returns for a call to S3, which the application passes on as JSON. */
import { createHash } from 'node:crypto';
import type { ObjectPage, StoredObject } from '../s3/object-store.js';
import type { S3Access } from '../s3/signing/signing-key.js';
import { httpDate } from './http-date.js';
import type { Json } from './python/write-json.js';

/** Objects in one answer. The application never asks for the next page. */
export const PAGE_SIZE = 1000;

export interface SdkCall {
  readonly access: S3Access;
  /** Milliseconds since 1970. */
  readonly moment: number;
}

/** `list_objects`. */
export function listedObjects(call: SdkCall, bucket: string, page: ObjectPage): Json {
  const owner = { DisplayName: 'cqube', ID: digest(call.access.accessKeyId) };
  const contents = page.objects.map((object) => ({
    ETag: `"${object.etag}"`,
    Key: object.key,
    LastModified: httpDate(object.lastModified),
    Owner: owner,
    Size: object.bytes,
    StorageClass: 'STANDARD',
  }));
  return {
    ...(contents.length > 0 ? { Contents: contents } : {}),
    EncodingType: 'url',
    IsTruncated: page.truncated,
    Marker: '',
    MaxKeys: PAGE_SIZE,
    Name: bucket,
    Prefix: '',
    ResponseMetadata: responseMetadata(call, {
      'content-type': 'application/xml',
      'transfer-encoding': 'chunked',
      'x-amz-bucket-region': call.access.region,
    }),
  };
}

/** `put_object`. */
export function storedObject(call: SdkCall, object: StoredObject): Json {
  const etag = `"${object.etag}"`;
  return { ETag: etag, ResponseMetadata: responseMetadata(call, { 'content-length': '0', etag }) };
}

function responseMetadata({ access, moment }: SdkCall, headers: Readonly<Record<string, string>>): Json {
  // S3 makes these up; here they follow from the moment, so that a run can be repeated.
  const requestId = digest(`${access.region} ${moment}`).slice(0, 16).toUpperCase();
  const hostId = Buffer.from(digest(requestId).slice(0, 56)).toString('base64');
  return {
    HTTPHeaders: {
      ...headers,
      date: httpDate(moment),
      server: 'AmazonS3',
      'x-amz-id-2': hostId,
      'x-amz-request-id': requestId,
    },
    HTTPStatusCode: 200,
    HostId: hostId,
    RequestId: requestId,
    RetryAttempts: 0,
  };
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
