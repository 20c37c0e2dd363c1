/** The policy text of a presigned POST, letter for letter as boto3 writes it: the signature covers every blank. */
import { asciiString } from './ascii-string.js';

export interface PolicyFacts {
  readonly bucket: string;
  readonly key: string;
  /** Milliseconds since 1970. */
  readonly expires: number;
  /** Further fields that must come as given, in this order. */
  readonly signed: Readonly<Record<string, string>>;
}

/** S3 puts the uploaded file's name here, so the key can only be pinned up to it. */
const FILE_NAME = '${filename}';

export function writePolicy({ bucket, key, expires, signed }: PolicyFacts): string {
  const condition = key.endsWith(FILE_NAME)
    ? `["starts-with", "$key", ${asciiString(key.slice(0, -FILE_NAME.length))}]`
    : exactly('key', key);
  const conditions = [
    exactly('bucket', bucket),
    condition,
    ...Object.entries(signed).map(([name, value]) => exactly(name, value)),
  ];
  const expiration = new Date(expires).toISOString().replace(/\.\d{3}/, '');
  return `{"expiration": "${expiration}", "conditions": [${conditions.join(', ')}]}`;
}

const exactly = (name: string, value: string): string => `{${asciiString(name)}: ${asciiString(value)}}`;
