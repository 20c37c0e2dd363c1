/** Uploads by presigned form, the form being the AWS SDK's. */
import { GetObjectCommand, HeadObjectCommand } from '@aws-sdk/client-s3';
import { createPresignedPost, type PresignedPostOptions } from '@aws-sdk/s3-presigned-post';
import {
  elementOf,
  type Flow,
  outcomeOf,
  type RawAnswer,
  type Seen,
  sendRaw,
  type Subject,
  verdictOf,
} from './flow.js';
import { END, fieldPart, filePart, FORM_TYPE } from '../post-server.js';

type Fields = Readonly<Record<string, string>>;

interface Upload {
  readonly form?: Partial<PresignedPostOptions>;
  /** Between signing and sending. */
  readonly change?: (fields: Fields) => Fields;
  readonly content?: string;
  /** false: the form is sent without one. */
  readonly file?: boolean;
  /** Sent to the second bucket, whatever the form says. */
  readonly elsewhere?: boolean;
  readonly secretAccessKey?: string;
  readonly accessKeyId?: string;
}

const sendForm = async (subject: Subject, key: string, upload: Upload): Promise<RawAnswer> => {
  const { form = {}, change = (fields: Fields) => fields, content = 'id|name\n', file = true } = upload;
  const { accessKeyId = subject.access.accessKeyId, secretAccessKey = subject.access.secretAccessKey } =
    upload;
  const [one, two] = subject.buckets;
  const client = subject.clientWith({ credentials: { accessKeyId, secretAccessKey } });
  const { url, fields } = await createPresignedPost(client, { Bucket: one, Key: key, ...form });
  const parts = Object.entries(change(fields)).map(([name, value]) => fieldPart(name, value));
  const body = Buffer.concat([...parts, ...(file ? [filePart(content, 'a.zip')] : []), END]);
  const target = upload.elsewhere === true ? url.replace(one, two) : url;
  return sendRaw('POST', target, { headers: { 'content-type': FORM_TYPE }, body });
};

/** The answer, and whether anything stands under the key afterwards. */
const tryForm =
  (upload: Upload): Flow['run'] =>
  async (subject, key) => {
    const answer = await sendForm(subject, key, upload);
    const { client, buckets } = subject;
    const [Bucket] = buckets;
    const found = await outcomeOf(client.send(new HeadObjectCommand({ Bucket, Key: key })));
    return { ...verdictOf(answer), stored: found['status'] === 200 };
  };

const STORED: Seen = { status: 204, stored: true };
const refused = (status: number, code: string): Seen => ({ status, code, stored: false });
const set =
  (name: string, value: (old: string) => string) =>
  (fields: Fields): Fields => ({ ...fields, [name]: value(fields[name] ?? '') });
const without =
  (name: string) =>
  (fields: Fields): Fields =>
    Object.fromEntries(Object.entries(fields).filter(([field]) => field !== name));
const flipLast = (hex: string): string => hex.slice(0, -1) + (hex.endsWith('0') ? '1' : '0');
const within = (from: number, to: number): Partial<PresignedPostOptions> => ({
  Conditions: [['content-length-range', from, to]],
});

