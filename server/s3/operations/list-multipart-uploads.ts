/** `GET /<bucket>?uploads`: the uploads in parts that have begun and not ended. */
import { compareKeys } from '../embedded/key-order.js';
import { commonPrefixElement } from '../listing/entry-elements.js';
import { commonPrefix } from '../listing/list-entries.js';
import { listTime, type NameWriting, readLimit, readNameWriting } from '../listing/list-parameters.js';
import type { MultipartUploads } from '../multipart/multipart-uploads.js';
import type { Upload } from '../multipart/upload.js';
import { optional, type XmlElement } from '../xml/write-xml.js';
import type { Operation } from './operation.js';
import { owner } from './owner.js';
import { sendDocument } from './send-document.js';

type Entry =
  { readonly kind: 'upload'; readonly upload: Upload } | { readonly kind: 'prefix'; readonly prefix: string };

interface Asked {
  readonly prefix: string;
  readonly delimiter: string;
  readonly keyMarker: string;
  readonly idMarker: string;
}

const readAsked = (query: ReadonlyMap<string, string>): Asked => {
  const keyMarker = query.get('key-marker') ?? '';
  return {
    prefix: query.get('prefix') ?? '',
    delimiter: query.get('delimiter') ?? '',
    keyMarker,
    // Without a key it means nothing.
    idMarker: keyMarker === '' ? '' : (query.get('upload-id-marker') ?? ''),
  };
};

/** With the marker of an id, uploads of the marker's own key may follow: those whose ids come behind it. */
const isBehind = ({ key, id }: Upload, { keyMarker, idMarker }: Asked): boolean => {
  const order = compareKeys(key, keyMarker);
  return order > 0 || (order === 0 && idMarker !== '' && compareKeys(id, idMarker) > 0);
};

const entriesOf = (uploads: readonly Upload[], asked: Asked): readonly Entry[] => {
  const { prefix, delimiter, keyMarker } = asked;
  const entries: Entry[] = [];
  let rolled = commonPrefix(keyMarker, prefix, delimiter);
  for (const upload of uploads) {
    if (!upload.key.startsWith(prefix) || !isBehind(upload, asked)) continue;
    const common = commonPrefix(upload.key, prefix, delimiter);
    if (common === null) entries.push({ kind: 'upload', upload });
    else if (common !== rolled) entries.push({ kind: 'prefix', prefix: common });
    rolled = common ?? rolled;
  }
  return entries;
};

const uploadElement = ({ id, key, initiated, checksum }: Upload, { write }: NameWriting): XmlElement => [
  'Upload',
  [
    ['Key', write(key)],
    ['UploadId', id],
    owner('Initiator'),
    owner(),
    ['StorageClass', 'STANDARD'],
    ['Initiated', listTime(initiated)],
    ...optional('ChecksumAlgorithm', checksum?.name.toUpperCase()),
    ...optional('ChecksumType', checksum?.type),
  ],
];

/** Where the next page begins. */
const nextMarkers = (last: Entry | undefined, { write }: NameWriting): readonly XmlElement[] => {
  if (last === undefined) return [];
  if (last.kind === 'prefix') return [['NextKeyMarker', write(last.prefix)]];
  return [
    ['NextKeyMarker', write(last.upload.key)],
    ['NextUploadIdMarker', last.upload.id],
  ];
};

export const listMultipartUploads = (uploads: MultipartUploads): Operation => ({
  name: 'ListMultipartUploads',
  run: async (context) => {
    const { bucket, query } = context;
    const limit = readLimit(query, 'max-uploads');
    const writing = readNameWriting(query);
    const asked = readAsked(query);
    const found = entriesOf(uploads.list(bucket), asked);
    const page = found.slice(0, limit);
    const truncated = limit > 0 && found.length > limit;
    sendDocument(context, 'ListMultipartUploadsResult', [
      ['Bucket', bucket],
      ['KeyMarker', writing.write(asked.keyMarker)],
      ['UploadIdMarker', asked.idMarker],
      ...nextMarkers(truncated ? page.at(-1) : undefined, writing),
      ['Prefix', writing.write(asked.prefix)],
      ...optional('Delimiter', asked.delimiter === '' ? null : writing.write(asked.delimiter)),
      ...optional('EncodingType', writing.encodingType),
      ['MaxUploads', String(limit)],
      ['IsTruncated', String(truncated)],
      ...page.flatMap((entry) => (entry.kind === 'upload' ? [uploadElement(entry.upload, writing)] : [])),
      ...page.flatMap((entry) =>
        entry.kind === 'prefix' ? [commonPrefixElement(entry.prefix, writing)] : [],
      ),
    ]);
  },
});
