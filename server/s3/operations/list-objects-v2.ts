/** `GET /<bucket>?list-type=2`: the listing that goes on with a token. */
import { readToken, writeToken } from '../listing/continuation-token.js';
import { entryElements } from '../listing/entry-elements.js';
import { listEntries, type ListEntry } from '../listing/list-entries.js';
import { readLimit, readNameWriting } from '../listing/list-parameters.js';
import { optional } from '../xml/write-xml.js';
import type { Operation, OperationContext } from './operation.js';
import { sendDocument } from './send-document.js';

interface Start {
  readonly after: string;
  readonly under: string | null;
}

/** A place is a key or a common prefix; which of them, its first letter says. */
const placeOf = (entry: ListEntry): string =>
  entry.kind === 'object' ? `k${entry.object.key}` : `p${entry.prefix}`;

/** A token says more than `start-after`, which has had its effect on the first page. */
const readStart = ({ bucket, query }: OperationContext): Start => {
  const token = query.get('continuation-token') ?? '';
  if (token === '') return { after: query.get('start-after') ?? '', under: null };
  const place = readToken(bucket, token);
  const name = place.slice(1);
  return place.startsWith('p') ? { after: name, under: name } : { after: name, under: null };
};

export const listObjectsV2: Operation = {
  name: 'ListObjectsV2',
  run: async (context) => {
    const { store, bucket, query } = context;
    const prefix = query.get('prefix') ?? '';
    const delimiter = query.get('delimiter') ?? '';
    const startAfter = query.get('start-after') ?? '';
    const limit = readLimit(query, 'max-keys');
    const writing = readNameWriting(query);
    const wanted = { prefix, delimiter, limit, ...readStart(context) };
    const { entries, truncated } = await listEntries(store, bucket, wanted);
    const last = truncated ? entries.at(-1) : undefined;
    sendDocument(context, 'ListBucketResult', [
      ['Name', bucket],
      ['Prefix', writing.write(prefix)],
      ...optional('StartAfter', startAfter === '' ? null : writing.write(startAfter)),
      ...optional('ContinuationToken', query.get('continuation-token')),
      ...optional('NextContinuationToken', last && writeToken(bucket, placeOf(last))),
      ['KeyCount', String(entries.length)],
      ['MaxKeys', String(limit)],
      ...optional('Delimiter', delimiter === '' ? null : writing.write(delimiter)),
      ...optional('EncodingType', writing.encodingType),
      ['IsTruncated', String(truncated)],
      ...entryElements(entries, writing, query.get('fetch-owner') === 'true'),
    ]);
  },
};
