/** The admin API on a port of its own, over parts that a test can look into; every answer is held to the document. */
import { request as httpRequest } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect } from 'vitest';
import type { AdminOptions } from '../../../server/admin/admin-parts.js';
import { adminServer } from '../../../server/admin/admin-server.js';
import { createAdmin } from '../../../server/admin/create-admin.js';
import { watchStore } from '../../../server/admin/events/watch-store.js';
import { adminRoutes } from '../../../server/admin/routes/index.js';
import type { Judge } from '../../../server/arrivals/judge.js';
import { openJudged } from '../../../server/arrivals/open-judged.js';
import { createVirtualClock } from '../../../server/clock.js';
import type { VirtualClock } from '../../../server/clock.js';
import type { Faults } from '../../../server/faults/faults.js';
import { Credentials } from '../../../server/gateway/credentials.js';
import { DEFAULT_LIMITS, listen } from '../../../server/listener.js';
import { adminApi } from '../../../server/openapi/admin-api.js';
import type { FaultPlan } from '../../../specs/fault-plan.js';
import { chunksOf, memoryStore } from '../memory-store.js';
import type { MemoryStore } from '../memory-store.js';
import { scriptedJournal } from './scripted-journal.js';
import type { ScriptedJournal } from './scripted-journal.js';

export const S3_ACCESS = { accessKeyId: 'AKIA', secretAccessKey: 'secret', region: 'ap-south-1' } as const;

export const BUCKETS = { input: 'the-input', output: 'the-output', emission: 'the-emission' };
export const BUCKET = BUCKETS.emission;

export interface AdminAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** Of JSON. */
  readonly body: ReturnType<typeof JSON.parse>;
}

export interface Ask {
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as it is where it is text, else as JSON. */
  readonly body?: unknown;
}

export interface RunningAdmin {
  readonly port: number;
  readonly origin: string;
  readonly memory: MemoryStore;
  readonly journal: ScriptedJournal;
  readonly clock: VirtualClock;
  readonly plans: readonly FaultPlan[];
  readonly forgotten: () => number;
  /** The heartbeat that was asked for, if any. */
  readonly beats: readonly {
    readonly milliseconds: number;
    readonly action: () => void;
    readonly on: boolean;
  }[];
  readonly ask: (method: string, path: string, ask?: Ask) => Promise<AdminAnswer>;
  readonly put: (key: string, content: string | Uint8Array, bucket?: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** A plan is in force, and forgets; what faults do is tested elsewhere. */
function plainFaults(plans: FaultPlan[]): Faults {
  const none: FaultPlan = { version: 1, faults: [] };
  const plan = (): FaultPlan => plans.at(-1) ?? none;
  const faults = {
    inject: <Handler>(_side: unknown, handler: Handler): Handler => handler,
    plan,
    state: () => plan().faults.map((fault, index) => ({ index, fault, seen: 0, injected: 0 })),
    use: (given: FaultPlan) => void plans.push(given),
    clear: () => void plans.push(none),
    underWay: () => ({ open: 0, held: 0 }),
    close: () => {},
  };
  return faults;
}

export async function startAdmin(
  overrides: Partial<AdminOptions> = {},
  judge: Judge | null = null,
): Promise<RunningAdmin> {
  const clock = createVirtualClock({ now: () => Date.UTC(2026, 0, 31) });
  const memory = memoryStore(Object.values(BUCKETS), clock.now);
  const store = watchStore(memory);
  const journal = scriptedJournal();
  const plans: FaultPlan[] = [];
  const beats: { milliseconds: number; action: () => void; on: boolean }[] = [];
  let forgotten = 0;
  let adminUrl: string | undefined;
  const judged = openJudged({ judge, store, bucket: BUCKET, journal, clock, fromStart: false });
  const admin = createAdmin({
    judged,
    hosts: ['cqube.test'],
    facts: {
      version: '1.2.3',
      startedAt: clock.now(),
      gateway: 'kong',
      uploadUrls: 'one-time',
      region: 'ap-south-1',
      buckets: BUCKETS,
      addresses: () => ({
        api: 'http://127.0.0.1:8000/data',
        s3: 'http://127.0.0.1:9000',
        ...(adminUrl === undefined ? {} : { admin: adminUrl }),
      }),
      token: 'a.b.c',
      s3Access: S3_ACCESS,
      caFile: null,
    },
    credentials: new Credentials({ clock, random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)) }),
    onChange: async () => {},
    store,
    journal,
    faults: plainFaults(plans),
    readPlan: (json) =>
      typeof json === 'object' && json !== null && 'faults' in json
        ? { kind: 'plan', plan: json as FaultPlan }
        : { kind: 'problems', problems: ['faults is missing', 'version is missing'] },
    clock,
    forgetForms: () => {
      forgotten += 1;
    },
    every: (milliseconds, action) => {
      const beat = { milliseconds, action, on: true };
      beats.push(beat);
      return () => {
        beat.on = false;
      };
    },
    ...overrides,
  });
  const server = adminServer(admin.handler, null);
  const listener = await listen(server, { host: '127.0.0.1', port: 0 }, DEFAULT_LIMITS);
  adminUrl = listener.origin;
  return {
    port: listener.port,
    origin: listener.origin,
    memory,
    journal,
    clock,
    plans,
    beats,
    forgotten: () => forgotten,
    ask: async (method, path, ask) => documented(method, path, await send(listener.port, method, path, ask)),
    put: async (key, content, bucket = BUCKET) => {
      await store.put(bucket, key, chunksOf(content), { contentType: 'text/html', metadata: {} });
    },
    close: () => {
      admin.close();
      return listener.close(10);
    },
  };
}

