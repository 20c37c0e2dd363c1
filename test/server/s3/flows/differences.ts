/** Where a real S3 implementation is known to answer otherwise than AWS, which our front door follows. */
import { type Seen, sendRaw, type Subject } from './flow.js';
import { PARTS } from './multipart-flows.js';

export interface Difference {
  /** Instead of what the flow expects. */
  readonly seen: Seen;
  readonly because: string;
}

export type Implementation = 'ceph' | 'other';

/** By the names that it gives its requests. */
export const implementationOf = async ({ endpoint }: Pick<Subject, 'endpoint'>): Promise<Implementation> => {
  const { headers } = await sendRaw('GET', `${endpoint}/`);
  return /^tx[0-9a-f]{20}/.test(String(headers['x-amz-request-id'])) ? 'ceph' : 'other';
};

/** By the flow's name. Ceph's gateway of release 16. */
export const DIFFERENCES: Readonly<Record<Implementation, Readonly<Record<string, Difference>>>> = {
  other: {},
  ceph: {
    'form: another signature': {
      seen: { status: 403, code: 'AccessDenied', stored: false },
      because: "Ceph has one code for whatever is wrong with a form's signature",
    },
    'form: another policy': {
      seen: { status: 403, code: 'AccessDenied', stored: false },
      because: "Ceph has one code for whatever is wrong with a form's signature",
    },
    'form: a wrong secret': {
      seen: { status: 403, code: 'AccessDenied', stored: false },
      because: "Ceph has one code for whatever is wrong with a form's signature",
    },
    'form: an unknown access key': {
      seen: { status: 403, code: 'AccessDenied', stored: false },
      because: "Ceph has one code for whatever is wrong with a form's signature",
    },
    'form: no file': {
      seen: { status: 204, stored: true },
      because: 'Ceph stores an empty object where a form has no file',
    },
    'a form that asks for 201': {
      seen: { status: 201, bucket: true, key: true, etag: false, type: 'application/xml' },
      because: 'Ceph gives the ETag without quotes here',
    },
    'client: refuses a wrong checksum': {
      seen: { status: 200 },
      because: 'Ceph 16 is older than x-amz-checksum headers and passes them over',
    },
    'client: puts a stream with its defaults, in signed chunks': {
      seen: { status: 411, code: 'MissingContentLength' },
      because: 'Ceph 16 is older than chunks with a checksum behind them',
    },
    'client: has another region': {
      seen: { status: 404, code: 'NoSuchKey' },
      because: 'Ceph takes a signature of any region',
    },
    'parts: become one object': {
      seen: { ...PARTS, etag: '' },
      because: 'Ceph 16 leaves the ETag out of the answer that completes an upload to the newer SDK',
    },
    'parts: can be given up': {
      seen: { abort: 204, status: 404, code: 'NoSuchKey' },
      because: 'Ceph lists parts of an upload that is gone as of an object that is not there',
    },
  },
};
