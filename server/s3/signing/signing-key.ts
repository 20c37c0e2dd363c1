/** AWS Signature Version 4: the key and the texts that every signature is made of. */
import { createHmac } from 'node:crypto';

/** What signatures are made and checked with. */
export interface S3Access {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly region: string;
}

const hmac = (key: string | Uint8Array, text: string): Buffer =>
  createHmac('sha256', key).update(text).digest();

/** Key for one day (`YYYYMMDD`, UTC), region and service `s3`. */
export const signingKey = (secret: string, day: string, region: string): Buffer =>
  ['s3', 'aws4_request'].reduce<Buffer>(hmac, hmac(hmac(`AWS4${secret}`, day), region));

/** Lower-case hex. */
export const signature = (key: Uint8Array, text: string): string => hmac(key, text).toString('hex');

/** `YYYYMMDDTHHMMSSZ` of a moment in milliseconds; the first eight characters are the day. */
export const amzDate = (moment: number): string =>
  new Date(moment).toISOString().replaceAll(/[-:]|\.\d{3}/g, '');
