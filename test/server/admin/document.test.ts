/** The admin API's own description, against what is served; structure by the rules of OpenAPI 3.1 that matter here. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUCKET, startAdmin } from './running-admin.js';
import type { RunningAdmin } from './running-admin.js';

let admin: RunningAdmin;
let document: ReturnType<typeof JSON.parse>;

beforeAll(async () => {
  admin = await startAdmin();
  document = (await admin.ask('GET', '/api/openapi.json')).body;
});

afterAll(() => admin.close());

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly parameters?: readonly { name: string; in: string; required: boolean; schema: object }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { schema: object }>> };
  readonly responses: Readonly<Record<string, { description: string; content?: Record<string, object> }>>;
}

const operations = (): { path: string; method: string; operation: Operation }[] =>
  Object.entries(document.paths as Record<string, Record<string, Operation>>).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );

describe('the document', () => {
  it('is served where it says', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(document.info).toMatchObject({ title: expect.any(String), version: '1.2.3' });
    expect(document.servers).toEqual([{ url: admin.origin }]);
  });

  it('has every operation that it must have, each by a name of its own', () => {
    expect(operations().map(({ path, method }) => `${method} ${path}`)).toEqual([
      'get /api/health',
      'get /api/ready',
      'get /api/info',
      'get /api/tokens',
      'post /api/tokens',
      'delete /api/tokens/{key}',
      'get /api/buckets',
      'get /api/buckets/{bucket}/objects',
      'get /api/buckets/{bucket}/object',
      'delete /api/buckets/{bucket}/object',
      'get /api/buckets/{bucket}/object/content',
      'get /api/buckets/{bucket}/object/preview',
      'get /api/journal',
      'delete /api/journal',
      'get /api/exchanges',
      'get /api/journal/{seq}',
      'get /api/journal.ndjson',
      'get /api/journal.har',
      'get /api/arrivals',
      'get /api/arrivals/report',
      'get /api/verdicts',
      'get /api/rules',
      'get /api/report',
      'get /api/report.html',
      'get /api/sources',
      'get /api/sources/{id}',
      'get /api/events',
      'get /api/faults',
      'put /api/faults',
      'delete /api/faults',
      'get /api/clock',
      'put /api/clock',
      'delete /api/clock',
      'post /api/reset',
      'get /api/openapi.json',
      'get /api/emission-api.json',
    ]);
    const ids = operations().map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('is well formed: parameters, answers and schemas', () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    ajv.addSchema(document, 'api');
    const schema = (some: object): void => {
      ajv.compile(JSON.parse(JSON.stringify(some).replaceAll('"#/', '"api#/')) as object);
    };
    for (const { path, operation } of operations()) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const { parameters = [], requestBody, responses, summary } = operation;
      expect(parameters.filter((some) => some.in === 'path').map(({ name }) => name)).toEqual(inPath);
      for (const { in: place, required, schema: some } of parameters) {
        expect(['path', 'query']).toContain(place);
        if (place === 'path') expect(required).toBe(true);
        schema(some);
      }
      expect(new Set(parameters.map(({ name }) => name)).size).toBe(parameters.length);
      expect(summary).toMatch(/^[^\n|]{10,}$/);
      for (const [status, { description, content = {} }] of Object.entries(responses)) {
        expect(status).toMatch(/^[1-5]\d\d$/);
        expect(description).not.toBe('');
        for (const [type, some] of Object.entries(content)) {
          expect(type).toMatch(/^[a-z]+\/[a-z-]+$/);
          schema((some as { schema: object }).schema);
        }
      }
      for (const { schema: some } of Object.values(requestBody?.content ?? {})) schema(some);
    }
  });

  it('refers only to schemas that it has, and has none that nothing refers to', () => {
    const names = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(
      ([, name]) => name,
    );
    expect(new Set(names)).toEqual(new Set(Object.keys(document.components.schemas)));
  });

  it('describes nothing that is not served', async () => {
    for (const { path, method } of operations()) {
      if (path === '/api/events') continue;
      const target = path.replace('{bucket}', BUCKET).replace('{seq}', '1').replace('{key}', 'x');
      const answer = await admin.ask(method.toUpperCase(), target);
      expect(answer.status, `${method} ${path}`).not.toBe(405);
      if (answer.status === 404) expect(answer.body.error).not.toContain('there is nothing at');
    }
  });

  it('describes the emission API where that is served', async () => {
    const { body } = await admin.ask('GET', '/api/emission-api.json');
    expect(body.servers).toEqual([{ url: 'http://127.0.0.1:8000' }]);
    expect(Object.keys(body.paths)).toContain('/data/upload-url');
  });
});
