/** Our signatures against those of the AWS SDK, which are made by other code. */
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { S3RequestPresigner } from '@aws-sdk/s3-request-presigner';
import { S3Client } from '@aws-sdk/client-s3';
import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { writePolicy } from '../../../../server/s3/signing/post-policy.js';
import { presignPost } from '../../../../server/s3/signing/presigned-post.js';
import { presignGet, UnsignableKeyError } from '../../../../server/s3/signing/presigned-url.js';

const MOMENT = Date.UTC(2022, 7, 1, 10, 0, 0);
const access = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  region: 'ap-south-1',
};
const bucket = 'cqube-qa10-emission';
const base = { access, moment: MOMENT, bucket, lifetime: 3600 };
const local = (name: string): string => `http://127.0.0.1:9000/${name}/`;
const virtual = (name: string): string => `https://${name}.s3.amazonaws.com/`;

/** SHA-256 as the SDK wants it handed in. */
class Sha256 {
  readonly #hash;
  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', secret as Uint8Array);
  }
  update(data: string | Uint8Array): void {
    this.#hash.update(data);
  }
  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }
  reset(): void {}
}

const presigner = new S3RequestPresigner({ credentials: access, region: access.region, sha256: Sha256 });

/** The SDK's link, without the parameters that its newer versions add. */
async function sdkLink(endpoint: string, key: string): Promise<string> {
  const url = new URL(endpoint);
  const path =
    url.pathname +
    encodeURIComponent(key)
      .replaceAll('%2F', '/')
      .replaceAll(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
  const hash = new Set(['x-amz-content-sha256']);
  const signed = await presigner.presign(
    {
      method: 'GET',
      protocol: url.protocol,
      hostname: url.hostname,
      ...(url.port ? { port: Number(url.port) } : {}),
      path,
      headers: { host: url.host },
      query: {},
    },
    { signingDate: new Date(MOMENT), expiresIn: 3600, unhoistableHeaders: hash, unsignableHeaders: hash },
  );
  return String(signed.query?.['X-Amz-Signature']);
}

const KEYS = [
  'a.csv',
  'a b/c+d&e=f?.csv',
  'unicode/दिल्ली.csv',
  "it's (1)*!~.csv",
  '../../x',
  '/abs//x',
  '%41#',
  '😀',
];

describe('presigned links', () => {
  it.each(KEYS.flatMap((key) => [virtual, local].map((endpoint) => [key, endpoint] as const)))(
    'have the signature of the SDK: %s',
    async (key, endpoint) => {
      const link = presignGet({ ...base, key, endpoint });
      expect(/X-Amz-Signature=(.*)$/.exec(link)?.[1]).toBe(await sdkLink(endpoint(bucket), key));
    },
  );

  it('are spelled and ordered as boto3 does', () => {
    expect(presignGet({ ...base, key: 'a b.csv', endpoint: virtual, lifetime: 86_400 })).toMatch(
      /^https:\/\/cqube-qa10-emission\.s3\.amazonaws\.com\/a%20b\.csv\?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20220801%2Fap-south-1%2Fs3%2Faws4_request&X-Amz-Date=20220801T100000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&X-Amz-Signature=[0-9a-f]{64}$/,
    );
  });

  it('cannot be made for half a surrogate pair', () => {
    expect(() => presignGet({ ...base, key: '\ud800', endpoint: local })).toThrow(UnsignableKeyError);
  });

  it('lead to the key whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (key) => {
        fc.pre(key.isWellFormed());
        const path = presignGet({ ...base, key, endpoint: local }).split('?')[0];
        expect(decodeURIComponent(path.slice(local(bucket).length))).toBe(key);
      }),
    );
  });
});

describe('presigned forms', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it.each(KEYS)('carry what the SDK signs for the same moment: %s', async (key) => {
    vi.useFakeTimers({ now: MOMENT, toFake: ['Date'] });
    const client = new S3Client({ region: access.region, credentials: access });
    const form = presignPost({ ...base, key, endpoint: virtual });
    const theirs = await createPresignedPost(client, { Bucket: bucket, Key: key, Expires: 3600 });
    const { policy, 'x-amz-signature': signature, ...facts } = form.fields;
    expect(facts).toEqual({
      key,
      'x-amz-algorithm': theirs.fields['X-Amz-Algorithm'],
      'x-amz-credential': theirs.fields['X-Amz-Credential'],
      'x-amz-date': theirs.fields['X-Amz-Date'],
    });
    // The two write their policies differently: the rule is checked with the SDK's own text and signature.
    expect(signOf(theirs.fields['Policy'])).toBe(theirs.fields['X-Amz-Signature']);
    expect(signOf(policy)).toBe(signature);
  });

  it('pin every field exactly, within the time', () => {
    const { fields, url } = presignPost({ ...base, key: 'pat/नाम.zip', endpoint: virtual });
    expect(url).toBe('https://cqube-qa10-emission.s3.amazonaws.com/');
    expect(Object.keys(fields)).toEqual([
      'key',
      'policy',
      'x-amz-algorithm',
      'x-amz-credential',
      'x-amz-date',
      'x-amz-signature',
    ]);
    expect(Buffer.from(fields.policy, 'base64').toString()).toBe(
      '{"expiration": "2022-08-01T11:00:00Z", "conditions": [{"bucket": "cqube-qa10-emission"}, ' +
        String.raw`{"key": "pat/\u0928\u093e\u092e.zip"}, {"x-amz-algorithm": "AWS4-HMAC-SHA256"}, ` +
        '{"x-amz-credential": "AKIAIOSFODNN7EXAMPLE/20220801/ap-south-1/s3/aws4_request"}, ' +
        '{"x-amz-date": "20220801T100000Z"}]}',
    );
  });

  it('leave the place of the file name open only at the end of a key', () => {
    const policy = (key: string): unknown =>
      (JSON.parse(writePolicy({ bucket, key, expires: MOMENT, signed: {} })) as { conditions: unknown[] })
        .conditions[1];
    expect(policy('x_1.${filename}')).toEqual(['starts-with', '$key', 'x_1.']);
    expect(policy('${filename}_1')).toEqual({ key: '${filename}_1' });
  });

  it('hold any text unharmed, in ASCII', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (key) => {
        const text = writePolicy({ bucket, key, expires: MOMENT, signed: {} });
        expect(text).toMatch(/^[\u0020-\u007e]*$/);
        expect(JSON.parse(text)).toMatchObject({ conditions: [{ bucket }, { key }] });
      }),
    );
  });
});

const hmac = (key: string | Uint8Array, text: string): Buffer =>
  createHmac('sha256', key).update(text).digest();

/** Spelled out once more, straight from Amazon's description. */
const signOf = (policy: string): string =>
  hmac(
    hmac(hmac(hmac(hmac(`AWS4${access.secretAccessKey}`, '20220801'), 'ap-south-1'), 's3'), 'aws4_request'),
    policy,
  ).toString('hex');
