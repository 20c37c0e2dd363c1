/** The form that lets a client without credentials upload one object: a signed policy and the fields it names. */
import { ALGORITHM } from './canonical-request.js';
import { writePolicy } from './post-policy.js';
import { amzDate, type S3Access, signature, signingKey } from './signing-key.js';

export interface PresignOptions {
  readonly access: S3Access;
  /** Milliseconds since 1970; signatures know whole seconds. */
  readonly moment: number;
  readonly bucket: string;
  /** Taken literally, any characters. */
  readonly key: string;
  /** Seconds. */
  readonly lifetime: number;
  /** Where the bucket is served, with a slash at the end. */
  readonly endpoint: (bucket: string) => string;
}

/** In the order in which they go over the wire. */
export interface PresignedFields {
  readonly key: string;
  readonly policy: string;
  readonly 'x-amz-algorithm': string;
  readonly 'x-amz-credential': string;
  readonly 'x-amz-date': string;
  readonly 'x-amz-signature': string;
}

export interface PresignedPost {
  readonly url: string;
  readonly fields: PresignedFields;
}

/** `<day>/<region>/s3/aws4_request`. */
export const credentialScope = (access: S3Access, date: string): string =>
  `${date.slice(0, 8)}/${access.region}/s3/aws4_request`;

export function presignPost(options: PresignOptions): PresignedPost {
  const { access, bucket, key, moment } = options;
  const date = amzDate(moment);
  const signed = {
    'x-amz-algorithm': ALGORITHM,
    'x-amz-credential': `${access.accessKeyId}/${credentialScope(access, date)}`,
    'x-amz-date': date,
  };
  const policy = Buffer.from(
    writePolicy({ bucket, key, expires: moment + options.lifetime * 1000, signed }),
  ).toString('base64');
  const secret = signingKey(access.secretAccessKey, date.slice(0, 8), access.region);
  return {
    url: options.endpoint(bucket),
    fields: { key, policy, ...signed, 'x-amz-signature': signature(secret, policy) },
  };
}
