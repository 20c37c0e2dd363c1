/** Every operation; another one is one more line. */
import type { MultipartUploads } from '../multipart/multipart-uploads.js';
import { copyObject } from './copy-object.js';
import { createBucket } from './create-bucket.js';
import { deleteBucket } from './delete-bucket.js';
import { deleteObject } from './delete-object.js';
import { deleteObjects } from './delete-objects.js';
import { getBucketLocation } from './get-bucket-location.js';
import { getBucketVersioning } from './get-bucket-versioning.js';
import { getObjectAttributes } from './get-object-attributes.js';
import { getObject } from './get-object.js';
import { headBucket } from './head-bucket.js';
import { headObject } from './head-object.js';
import { createListBuckets } from './list-buckets.js';
import { listObjectsV2 } from './list-objects-v2.js';
import { listObjects } from './list-objects.js';
import { multipartOperations } from './multipart-operations.js';
import type { OperationName } from './operation-name.js';
import type { Operation } from './operation.js';
import { putObject } from './put-object.js';

export type Operations = Readonly<Partial<Record<OperationName, Operation>>>;

export interface OperationsOptions {
  /** Milliseconds since 1970 at which the buckets came to be. */
  readonly since: number;
  /** null: there is no place for uploads in parts, which are not implemented then. */
  readonly uploads: MultipartUploads | null;
}

export const createOperations = ({ since, uploads }: OperationsOptions): Operations => ({
  ...(uploads === null ? {} : multipartOperations(uploads)),
  CopyObject: copyObject,
  CreateBucket: createBucket,
  DeleteBucket: deleteBucket,
  DeleteObject: deleteObject,
  DeleteObjects: deleteObjects,
  GetBucketLocation: getBucketLocation,
  GetBucketVersioning: getBucketVersioning,
  GetObject: getObject,
  GetObjectAttributes: getObjectAttributes,
  HeadBucket: headBucket,
  HeadObject: headObject,
  ListBuckets: createListBuckets(since),
  ListObjects: listObjects,
  ListObjectsV2: listObjectsV2,
  PutObject: putObject,
});
