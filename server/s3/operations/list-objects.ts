/** `GET /<bucket>`: the first version of the listing, which goes on behind a key. */
import { entryElements } from '../listing/entry-elements.js';
import { commonPrefix, listEntries, type ListEntry } from '../listing/list-entries.js';
import { readLimit, readNameWriting } from '../listing/list-parameters.js';
import { optional } from '../xml/write-xml.js';
import type { Operation } from './operation.js';
import { sendDocument } from './send-document.js';

const placeOf = (entry: ListEntry): string => (entry.kind === 'object' ? entry.object.key : entry.prefix);

export const listObjects: Operation = {
  name: 'ListObjects',
  run: async (context) => {
    const { store, bucket, query } = context;
    const prefix = query.get('prefix') ?? '';
    const delimiter = query.get('delimiter') ?? '';
    const marker = query.get('marker') ?? '';
    const limit = readLimit(query, 'max-keys');
    const writing = readNameWriting(query);
    const { entries, truncated } = await listEntries(store, bucket, {
      prefix,
      delimiter,
      limit,
      after: marker,
      // A marker under a common prefix has been there: what goes under it too is not told again.
      under: commonPrefix(marker, prefix, delimiter),
    });
    // Without a delimiter clients go on behind the last key that they got.
    const last = truncated && delimiter !== '' ? entries.at(-1) : undefined;
    sendDocument(context, 'ListBucketResult', [
      ['Name', bucket],
      ['Prefix', writing.write(prefix)],
      ['Marker', writing.write(marker)],
      ...optional('NextMarker', last && writing.write(placeOf(last))),
      ['MaxKeys', String(limit)],
      ...optional('Delimiter', delimiter === '' ? null : writing.write(delimiter)),
      ...optional('EncodingType', writing.encodingType),
      ['IsTruncated', String(truncated)],
      ...entryElements(entries, writing, true),
    ]);
  },
};
