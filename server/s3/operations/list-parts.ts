/** `GET /<bucket>/<key>?uploadId=`: the parts that have come so far. */
import { listTime, readLimit } from '../listing/list-parameters.js';
import type { MultipartUploads } from '../multipart/multipart-uploads.js';
import type { Part } from '../multipart/part-store.js';
import { optional, type XmlElement } from '../xml/write-xml.js';
import type { Operation } from './operation.js';
import { owner } from './owner.js';
import { sendDocument } from './send-document.js';
import { wrongArgument } from './wrong-argument.js';

const MARKER = 'part-number-marker';

/** The number behind which the page begins. Throws `RefusedError`. */
const readMarker = (query: ReadonlyMap<string, string>): number => {
  const text = query.get(MARKER) || '0';
  if (/^\d{1,10}$/.test(text)) return Number(text);
  throw wrongArgument(`Provided ${MARKER} not an integer or within integer range`, MARKER, text);
};

const partElement = ({ number, object }: Part): XmlElement => [
  'Part',
  [
    ['PartNumber', String(number)],
    ['LastModified', listTime(object.lastModified)],
    ['ETag', `"${object.etag}"`],
    ['Size', String(object.bytes)],
    ...optional(`Checksum${object.checksum?.name.toUpperCase()}`, object.checksum?.value),
  ],
];

export const listParts = (uploads: MultipartUploads): Operation => ({
  name: 'ListParts',
  run: async (context) => {
    const { bucket, key, query } = context;
    const limit = readLimit(query, 'max-parts');
    const marker = readMarker(query);
    const upload = uploads.find(bucket, key, query.get('uploadId') ?? '');
    const behind = (await uploads.parts(upload)).filter(({ number }) => number > marker);
    const page = behind.slice(0, limit);
    const truncated = limit > 0 && behind.length > limit;
    const last = truncated ? page.at(-1) : undefined;
    sendDocument(context, 'ListPartsResult', [
      ['Bucket', bucket],
      ['Key', key],
      ['UploadId', upload.id],
      owner('Initiator'),
      owner(),
      ['StorageClass', 'STANDARD'],
      ['PartNumberMarker', String(marker)],
      ...optional('NextPartNumberMarker', last && String(last.number)),
      ['MaxParts', String(limit)],
      ['IsTruncated', String(truncated)],
      ...optional('ChecksumAlgorithm', upload.checksum?.name.toUpperCase()),
      ...optional('ChecksumType', upload.checksum?.type),
      ...page.map(partElement),
    ]);
  },
});
