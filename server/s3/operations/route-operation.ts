/** Which operation a request asks for: method, address and query decide, and one header. */
import { type Refusal, RefusedError, refusal } from '../error-xml.js';
import { headerNotImplemented, invalidArgument, methodNotAllowed } from '../refusals.js';
import type { OperationName } from './operation-name.js';
import {
  BUCKET,
  BUCKET_SUB_RESOURCES,
  OBJECT,
  OBJECT_SUB_RESOURCES,
  SERVICE,
  type SubResource,
} from './sub-resources.js';

export interface RequestedOperation {
  readonly method: string;
  /** Empty: the service, with all its buckets. */
  readonly bucket: string;
  /** Empty: the bucket itself. */
  readonly key: string;
  /** Decoded. */
  readonly query: ReadonlyMap<string, string>;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, unknown>>;
}

/** Methods that S3 knows; POST and PUT mean something only with a sub-resource or a body. */
const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'PUT', 'POST', 'DELETE']);

/** Headers that turn a request into one that is not implemented. */
const FOREIGN_HEADERS = ['x-amz-write-offset-bytes', 'x-amz-rename-source', 'x-amz-mfa'] as const;

/** Why the answer is not S3's: it would have done it. */
const REASON = 'the mock does not have this part of S3';

const NO_BUCKET = refusal(400, 'InvalidBucketName', 'The specified bucket is not valid.', [
  ['BucketName', ''],
]);

const subResourceRefused = (name: string): Refusal =>
  refusal(501, 'NotImplemented', `The sub-resource ${name} is not implemented.`, [['ResourceType', name]]);

/** The one sub-resource that is named; null: none. Throws `RefusedError` where there are more. */
const namedSubResource = (
  query: ReadonlyMap<string, string>,
  known: Readonly<Record<string, SubResource>>,
): string | null => {
  const named = [...query.keys()].filter((name) => Object.hasOwn(known, name));
  const [first = null, second] = named;
  if (first === null || second === undefined) return first;
  const message = `Conflicting query string parameters: ${named.toSorted().join(', ')}`;
  throw new RefusedError(invalidArgument(message, 'ResourceType', first));
};

/** An upload of a part has a number; without one the upload's id means nothing. */
const partOf = ({ query, headers }: RequestedOperation): OperationName => {
  if (!query.has('partNumber'))
    throw new RefusedError(
      refusal(400, 'InvalidRequest', 'Missing required query parameter for this request: partNumber'),
    );
  return 'x-amz-copy-source' in headers ? 'UploadPartCopy' : 'UploadPart';
};

const plainOperation = ({ method, bucket, key, query, headers }: RequestedOperation): OperationName => {
  const [table, resource] =
    bucket === ''
      ? ([SERVICE, 'SERVICE'] as const)
      : key === ''
        ? ([BUCKET, 'BUCKET'] as const)
        : ([OBJECT, 'OBJECT'] as const);
  const found = table[method];
  if (found === undefined) throw new RefusedError(methodNotAllowed(method, resource));
  if (found === 'ListObjects') return query.get('list-type') === '2' ? 'ListObjectsV2' : found;
  return found === 'PutObject' && 'x-amz-copy-source' in headers ? 'CopyObject' : found;
};

/** Throws `RefusedError` for what S3 does not know, and for what it has and we do not. */
export const routeOperation = (asked: RequestedOperation): OperationName => {
  const { method, bucket, key, query, headers } = asked;
  if (!METHODS.has(method))
    throw new RefusedError(methodNotAllowed(method, key === '' ? 'BUCKET' : 'OBJECT'));
  const foreign = FOREIGN_HEADERS.find((name) => name in headers);
  if (foreign !== undefined) throw new RefusedError(headerNotImplemented(foreign), REASON);
  if (bucket === '' && key !== '') throw new RefusedError(NO_BUCKET);
  if (bucket === '') return plainOperation(asked);
  const known = key === '' ? BUCKET_SUB_RESOURCES : OBJECT_SUB_RESOURCES;
  const name = namedSubResource(query, known);
  if (name === null) return plainOperation(asked);
  const found = known[name]?.[method];
  if (found === undefined) throw new RefusedError(subResourceRefused(name), REASON);
  return found === 'UploadPart' ? partOf(asked) : found;
};
