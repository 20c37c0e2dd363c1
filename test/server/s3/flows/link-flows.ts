/** Presigned links, made by the AWS SDK. */
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { type Flow, type RawAnswer, type Seen, sendRaw, type Subject, verdictOf } from './flow.js';

const CONTENT = 'id|name\n';

interface Link {
  readonly method?: 'GET' | 'PUT';
  /** Of the object that is asked for; else the one that is there. */
  readonly key?: string;
  readonly change?: (url: string) => string;
  readonly signed?: Date;
  readonly headers?: Record<string, string>;
  readonly secretAccessKey?: string;
}

const follow = async (subject: Subject, key: string, link: Link): Promise<RawAnswer> => {
  const { client, access, clientWith } = subject;
  const [Bucket] = subject.buckets;
  await client.send(new PutObjectCommand({ Bucket, Key: key, Body: CONTENT, ContentType: 'text/csv' }));
  const {
    method = 'GET',
    change = (url: string) => url,
    signed,
    secretAccessKey = access.secretAccessKey,
  } = link;
  const Key = link.key ?? key;
  const command =
    method === 'GET' ? new GetObjectCommand({ Bucket, Key }) : new PutObjectCommand({ Bucket, Key });
  const signer = clientWith({ credentials: { accessKeyId: access.accessKeyId, secretAccessKey } });
  const url = await getSignedUrl(signer, command, {
    expiresIn: 60,
    ...(signed === undefined ? {} : { signingDate: signed }),
  });
  const { headers = {} } = link;
  return sendRaw(method, change(url), { headers, body: method === 'PUT' ? 'new' : '' });
};

const tryLink =
  (link: Link): Flow['run'] =>
  async (subject, key) => {
    const answer = await follow(subject, key, link);
    return { ...verdictOf(answer), ...(answer.status < 300 ? { body: answer.body } : {}) };
  };

const minutesAgo = (minutes: number): Date => new Date(Date.now() - minutes * 60_000);

const LINKS: readonly (readonly [name: string, link: Link, expected: Seen])[] = [
  ['as it was made', {}, { status: 200, body: CONTENT }],
  ['for a part', { headers: { range: 'bytes=3-6' } }, { status: 206, body: 'name' }],
  ['that is expired', { signed: minutesAgo(10) }, { status: 403, code: 'AccessDenied' }],
  [
    'with another signature',
    { change: (url) => url.replace(/(X-Amz-Signature=)./, (_, name: string) => `${name}z`) },
    { status: 403, code: 'SignatureDoesNotMatch' },
  ],
  [
    'for another object',
    { change: (url) => url.replace('?', 'x?') },
    { status: 403, code: 'SignatureDoesNotMatch' },
  ],
  [
    'that was to last longer',
    { change: (url) => url.replace('X-Amz-Expires=60', 'X-Amz-Expires=61') },
    { status: 403, code: 'SignatureDoesNotMatch' },
  ],
  ['of a wrong secret', { secretAccessKey: 'x'.repeat(40) }, { status: 403, code: 'SignatureDoesNotMatch' }],
  [
    'without its signature',
    { change: (url) => url.replace(/\?.*/s, '') },
    { status: 403, code: 'AccessDenied' },
  ],
  ['to what is not there', { key: 'links/missing' }, { status: 404, code: 'NoSuchKey' }],
  ['for an upload', { method: 'PUT' }, { status: 200, body: '' }],
  [
    'for an upload, with another signature',
    { method: 'PUT', change: (url) => url.replace(/(X-Amz-Signature=)./, (_, name: string) => `${name}z`) },
    { status: 403, code: 'SignatureDoesNotMatch' },
  ],
];

export const LINK_FLOWS: readonly Flow[] = [
  ...LINKS.map(([name, link, expected]) => ({ name: `link ${name}`, run: tryLink(link), expected })),
  {
    name: 'link: headers of what it gives',
    expected: { type: 'text/csv', length: '8', etag: true, modified: true, ranges: 'bytes' },
    run: async (subject, key) => {
      const { headers } = await follow(subject, key, {});
      return {
        type: headers['content-type'],
        length: headers['content-length'],
        etag: /^"[0-9a-f]{32}"$/.test(String(headers['etag'])),
        modified: !Number.isNaN(Date.parse(String(headers['last-modified']))),
        ranges: headers['accept-ranges'],
      };
    },
  },
];