function send(
  port: number,
  method: string,
  path: string,
  { headers = {}, body }: Ask = {},
): Promise<AdminAnswer> {
  const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
  const type =
    text === undefined
      ? {}
      : { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) };
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      { host: '127.0.0.1', port, method, path, headers: { ...type, ...headers }, agent: false },
      (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('error', reject);
        response.on('end', () => {
          const received = Buffer.concat(parts).toString('utf8');
          const isJson = (response.headers['content-type'] ?? '').startsWith('application/json');
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text: received,
            body: isJson && received !== '' ? JSON.parse(received) : undefined,
          });
        });
      },
    );
    request.on('error', reject);
    request.end(text);
  });
}

const api = adminApi(adminRoutes, '1.2.3');
const ajv = new Ajv2020({ strict: false, validateFormats: false });
ajv.addSchema(api, 'api');

interface Described {
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: object }>> }>
  >;
}

/** Fails the test if the document does not describe the answer. */
function documented(method: string, path: string, answer: AdminAnswer): AdminAnswer {
  expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
  expect(answer.headers['cache-control']).toBe('no-store');
  expect(answer.headers['x-content-type-options']).toBe('nosniff');
  expect(answer.headers['content-security-policy']).toContain("frame-ancestors 'none'");
  const [plain = ''] = path.split('?');
  const found = Object.entries(api.paths).find(([pattern]) =>
    new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(plain),
  );
  const wanted = (method === 'HEAD' ? 'GET' : method).toLowerCase();
  const operation = found?.[1][wanted] as unknown as Described | undefined;
  if (operation === undefined) {
    expect([400, 403, 404, 405, 421], `${method} ${path}`).toContain(answer.status);
    if (method !== 'HEAD') validate({ $ref: 'api#/components/schemas/Error' }, answer);
    return answer;
  }
  const response = operation.responses[String(answer.status)];
  expect(
    response,
    `${method} ${path} gave ${answer.status} ${answer.text}, which is not described`,
  ).toBeDefined();
  const [described] = Object.entries(response?.content ?? {});
  if (described === undefined) expect(answer.text).toBe('');
  else {
    const [type, { schema }] = described;
    expect(answer.headers['content-type']).toContain(type);
    if (answer.body !== undefined && type === 'application/json') validate(schema, answer);
  }
  return answer;
}

function validate(schema: object, answer: AdminAnswer): void {
  const check = ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"api#/')) as object);
  check(answer.body);
  expect(check.errors, answer.text).toBeNull();
}
