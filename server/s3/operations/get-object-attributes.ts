/** `GET /<bucket>/<key>?attributes`: what is known of an object, as a document. */
import { RefusedError } from '../error-xml.js';
import type { StoredObject } from '../object-store.js';
import { invalidArgument } from '../refusals.js';
import type { XmlElement } from '../xml/write-xml.js';
import { checksumType } from './object-headers.js';
import type { Operation, OperationContext } from './operation.js';
import { wantedObject } from './plan-read.js';
import { sendDocument } from './send-document.js';

const checksumElements = ({ checksum }: StoredObject): readonly XmlElement[] =>
  checksum === undefined
    ? []
    : [
        [
          'Checksum',
          [
            [`Checksum${checksum.name.toUpperCase()}`, checksum.value],
            ['ChecksumType', checksumType(checksum)],
          ],
        ],
      ];

/** The number behind the tag of an object that came in parts. */
const partElements = ({ etag }: StoredObject): readonly XmlElement[] => {
  const [, count] = /-(\d+)$/.exec(etag) ?? [];
  return count === undefined ? [] : [['ObjectParts', [['PartsCount', count]]]];
};

/** In the order in which S3 has them in its answer. */
const ATTRIBUTES: Readonly<Record<string, (object: StoredObject) => readonly XmlElement[]>> = {
  ETag: ({ etag }) => [['ETag', etag]],
  Checksum: checksumElements,
  ObjectParts: partElements,
  StorageClass: () => [['StorageClass', 'STANDARD']],
  ObjectSize: ({ bytes }) => [['ObjectSize', String(bytes)]],
};

const HEADER = 'x-amz-object-attributes';

/** Throws `RefusedError`. */
const wantedAttributes = ({ request }: OperationContext): readonly string[] => {
  const sent = String(request.headers[HEADER] ?? '');
  const names = sent.split(',').map((name) => name.trim());
  if (!names.every((name) => Object.hasOwn(ATTRIBUTES, name)))
    throw new RefusedError(invalidArgument('Invalid attribute name specified.', HEADER, sent));
  return names;
};

export const getObjectAttributes: Operation = {
  name: 'GetObjectAttributes',
  run: async (context) => {
    const names = wantedAttributes(context);
    const object = await wantedObject(context);
    context.response.setHeader('Last-Modified', new Date(object.lastModified).toUTCString());
    const elements = Object.entries(ATTRIBUTES).flatMap(([name, write]) =>
      names.includes(name) ? write(object) : [],
    );
    sendDocument(context, 'GetObjectAttributesResponse', elements);
  },
};