const TRIES: readonly (readonly [name: string, upload: Upload, expected: Seen])[] = [
  ['a form as it was made', {}, STORED],
  ['an empty file', { content: '' }, STORED],
  ['a file within its sizes', { form: within(1, 8) }, STORED],
  ['a file too large', { form: within(1, 7) }, refused(400, 'EntityTooLarge')],
  ['a file too small', { form: within(9, 99) }, refused(400, 'EntityTooSmall')],
  ['another signature', { change: set('X-Amz-Signature', flipLast) }, refused(403, 'SignatureDoesNotMatch')],
  [
    'another policy',
    { change: set('Policy', (old) => Buffer.from(`${Buffer.from(old, 'base64')} `).toString('base64')) },
    refused(403, 'SignatureDoesNotMatch'),
  ],
  ['a wrong secret', { secretAccessKey: 'x'.repeat(40) }, refused(403, 'SignatureDoesNotMatch')],
  ['an unknown access key', { accessKeyId: 'AKIAUNKNOWN' }, refused(403, 'InvalidAccessKeyId')],
  ['another key', { change: set('key', (old) => `${old}x`) }, refused(403, 'AccessDenied')],
  [
    'a field that the policy does not name',
    { change: (fields) => ({ ...fields, 'x-amz-meta-more': '1' }) },
    refused(403, 'AccessDenied'),
  ],
  [
    'a field that the policy wants otherwise',
    { form: { Fields: { acl: 'private' } }, change: set('acl', () => 'public-read') },
    refused(403, 'AccessDenied'),
  ],
  ['an expired form', { form: { Expires: -10 } }, refused(403, 'AccessDenied')],
  ['a form for another bucket', { elsewhere: true }, refused(403, 'AccessDenied')],
  ['no file', { file: false }, refused(400, 'InvalidArgument')],
  ['a form without a policy', { change: without('Policy') }, refused(403, 'AccessDenied')],
  ['a form without a signature', { change: without('X-Amz-Signature') }, refused(400, 'InvalidArgument')],
];

const FURTHER: readonly Flow[] = [
  {
    name: 'a form used twice until it expires',
    expected: { first: 204, second: 204 },
    run: async (subject, key) => {
      const [Bucket] = subject.buckets;
      const { url, fields } = await createPresignedPost(subject.client, { Bucket, Key: key });
      const parts = Object.entries(fields).map(([name, value]) => fieldPart(name, value));
      const body = Buffer.concat([...parts, filePart('x'), END]);
      const send = (): Promise<RawAnswer> =>
        sendRaw('POST', url, { headers: { 'content-type': FORM_TYPE }, body });
      return { first: (await send()).status, second: (await send()).status };
    },
  },
  {
    name: 'a form that asks for 201',
    expected: { status: 201, bucket: true, key: true, etag: true, type: 'application/xml' },
    run: async (subject, key) => {
      const form = { Fields: { success_action_status: '201' } };
      const answer = await sendForm(subject, key, { form });
      return {
        status: answer.status,
        bucket: elementOf(answer, 'Bucket') === subject.buckets[0],
        key: elementOf(answer, 'Key') === key,
        etag: /^(&quot;|")[0-9a-f]{32}(&quot;|")$/.test(elementOf(answer, 'ETag') ?? ''),
        type: answer.headers['content-type'],
      };
    },
  },
  {
    name: 'a form that sends the client on',
    expected: { status: 303, location: 'http://127.0.0.1/done', query: ['bucket', 'etag', 'key'] },
    run: async (subject, key) => {
      const form = { Fields: { success_action_redirect: 'http://127.0.0.1/done' } };
      const { status, headers } = await sendForm(subject, key, { form });
      const location = new URL(String(headers['location']));
      return {
        status,
        location: location.origin + location.pathname,
        query: [...location.searchParams.keys()].toSorted(),
      };
    },
  },
  {
    name: 'a form whose key takes the name of the file',
    expected: { status: 204, content: 'id|name\n' },
    run: async (subject, key) => {
      const { status } = await sendForm(subject, `${key}/\${filename}`, {});
      const [Bucket] = subject.buckets;
      const found = await subject.client.send(new GetObjectCommand({ Bucket, Key: `${key}/a.zip` }));
      return { status, content: await found.Body?.transformToString() };
    },
  },
  {
    name: 'a form with a type and metadata',
    expected: { status: 204, type: 'text/csv', metadata: { school: 'GPS 7' }, length: 8 },
    run: async (subject, key) => {
      const form = { Fields: { 'Content-Type': 'text/csv', 'x-amz-meta-school': 'GPS 7' } };
      const { status } = await sendForm(subject, key, { form });
      const [Bucket] = subject.buckets;
      const found = await subject.client.send(new HeadObjectCommand({ Bucket, Key: key }));
      return { status, type: found.ContentType, metadata: found.Metadata, length: found.ContentLength };
    },
  },
];

export const FORM_FLOWS: readonly Flow[] = [
  ...TRIES.map(([name, upload, expected]) => ({ name: `form: ${name}`, run: tryForm(upload), expected })),
  ...FURTHER,
];
