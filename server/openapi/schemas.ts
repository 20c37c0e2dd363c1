/** The shapes of the emission API's requests and answers, as JSON Schema. */

type Schema = Readonly<Record<string, unknown>>;

const text = (description: string): Schema => ({ type: 'string', description });

const object = (
  properties: Readonly<Record<string, Schema>>,
  required = Object.keys(properties),
): Schema => ({
  type: 'object',
  required,
  properties,
});

const FILE_NAME = text('Path of the file; the stamp of the server goes before its last dot');
const KEY = text('Key of the object');
const BUCKET = text('Name of one of the three buckets');

/** Which fields a request of the name may carry; none is required by the parser, so each has its own error. */
export const forms: Readonly<Record<string, readonly string[]>> = {
  NamedFile: ['filename'],
  FileInBucket: ['filename', 'bucket'],
  FilesInBucket: ['filename', 'bucket'],
  Bucket: ['bucket'],
};

const responseMetadata = object({
  HTTPHeaders: { type: 'object', additionalProperties: { type: 'string' } },
  HTTPStatusCode: { const: 200 },
  HostId: { type: 'string' },
  RequestId: { type: 'string' },
  RetryAttempts: { type: 'integer' },
});

const listedObject = object({
  ETag: { type: 'string', pattern: '^".*"$' },
  Key: { type: 'string' },
  LastModified: text('An HTTP date'),
  Owner: object({ DisplayName: { type: 'string' }, ID: { type: 'string' } }),
  Size: { type: 'integer', minimum: 0 },
  StorageClass: { const: 'STANDARD' },
});

export const schemas: Readonly<Record<string, Schema>> = {
  NamedFile: object({ filename: FILE_NAME }, []),
  FileInBucket: object({ filename: KEY, bucket: BUCKET }, []),
  FilesInBucket: object({ filename: { type: ['array', 'string'], items: KEY }, bucket: BUCKET }, []),
  Bucket: object({ bucket: BUCKET }, []),
  WeightsForm: object({
    file: { type: 'string', contentMediaType: 'text/csv', description: '`|`-separated' },
  }),
  PresignedPost: object({
    fields: object({
      key: { type: 'string' },
      policy: text('Base64'),
      'x-amz-algorithm': { const: 'AWS4-HMAC-SHA256' },
      'x-amz-credential': { type: 'string' },
      'x-amz-date': { type: 'string', pattern: String.raw`^\d{8}T\d{6}Z$` },
      'x-amz-signature': { type: 'string', pattern: '^[0-9a-f]{64}$' },
    }),
    url: text('Where the form is posted to'),
  }),
  Links: { type: 'object', additionalProperties: { type: 'string' } },
  ListedObjects: object(
    {
      Contents: { type: 'array', items: listedObject, minItems: 1, maxItems: 1000 },
      EncodingType: { const: 'url' },
      IsTruncated: { type: 'boolean' },
      Marker: { const: '' },
      MaxKeys: { const: 1000 },
      Name: { type: 'string' },
      Prefix: { const: '' },
      ResponseMetadata: responseMetadata,
    },
    ['EncodingType', 'IsTruncated', 'Marker', 'MaxKeys', 'Name', 'Prefix', 'ResponseMetadata'],
  ),
  StoredObject: object({ ETag: { type: 'string' }, ResponseMetadata: responseMetadata }),
  Buckets: object({ input: BUCKET, output: BUCKET, emission: BUCKET }),
  LogFolders: {
    type: 'array',
    items: object({
      path: { type: 'string' },
      directories: { type: 'array', items: { type: 'string' } },
      files: { type: 'array', items: { type: 'string' } },
    }),
  },
};
