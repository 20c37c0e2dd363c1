/** What a client does to an S3 server, and what it must see; the same for every server. */
import { request as httpRequest } from 'node:http';
import { text } from 'node:stream/consumers';
import type { S3Client, S3ClientConfig } from '@aws-sdk/client-s3';
import type { S3Access } from '../../../../server/s3/signing/signing-key.js';

export interface Subject {
  /** Origin. */
  readonly endpoint: string;
  readonly access: S3Access;
  /** The two buckets are there and nobody else's. */
  readonly buckets: readonly [one: string, two: string];
  readonly client: S3Client;
  readonly clientWith: (options: S3ClientConfig) => S3Client;
}

/** Plain values, so that what is expected is data. */
export type Seen = Readonly<Record<string, unknown>>;

export interface Flow {
  readonly name: string;
  /** `key` is the flow's own. */
  readonly run: (subject: Subject, key: string) => Promise<Seen>;
  /** As AWS has it. */
  readonly expected: Seen;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
}

/** One plain request on a connection of its own; `url` goes out as it is. */
export const sendRaw = (
  method: string,
  url: string,
  {
    headers = {},
    body = '',
  }: { readonly headers?: Record<string, string>; readonly body?: string | Buffer } = {},
): Promise<RawAnswer> =>
  new Promise((resolve, reject) => {
    const [, origin = '', path = ''] = /^(http:\/\/[^/?]+)(.*)$/s.exec(url) ?? [];
    const length = body.length > 0 || method !== 'GET' ? { 'content-length': String(body.length) } : {};
    const request = httpRequest(
      origin,
      { method, path, headers: { ...length, ...headers }, agent: false },
      (answer) => {
        text(answer).then(
          (read) => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: read }),
          reject,
        );
      },
    );
    request.on('error', reject);
    request.end(body);
  });

/** Text of the first element of that name; null: there is none. */
export const elementOf = ({ body }: RawAnswer, name: string): string | null =>
  new RegExp(`<${name}>(.*?)</${name}>`, 's').exec(body)?.[1] ?? null;

/** Status, and the code of an error. */
export const verdictOf = (answer: RawAnswer): Seen => {
  const code = elementOf(answer, 'Code');
  return { status: answer.status, ...(code === null ? {} : { code }) };
};

/** What a command of the SDK ended with: its status, and the name of the error if it is one. */
export const outcomeOf = async (
  call: Promise<{ readonly $metadata: { readonly httpStatusCode?: number | undefined } }>,
): Promise<Seen> => {
  try {
    return { status: (await call).$metadata.httpStatusCode };
  } catch (error) {
    if (!(error instanceof Error) || !('$metadata' in error)) throw error;
    return { status: (error.$metadata as { httpStatusCode?: number }).httpStatusCode, code: error.name };
  }
};
