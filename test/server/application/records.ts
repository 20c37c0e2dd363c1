/** The recorded exchanges of the emission application: reading them, and comparing an answer with what was recorded. */
import { readFileSync } from 'node:fs';
import { headerOf, type WireAnswer } from './exchange.js';
import { ACCESS, MOMENT, STAMP } from './start.js';

export interface WireRecord {
  readonly name: string;
  /** The answer shows what S3 said: `aws` as AWS would, `other` with another product's own members. */
  readonly s3?: 'aws' | 'other';
  readonly request: {
    /** The whole request; otherwise the parts below. */
    readonly raw?: string;
    readonly method?: string;
    readonly path?: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string;
    readonly bodyBase64?: string;
  };
  readonly response: {
    /** 0: closed without an answer. */
    readonly status: number;
    /** The web server's own pages carry neither its name nor a date. */
    readonly from: 'application' | 'web-server';
    /** Lower case, in wire order, without the three that every answer has. */
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: string;
    readonly bodyBase64?: string;
    /** The decoded policy of the form in the body. */
    readonly policy?: string;
  };
}

export const records = JSON.parse(
  readFileSync(new URL('../../../fixtures/wire/application.json', import.meta.url), 'utf8'),
) as readonly WireRecord[];

export const S3_ENDPOINT = 'http://127.0.0.1:9000';

const amzDate = new Date(MOMENT).toISOString().replaceAll(/[-:]|\.\d{3}/g, '');

/** What is known beforehand at a fixed moment. */
const KNOWN: Readonly<Record<string, string>> = {
  TIMESTAMP: STAMP,
  AMZ_DATE: amzDate,
  DATE8: amzDate.slice(0, 8),
  REGION: ACCESS.region,
  ACCESS_KEY: ACCESS.accessKeyId,
  ISO_EXPIRY: new Date(MOMENT + 3_600_000).toISOString().replace('.000', ''),
  S3_ENDPOINT,
};

/** What is not, as patterns. */
const UNKNOWN: Readonly<Record<string, string>> = {
  POLICY_B64: '[A-Za-z0-9+/]+={0,2}',
  SIGNATURE: '[0-9a-f]{64}',
  HTTP_DATE: '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \\d\\d [A-Z][a-z]{2} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT',
  LENGTH: '\\d+',
  OWNER_ID: '[0-9a-f]{64}',
  HOST_ID: '[A-Za-z0-9+/]{75,76}=?',
  REQUEST_ID: '[0-9A-Z]{16}',
  MTIME: '\\d+\\.\\d+',
  SIZE: '\\d+',
  ADLER32: '\\d+',
};

/** Puts in what is known; for requests, `host` too. */
export const fillIn = (text: string, host = ''): string =>
  text
    .replaceAll(/<REPEAT:(.):(\d+)>/g, (_, character: string, count: string) =>
      character.repeat(Number(count)),
    )
    .replaceAll('<HOST>', host)
    .replaceAll(/<([A-Z0-9_]+)>/g, (placeholder, name: string) => KNOWN[name] ?? placeholder);

/** null: equal but for placeholders; else what differs. */
function differ(what: string, recorded: string, actual: string): string | null {
  const filled = fillIn(recorded);
  if (filled === actual) return null;
  const position = filled
    .split(/<([A-Z0-9_]+)>/)
    .reduce(
      (at, piece, index) => (index % 2 ? skipPattern(actual, at, piece) : skipText(actual, at, piece)),
      0,
    );
  if (position === actual.length) return null;
  return `${what}: recorded ${filled.slice(0, 1500)}, answered ${actual.slice(0, 1500)}`;
}

/** The place behind `piece`; negative if it does not stand at `at`. */
const skipText = (text: string, at: number, piece: string): number =>
  at >= 0 && text.startsWith(piece, at) ? at + piece.length : -1;

function skipPattern(text: string, at: number, name: string): number {
  const pattern = new RegExp(UNKNOWN[name] ?? `<${name}>`, 'y');
  pattern.lastIndex = Math.max(at, 0);
  return at >= 0 && pattern.test(text) ? pattern.lastIndex : -1;
}

const REASONS: Readonly<Record<number, readonly [application: string, webServer: string]>> = {
  200: ['OK', 'OK'],
  308: ['PERMANENT REDIRECT', ''],
  400: ['BAD REQUEST', 'Bad Request'],
  404: ['NOT FOUND', ''],
  405: ['METHOD NOT ALLOWED', ''],
  500: ['INTERNAL SERVER ERROR', 'Internal Server Error'],
};

/** Everything in which the answer is not what was recorded. */
export function compare(record: WireRecord, answer: WireAnswer): string[] {
  const { response } = record;
  const reason = REASONS[response.status]?.[response.from === 'application' ? 0 : 1] ?? '';
  return [
    differ('status', `${response.status} ${reason}`.trim(), `${answer.status} ${answer.reason}`.trim()),
    ...compareHeaders(record, answer),
    compareBody(record, answer.body),
    response.policy === undefined ? null : differ('policy', response.policy, policyOf(answer.body)),
  ].filter((difference) => difference !== null);
}

const policyOf = (body: Buffer): string => {
  const { fields } = JSON.parse(body.toString('utf8')) as { fields: { policy: string } };
  return Buffer.from(fields.policy, 'base64').toString('utf8');
};

function compareHeaders({ response }: WireRecord, answer: WireAnswer): (string | null)[] {
  const expected =
    response.from === 'application'
      ? { server: 'gunicorn/20.0.4', date: '<HTTP_DATE>', connection: 'close', ...response.headers }
      : { connection: 'close', ...response.headers };
  const names = response.status === 0 ? '' : Object.keys(expected).join(' ');
  const values = Object.entries(response.status === 0 ? {} : expected).map(([name, value]) => {
    const actual = headerOf(answer, name) ?? '(absent)';
    return name === 'allow' ? differ(name, methods(value), methods(actual)) : differ(name, value, actual);
  });
  return [differ('headers', names, answer.headers.map(([name]) => name.toLowerCase()).join(' ')), ...values];
}

/** A set in the real application, in any order. */
const methods = (allow: string): string => allow.split(', ').toSorted().join(', ');

function compareBody({ response, s3 }: WireRecord, body: Buffer): string | null {
  if (response.bodyBase64 !== undefined) {
    return differ('body', response.bodyBase64, body.toString('base64'));
  }
  const text = body.toString('utf8');
  if (s3 !== 'other') return differ('body', response.body ?? '', text);
  return differ('body', withoutS3(response.body ?? ''), withoutS3(text));
}

/** Without what the S3 behind the application decides. */
const withoutS3 = (body: string): string =>
  JSON.stringify(JSON.parse(body, (name, value: unknown) => (S3_MEMBERS.has(name) ? undefined : value)));

const S3_MEMBERS: ReadonlySet<string> = new Set([
  'Owner',
  'HTTPHeaders',
  'EncodingType',
  'HostId',
  'RequestId',
]);
