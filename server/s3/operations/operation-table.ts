/** Every operation with the method and address that ask for it, for people to read. */
import type { OperationName } from './operation-name.js';
import {
  BUCKET,
  BUCKET_SUB_RESOURCES,
  OBJECT,
  OBJECT_SUB_RESOURCES,
  SERVICE,
  type SubResource,
} from './sub-resources.js';

export interface OperationRow {
  readonly method: string;
  readonly path: string;
  readonly name: OperationName;
}

const rowsOf = (path: string, table: SubResource): readonly OperationRow[] =>
  Object.entries(table).flatMap(([method, name]) => (name === undefined ? [] : [{ method, path, name }]));

const parts = (path: string, tables: Readonly<Record<string, SubResource>>): readonly OperationRow[] =>
  Object.entries(tables).flatMap(([name, table]) => rowsOf(`${path}?${name}`, table));

export const operationTable: readonly OperationRow[] = [
  ...rowsOf('/', SERVICE),
  ...rowsOf('/<bucket>', BUCKET),
  { method: 'GET', path: '/<bucket>?list-type=2', name: 'ListObjectsV2' },
  ...parts('/<bucket>', BUCKET_SUB_RESOURCES),
  ...rowsOf('/<bucket>/<key>', OBJECT),
  { method: 'PUT', path: '/<bucket>/<key>` with `x-amz-copy-source', name: 'CopyObject' },
  ...parts('/<bucket>/<key>', OBJECT_SUB_RESOURCES),
  { method: 'PUT', path: '/<bucket>/<key>?uploadId` with `x-amz-copy-source', name: 'UploadPartCopy' },
];
