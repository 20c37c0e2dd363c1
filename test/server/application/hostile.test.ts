/** Every route against requests that mean harm: the real statuses, and a process that lives and keeps to its folders. */
import { readdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endpoints } from '../../../server/endpoints/index.js';
import type { MemoryStore } from '../memory-store.js';
import { composeRequest, exchange, headerOf, type WireAnswer } from './exchange.js';
import { BUCKETS, recordedStore, type Running, startApplication } from './start.js';

let running: Running;
let store: MemoryStore;
const faults: unknown[] = [];

beforeAll(async () => {
  store = await recordedStore();
  running = await startApplication({ store, onFailure: (error) => faults.push(error) });
});

afterAll(() => running.close());

const POSTS = [
  'upload-url',
  'download_url',
  'download_uri',
  'list_s3_files',
  'download',
  'log-download',
  'infra_weights',
];

/** Statuses in the order of POSTS. */
type Case = readonly [name: string, body: string | Buffer, statuses: readonly number[]];

const named = (filename: unknown): string => JSON.stringify({ filename, bucket: BUCKETS.input });

const UNKNOWN_FILE = [200, 200, 200, 200, 500, 404, 400] as const;
const NO_FILE = [400, 500, 500, 200, 400, 400, 400] as const;
const ALL = (status: number): readonly number[] => [...Array.from({ length: 6 }, () => status), 400];

const CASES: readonly Case[] = [
  ['nothing', '{}', ALL(400)],
  ['no file name', JSON.stringify({ bucket: BUCKETS.input }), NO_FILE],
  ['an empty name', named(''), NO_FILE],
  ['null', named(null), NO_FILE],
  ['an empty list', named([]), NO_FILE],
  ['a list', named(['x', 'y']), UNKNOWN_FILE],
  ['a nested value', named({ a: { b: [1, { c: null }] } }), UNKNOWN_FILE],
  ['a megabyte', named('m'.repeat(1_000_000)), UNKNOWN_FILE],
  ['a megabyte of dots and slashes', named('../'.repeat(333_333)), UNKNOWN_FILE],
  [
    'invalid UTF-8',
    Buffer.concat([Buffer.from('{"filename": "'), Buffer.from([0xff, 0xfe, 0xc0]), Buffer.from('"}')]),
    ALL(400),
  ],
  ['__proto__', `{"__proto__": ${named('x')}}`, ALL(400)],
  ['__proto__ as a name', named('__proto__'), UNKNOWN_FILE],
  [
    'constructor as a bucket',
    '{"filename": "x", "bucket": "constructor"}',
    [200, 400, 400, 400, 400, 404, 400],
  ],
  ['a way out', named('../../../../tmp/x'), UNKNOWN_FILE],
  ['an absolute path', named('/no/such/file'), UNKNOWN_FILE],
  ['a Windows path', named(String.raw`..\..\x`), UNKNOWN_FILE],
  ['NUL', named('a\0b'), UNKNOWN_FILE],
  ['a line break', named('a\r\nSet-Cookie: x=y'), UNKNOWN_FILE],
  ['markup', named('<script>alert(1)</script>'), UNKNOWN_FILE],
  ['deep nesting', `{"filename": ${'['.repeat(50_000)}`, ALL(500)],
  [
    'a name of many fields',
    `{${Array.from({ length: 20_000 }, (_, n) => `"f${n}":0`).join()},"bucket":"x"}`,
    ALL(400),
  ],
];

const post = (path: string, body: string | Buffer, type: string): Promise<WireAnswer> =>
  exchange(
    running.port,
    composeRequest({ method: 'POST', path: `/data/${path}`, headers: { 'Content-Type': type }, body }, 'x'),
  );

describe.each(CASES)('%s', (_, body, statuses) => {
  it.each(POSTS.map((path, index) => [path, statuses[index]] as const))('%s: %d', async (path, status) => {
    const answer = await post(path, body, 'application/json');
    expect([answer.status, headerOf(answer, 'content-length')]).toEqual([status, String(answer.body.length)]);
    expect(headerOf(answer, 'set-cookie')).toBeUndefined();
    expect(answer.body.toString('utf8', 0, 2000)).not.toMatch(/\bat .*\.[jt]s:\d|node_modules/);
    if (headerOf(answer, 'content-type')?.startsWith('text/html'))
      expect(answer.body.includes('<script>')).toBe(false);
  });
});

describe('forms and queries', () => {
  const encoded = [
    'filename=%00',
    'filename=%ff%fe',
    `filename=${'%41'.repeat(300_000)}`,
    'filename[]=x',
    '='.repeat(100_000),
    '&'.repeat(100_000),
  ];
  it.each(encoded.map((body) => [body.slice(0, 20), body] as const))('%s', async (_, body) => {
    const answer = await post('upload-url', body, 'application/x-www-form-urlencoded');
    expect(answer.status).toBe(body.startsWith('filename=') ? 200 : 400);
  });

  it('have no say in GET', async () => {
    for (const { method, path } of endpoints) {
      if (method !== 'GET' || path.endsWith('*')) continue;
      const bytes = composeRequest(
        { method, path: `${path}?filename=../../etc/passwd`, body: named('x') },
        'x',
      );
      expect((await exchange(running.port, bytes)).status, path).toBe(200);
    }
  });

  it('of multipart may name what they like', async () => {
    const part = (disposition: string): string =>
      `--B\r\nContent-Disposition: form-data; ${disposition}\r\n\r\nx\r\n`;
    const bodies = [
      'name="__proto__"',
      'name="filename[__proto__]"',
      'name=',
      'filename="x"',
      `name="${'n'.repeat(100_000)}"`,
    ];
    for (const disposition of bodies) {
      const answer = await post('upload-url', `${part(disposition)}--B--`, 'multipart/form-data; boundary=B');
      expect(answer.status, disposition.slice(0, 40)).toBe(400);
    }
  });
});

it('leaves everything where it was, and the server up', async () => {
  expect(Object.keys(store.contents(BUCKETS.input))).toHaveLength(3);
  expect(store.contents(BUCKETS.emission)).toEqual({});
  expect(await readdir(dirname(running.options.logFolder ?? ''))).toEqual(['logs']);
  const answer = await exchange(
    running.port,
    composeRequest({ method: 'GET', path: '/data/list_s3_buckets' }, 'x'),
  );
  expect(answer.status).toBe(200);
  // What broke is what breaks in the real application; none of it was ours.
  const codes = new Set(faults.map((error) => (error as { code?: unknown }).code));
  expect([...codes]).toEqual(['APPLICATION_FAILURE']);
});
