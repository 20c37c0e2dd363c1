import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createMultipartUploads } from '../../../../server/s3/multipart/multipart-uploads.js';
import { createOperations } from '../../../../server/s3/operations/index.js';
import { operationTable } from '../../../../server/s3/operations/operation-table.js';
import { type RequestedOperation, routeOperation } from '../../../../server/s3/operations/route-operation.js';
import { memoryStore } from '../../memory-store.js';

const asked = (line: string, headers: Record<string, string> = {}): RequestedOperation => {
  const [method = '', target = ''] = line.split(' ');
  const { pathname, searchParams } = new URL(`http://s3${target}`);
  const [, bucket = '', key = ''] = /^\/([^/]*)\/?(.*)$/.exec(pathname) ?? [];
  return { method, bucket, key, query: new Map(searchParams), headers };
};

const COPY = { 'x-amz-copy-source': 'one/b' };

describe('a request', () => {
  it.each([
    ['GET /', {}, 'ListBuckets'],
    ['GET /one', {}, 'ListObjects'],
    ['GET /one?list-type=1', {}, 'ListObjects'],
    ['GET /one?list-type=2&prefix=a', {}, 'ListObjectsV2'],
    ['GET /one?location', {}, 'GetBucketLocation'],
    ['GET /one?location&list-type=2', {}, 'GetBucketLocation'],
    ['GET /one?versioning', {}, 'GetBucketVersioning'],
    ['GET /one?uploads', {}, 'ListMultipartUploads'],
    ['HEAD /one', {}, 'HeadBucket'],
    ['PUT /one', {}, 'CreateBucket'],
    ['DELETE /one', {}, 'DeleteBucket'],
    ['POST /one?delete', {}, 'DeleteObjects'],
    ['GET /one/a', {}, 'GetObject'],
    ['GET /one/a?partNumber=1', {}, 'GetObject'],
    ['GET /one/a?location&policy&list-type=2', {}, 'GetObject'],
    ['GET /one/a?x-id=GetObject', {}, 'GetObject'],
    ['HEAD /one/a', {}, 'HeadObject'],
    ['PUT /one/a', {}, 'PutObject'],
    ['PUT /one/a', COPY, 'CopyObject'],
    ['GET /one/a', COPY, 'GetObject'],
    ['DELETE /one/a', {}, 'DeleteObject'],
    ['GET /one/a?attributes', {}, 'GetObjectAttributes'],
    ['POST /one/a?uploads', {}, 'CreateMultipartUpload'],
    ['PUT /one/a?uploadId=x&partNumber=1', {}, 'UploadPart'],
    ['PUT /one/a?uploadId=x&partNumber=1', COPY, 'UploadPartCopy'],
    ['POST /one/a?uploadId=x', {}, 'CompleteMultipartUpload'],
    ['DELETE /one/a?uploadId=x', {}, 'AbortMultipartUpload'],
    ['GET /one/a?uploadId=x&max-parts=2', {}, 'ListParts'],
  ] as const)('%s %j is %s', (line, headers, name) => {
    expect(routeOperation(asked(line, headers))).toBe(name);
  });

  it.each([
    ['PATCH /one/a', {}, 405, 'MethodNotAllowed'],
    ['OPTIONS /one/a', {}, 405, 'MethodNotAllowed'],
    ['CONNECT /one', {}, 405, 'MethodNotAllowed'],
    ['POST /', {}, 405, 'MethodNotAllowed'],
    ['HEAD /', {}, 405, 'MethodNotAllowed'],
    ['POST /one', {}, 405, 'MethodNotAllowed'],
    ['POST /one/a', {}, 405, 'MethodNotAllowed'],
    ['PUT /one/a?uploadId=x', {}, 400, 'InvalidRequest'],
    ['GET //a', {}, 400, 'InvalidBucketName'],
    ['DELETE //a', {}, 400, 'InvalidBucketName'],
    ['GET /one?acl&policy', {}, 400, 'InvalidArgument'],
    ['GET /one/a?acl&uploadId=x', {}, 400, 'InvalidArgument'],
    ['GET /one?acl', {}, 501, 'NotImplemented'],
    ['PUT /one?acl', {}, 501, 'NotImplemented'],
    ['PUT /one?versioning', {}, 501, 'NotImplemented'],
    ['GET /one?versions', {}, 501, 'NotImplemented'],
    ['DELETE /one?lifecycle', {}, 501, 'NotImplemented'],
    ['DELETE /one?policy', {}, 501, 'NotImplemented'],
    ['HEAD /one?delete', {}, 501, 'NotImplemented'],
    ['PUT /one/a?tagging', {}, 501, 'NotImplemented'],
    ['DELETE /one/a?tagging', {}, 501, 'NotImplemented'],
    ['POST /one/a?select&select-type=2', {}, 501, 'NotImplemented'],
    ['POST /one/a?restore', {}, 501, 'NotImplemented'],
    ['PUT /one/a', { 'x-amz-write-offset-bytes': '3' }, 501, 'NotImplemented'],
    ['DELETE /one/a?attributes', {}, 501, 'NotImplemented'],
  ] as const)('%s %j is refused', (line, headers, status, code) => {
    expect(() => routeOperation(asked(line, headers))).toThrow(
      expect.objectContaining({ refusal: expect.objectContaining({ status, code }) }),
    );
  });

  it('is never led from a sub-resource to the object or bucket itself', () => {
    for (const method of ['GET', 'HEAD', 'PUT', 'POST', 'DELETE'])
      for (const name of ['acl', 'tagging', 'retention', 'legal-hold', 'torrent', 'restore', 'select'])
        expect(() => routeOperation(asked(`${method} /one/a?${name}`)), `${method} ${name}`).toThrow(
          'NotImplemented',
        );
  });
});

describe('the table', () => {
  it('has every operation once, and each is found where the table has it', () => {
    for (const { method, path, name } of operationTable) {
      const [target = '', header] = path.split('` with `');
      const line = `${method} ${target.replace('<bucket>', 'one').replace('<key>', 'a')}`;
      const part = name.startsWith('UploadPart') ? '&partNumber=1' : '';
      expect(routeOperation(asked(line + part, header === undefined ? {} : COPY)), line).toBe(name);
    }
    const names = operationTable.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('the registry', () => {
  it('calls every operation by its name', async () => {
    const parts = memoryStore(['parts'], Date.now);
    const uploads = await createMultipartUploads({ parts, clock: { now: Date.now }, random: randomBytes });
    const operations = createOperations({ since: 0, uploads });
    expect(Object.keys(operations).toSorted()).toEqual(operationTable.map(({ name }) => name).toSorted());
    for (const [name, operation] of Object.entries(operations)) expect(operation.name).toBe(name);
  });
});
