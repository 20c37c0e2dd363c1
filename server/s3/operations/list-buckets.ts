/** `GET /`: the buckets that there are. */
import { compareKeys } from '../embedded/key-order.js';
import { readToken, writeToken } from '../listing/continuation-token.js';
import { listTime } from '../listing/list-parameters.js';
import { wrongArgument } from './wrong-argument.js';
import { optional, type XmlElement } from '../xml/write-xml.js';
import type { Operation } from './operation.js';
import { owner } from './owner.js';
import { sendDocument } from './send-document.js';

const MOST = 10_000;

const readMaxBuckets = (text: string): number => {
  const number = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (number >= 1 && number <= MOST) return number;
  const message = `Argument max-buckets must be an integer between 1 and ${MOST}`;
  throw wrongArgument(message, 'max-buckets', text);
};

/** `since`: milliseconds since 1970 at which the buckets came to be. They come with the server and never go. */
export const createListBuckets = (since: number): Operation => ({
  name: 'ListBuckets',
  run: async (context) => {
    const { store, region, query } = context;
    const prefix = query.get('prefix') ?? '';
    const token = query.get('continuation-token') ?? '';
    const limit = readMaxBuckets(query.get('max-buckets') || String(MOST));
    const after = token === '' ? '' : readToken('', token);
    const found = store.buckets
      .filter((bucket) => bucket.startsWith(prefix) && compareKeys(bucket, after) > 0)
      .toSorted(compareKeys);
    const page = found.slice(0, limit);
    const last = found.length > limit ? page.at(-1) : undefined;
    const element = (bucket: string): XmlElement => [
      'Bucket',
      [
        ['Name', bucket],
        ['BucketRegion', region],
        ['CreationDate', listTime(since)],
      ],
    ];
    sendDocument(context, 'ListAllMyBucketsResult', [
      owner(),
      ['Buckets', page.map(element)],
      ...optional('ContinuationToken', last && writeToken('', last)),
      ...optional('Prefix', prefix === '' ? null : prefix),
    ]);
  },
});
