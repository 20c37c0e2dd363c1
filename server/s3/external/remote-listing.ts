/** Keys of a bucket at an endpoint, page by page. */
import { StoreError } from '../object-store.js';
import type { EndpointClient } from './endpoint-client.js';
import { childText, readXml, type XmlElement } from './read-xml.js';
import type { RemoteFacts } from './remote-attributes.js';

export interface ListedKey {
  readonly key: string;
  readonly facts: RemoteFacts;
}

export interface ListedPage {
  readonly keys: readonly ListedKey[];
  readonly truncated: boolean;
}

/** Most keys of a page, as in S3. */
const PAGE = 1000;
/** Bytes of a page: 1,000 keys of 1,024 bytes, each byte as three letters, and what stands around them. */
const BYTES = 16_777_216;

/** null: it is no UTF-8, so no client of ours could ask for it. */
const decodeKey = (text: string, encoded: boolean): string | null => {
  if (!encoded) return text;
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return null;
  }
};

const readKey = (element: XmlElement, encoded: boolean): readonly ListedKey[] => {
  const key = decodeKey(childText(element, 'Key') ?? '', encoded);
  if (key === null || key === '') return [];
  const modified = Date.parse(childText(element, 'LastModified') ?? '');
  return [
    {
      key,
      facts: {
        bytes: Number(childText(element, 'Size')),
        etag: (childText(element, 'ETag') ?? '').replaceAll('"', ''),
        // HEAD knows whole seconds.
        modified: Number.isNaN(modified) ? 0 : Math.floor(modified / 1000) * 1000,
      },
    },
  ];
};

/** Throws `StoreError`. */
export const listKeys = async (
  client: EndpointClient,
  bucket: string,
  { prefix, after, limit }: { readonly prefix: string; readonly after: string; readonly limit: number },
): Promise<ListedPage> => {
  const request = {
    method: 'GET',
    bucket,
    key: '',
    query: [
      ['list-type', '2'],
      ['encoding-type', 'url'],
      ['max-keys', String(Math.min(limit, PAGE))],
      ['prefix', prefix],
      ...(after === '' ? [] : [['start-after', after]]),
    ].map(([name = '', value = '']) => ({ name, value })),
  } as const;
  const answer = await client.send(request);
  if (answer.statusCode !== 200) throw client.refusedError(request, await client.readRefusal(answer));
  const root = readXml(await client.readText(answer, BYTES));
  if (root?.name !== 'ListBucketResult')
    throw new StoreError('STORE_FAILED', `${client.name} answered a listing with something else: is it S3?`);
  const encoded = childText(root, 'EncodingType') === 'url';
  return {
    keys: root.children.filter(({ name }) => name === 'Contents').flatMap((child) => readKey(child, encoded)),
    truncated: childText(root, 'IsTruncated') === 'true',
  };
};
