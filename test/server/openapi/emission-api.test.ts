/** The document against the routes, both ways. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endpoints } from '../../../server/endpoints/index.js';
import { emissionApi } from '../../../server/openapi/emission-api.js';
import { composeRequest, exchange, headerOf, type WireAnswer } from '../application/exchange.js';
import { BUCKETS, recordedStore, type Running, startApplication } from '../application/start.js';
import { brokenStore } from '../memory-store.js';

interface Operation {
  readonly responses: Readonly<
    Record<string, { readonly content: Readonly<Record<string, { readonly schema: object }>> }>
  >;
}

const paths = emissionApi.paths as unknown as Readonly<Record<string, Readonly<Record<string, Operation>>>>;
const operations = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
);

const ajv = new Ajv2020({ strict: false, validateFormats: false });
ajv.addSchema(emissionApi, 'api');

let running: Running;
let withoutStorage: Running;
let withoutScore: Running;

beforeAll(async () => {
  running = await startApplication();
  withoutStorage = await startApplication({ store: brokenStore(Object.values(BUCKETS)) });
  const store = await recordedStore();
  await store.delete(BUCKETS.output, 'infrastructure_score/infrastructure_score.csv');
  withoutScore = await startApplication({ store });
});

afterAll(async () => {
  for (const server of [running, withoutStorage, withoutScore]) await server.close();
});

const TABLE =
  'infrastructure_name|infrastructure_category|score\nToilet|Sanitation|50\nLibrary|Academic|50\n';
const upload = (name: string): string =>
  `--B\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\n\r\n${TABLE}\r\n--B--\r\n`;
const KEY = 'student_attendance/student_attendance.csv';

const FORM = 'application/x-www-form-urlencoded';
const MULTIPART = 'multipart/form-data; boundary=B';
const fields = (values: Readonly<Record<string, string>>): string => new URLSearchParams(values).toString();

/** By path, then status: what to send to get it. Missing: the answer needs no body, or is made below. */
const BODIES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '/data/upload-url': { 200: fields({ filename: 'x' }), 400: '' },
  '/data/download_url': {
    200: fields({ filename: KEY, bucket: BUCKETS.input }),
    400: '',
    500: fields({ bucket: BUCKETS.input }),
  },
  '/data/download_uri': {
    200: fields({ filename: KEY, bucket: BUCKETS.input }),
    400: '',
    500: fields({ bucket: BUCKETS.input }),
  },
  '/data/list_s3_files': { 200: fields({ bucket: BUCKETS.input }), 400: '' },
  '/data/download': {
    200: fields({ filename: KEY, bucket: BUCKETS.input }),
    400: '',
    500: fields({ filename: 'x', bucket: BUCKETS.input }),
  },
  '/data/log-download': { 200: fields({ filename: 'README' }), 400: '', 404: fields({ filename: 'x' }) },
  '/data/infra_weights': { 200: upload('w.csv'), 400: '', 500: upload('..') },
};

function send(path: string, method: string, status: string): Promise<WireAnswer> {
  const target = path.replace('{filename}', 'x');
  const server = status === '400' && path === '/data/infra_score' ? withoutScore : running;
  if (status === '405') return exchange(server.port, composeRequest({ method: 'DELETE', path: target }, 'x'));
  if (method === 'GET') return exchange(server.port, composeRequest({ method, path: target }, 'x'));
  const body = status === '413' ? Buffer.alloc(16 * 1024 * 1024 + 1) : BODIES[path]?.[status];
  const type = path === '/data/infra_weights' ? MULTIPART : FORM;
  if (body === undefined) return sendBroken(path, status);
  return exchange(
    server.port,
    composeRequest({ method, path: target, headers: { 'Content-Type': type }, body }, 'x'),
  );
}

/** What a form cannot break, JSON or a dead storage can. */
function sendBroken(path: string, status: string): Promise<WireAnswer> {
  expect(status).toBe('500');
  const headers = { 'Content-Type': 'application/json' };
  return exchange(withoutStorage.port, composeRequest({ method: 'POST', path, headers, body: '5' }, 'x'));
}

describe.each(operations)('$method $path', ({ path, method, operation }) => {
  it.each(Object.entries(operation.responses))('%s', async (status, { content }) => {
    const answer = await send(path, method, status);
    expect(String(answer.status)).toBe(status);
    const [[type, { schema }]] = Object.entries(content);
    if (type !== '*/*') expect(headerOf(answer, 'content-type')).toBe(type);
    const body = answer.body.toString('utf8');
    const value: unknown = /^[[{]/.test(body) ? JSON.parse(body) : body;
    const validate = ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('#/', 'api#/')) as object);
    validate(value);
    expect(validate.errors).toBeNull();
  });
});

describe('the document', () => {
  it('has every endpoint, and no other', () => {
    const served = endpoints.map(({ method, path }) => `${method} ${path.replace('*', '{filename}')}`);
    expect(operations.map(({ method, path }) => `${method} ${path}`).toSorted()).toEqual(served.toSorted());
    expect(served).toHaveLength(11);
  });

  it('is data, and every reference leads somewhere', () => {
    expect(JSON.parse(JSON.stringify(emissionApi))).toEqual(emissionApi);
    const references = JSON.stringify(emissionApi).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g);
    const names = [...references].map(([, name]) => name);
    expect(names.length).toBeGreaterThan(10);
    expect(names.filter((name) => !Object.hasOwn(emissionApi.components.schemas, name))).toEqual([]);
  });
});
