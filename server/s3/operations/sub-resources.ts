/** Service, bucket and object, the query names that mean a part of one, and what may be done with each. Data only. */
import type { OperationName } from './operation-name.js';

/** By method; a method that is not there is not implemented. */
export type SubResource = Readonly<Partial<Record<string, OperationName>>>;

/** Without a bucket. */
export const SERVICE: SubResource = { GET: 'ListBuckets' };

export const BUCKET: SubResource = {
  GET: 'ListObjects',
  PUT: 'CreateBucket',
  HEAD: 'HeadBucket',
  DELETE: 'DeleteBucket',
};

export const OBJECT: SubResource = {
  PUT: 'PutObject',
  GET: 'GetObject',
  HEAD: 'HeadObject',
  DELETE: 'DeleteObject',
};

const NOTHING: SubResource = {};

/** What S3 has and we do not: nothing here has rights, rules or versions to be set. */
const none = (...names: readonly string[]): Readonly<Record<string, SubResource>> =>
  Object.fromEntries(names.map((name) => [name, NOTHING]));

export const BUCKET_SUB_RESOURCES: Readonly<Record<string, SubResource>> = {
  delete: { POST: 'DeleteObjects' },
  location: { GET: 'GetBucketLocation' },
  uploads: { GET: 'ListMultipartUploads' },
  versioning: { GET: 'GetBucketVersioning' },
  ...none('abac', 'accelerate', 'acl', 'analytics', 'cors', 'encryption', 'intelligent-tiering', 'inventory'),
  ...none('lifecycle', 'logging', 'metadataConfiguration', 'metadataInventoryTable', 'metadataJournalTable'),
  ...none('metadataTable', 'metrics', 'notification', 'object-lock', 'ownershipControls', 'policy'),
  ...none('policyStatus', 'publicAccessBlock', 'replication', 'requestPayment', 'session', 'tagging'),
  ...none('versions', 'website'),
};

export const OBJECT_SUB_RESOURCES: Readonly<Record<string, SubResource>> = {
  attributes: { GET: 'GetObjectAttributes' },
  uploads: { POST: 'CreateMultipartUpload' },
  uploadId: {
    GET: 'ListParts',
    PUT: 'UploadPart',
    POST: 'CompleteMultipartUpload',
    DELETE: 'AbortMultipartUpload',
  },
  ...none('acl', 'encryption', 'legal-hold', 'renameObject', 'restore', 'retention', 'select', 'tagging'),
  ...none('torrent'),
};
