/** A whole server over a data folder, and the tools of who attacks it: requests by hand, forms and signatures of any shape. */
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { expect } from 'vitest';
import { signRequest } from '../../server/s3/signing/sign-request.js';
import { startServer } from '../../server/start-server.js';
import type { RunningServer } from '../../server/start-server.js';
import { exchange } from './raw-client.js';

export const BUCKET = 'cqube-qa10-emission';
export const KEY = 'KEY1';
export const SECRET = 'SECRET1';

const folder = mkdtempSync(join(tmpdir(), 'cqube-conform-attack-'));
export const data = join(folder, 'data');
export let server: RunningServer;

export async function startAttacked(): Promise<void> {
  server = await startServer({
    dataDir: data,
    credentials: [{ key: KEY, secret: SECRET, algorithm: 'HS256' }],
  });
}

export async function endAttacked(): Promise<void> {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
}

/** All files but the journal, which tells of attacks as of everything. */
export const files = (): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter((path) => !path.startsWith('data/journal/'))
    .toSorted();

const portOf = (url: string): number => Number(new URL(url).port);

/** Status, and the code of an S3 error. */
export async function storageSays(bytes: string): Promise<string> {
  const { status, body } = await exchange(portOf(server.s3Url), bytes);
  return `${status} ${/<Code>(\w+)<\/Code>/.exec(body)?.[1] ?? ''}`.trim();
}

export const request = (
  method: string,
  path: string,
  headers: Readonly<Record<string, string>>,
  body = '',
): string =>
  [
    `${method} ${path} HTTP/1.1`,
    ...Object.entries({ Host: 'x', Connection: 'close', ...headers }).map(
      ([name, value]) => `${name}: ${value}`,
    ),
    `Content-Length: ${body.length}`,
    '',
    body,
  ].join('\r\n');

interface Signing {
  readonly body?: string;
  readonly query?: string;
  readonly secret?: string;
  /** Milliseconds since 1970. */
  readonly moment?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

export function signed(method: string, path: string, given: Signing = {}): Record<string, string> {
  const { s3Access: access, s3Url } = server;
  const { body = '', query = '', secret = access.secretAccessKey, moment = Date.now(), headers = {} } = given;
  return signRequest({
    access: { ...access, secretAccessKey: secret },
    method,
    url: { host: new URL(s3Url).host, path, query },
    headers,
    payloadHash: createHash('sha256').update(body).digest('hex'),
    moment,
  });
}

export const put = (
  path: string,
  change: (headers: Record<string, string>) => Record<string, string> = (headers) => headers,
) => {
  const { host: Host = '', ...headers } = change(signed('PUT', path, { body: 'x' }));
  return storageSays(request('PUT', path, { Host, ...headers }, 'x'));
};

export type Field = readonly [name: string, value: string];

export const form = (fields: readonly Field[], boundary = 'b'): string =>
  [
    ...fields.map(
      ([name, value]) =>
        `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    ),
    `--${boundary}--\r\n`,
  ].join('');

export const post = (
  body: string,
  type = 'multipart/form-data; boundary=b',
  bucket = BUCKET,
): Promise<string> => storageSays(request('POST', `/${bucket}/`, { 'Content-Type': type }, body));

export const api = (path: string, body: object, token = server.token): Promise<Response> =>
  fetch(`${server.url}${path}`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });

export const FILE: Field = ['file', 'data'];

export async function issued(filename: string): Promise<readonly Field[]> {
  const { fields } = (await (await api('/upload-url', { filename })).json()) as { fields: object };
  return Object.entries(fields);
}

export const replaced = (fields: readonly Field[], name: string, value: string): readonly Field[] =>
  fields.map(([known, old]) => [known, known.toLowerCase() === name ? value : old]);

export const valueOf = (fields: readonly Field[], name: string): string =>
  fields.find(([known]) => known === name)?.[1] ?? expect.unreachable(`no field ${name}`);

/** Bytes of a key in a path; a dot of its own segment stays, as an attacker sends it. */
export const encoded = (key: string): string =>
  [...Buffer.from(key)]
    .map((byte) => String.fromCharCode(byte))
    .map((letter) =>
      /[\w.~/-]/.test(letter)
        ? letter
        : `%${letter.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
    )
    .join('');
