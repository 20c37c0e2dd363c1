/** Health, facts, tokens, journal, faults, clock and reset. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { adminRoutes } from '../../../server/admin/routes/index.js';
import { BUCKET, BUCKETS, startAdmin, S3_ACCESS } from './running-admin.js';
import type { RunningAdmin } from './running-admin.js';
import { entryOf } from './scripted-journal.js';

let admin: RunningAdmin;

beforeEach(async () => {
  admin = await startAdmin();
});

afterEach(() => admin.close());

const facts = {
  version: '1',
  startedAt: 0,
  gateway: 'none',
  uploadUrls: 'until-expiry',
  region: 'x',
  buckets: BUCKETS,
  token: null,
  s3Access: S3_ACCESS,
  caFile: '/d/tls/ca.pem',
} as const;

describe('readiness', () => {
  it('waits for every listener', async () => {
    expect((await admin.ask('GET', '/api/health')).body).toEqual({ status: 'ok' });
    expect((await admin.ask('GET', '/api/ready')).body).toEqual({ status: 'ready' });
    const starting = await startAdmin({
      facts: { ...facts, addresses: () => ({ s3: 'http://127.0.0.1:1' }) },
    });
    const answer = await starting.ask('GET', '/api/ready');
    expect([answer.status, answer.headers['retry-after']]).toEqual([503, '1']);
    expect(answer.body.error).toContain('not listening yet: api, admin');
    expect((await starting.ask('GET', '/api/health')).status).toBe(200);
    expect((await starting.ask('GET', '/api/info')).body.addresses).toEqual({ s3: 'http://127.0.0.1:1' });
    expect((await starting.ask('GET', '/api/emission-api.json')).status).toBe(200);
    await starting.close();
  });

  it('is told to probes that want no body', async () => {
    const { status, text } = await admin.ask('HEAD', '/api/ready');
    expect([status, text]).toEqual([200, '']);
  });

  it('is told with all that a client has to know', async () => {
    const { body } = await admin.ask('GET', '/api/info');
    expect(body).toMatchObject({
      version: '1.2.3',
      gateway: 'kong',
      uploadUrls: 'one-time',
      buckets: BUCKETS,
      s3Access: S3_ACCESS,
    });
    expect(body.clientConfig).toContain(
      'emission_url = "http://127.0.0.1:8000/data"\naccess_token = "a.b.c"\n',
    );
  });
});

describe('tokens', () => {
  it('are made, listed without secrets, and revoked once', async () => {
    const made = await admin.ask('POST', '/api/tokens', { body: { user: 'state' } });
    expect([made.status, made.body.message]).toEqual([201, 'User Created']);
    expect((await admin.ask('POST', '/api/tokens', { body: {} })).body.user).toBe('emission');
    expect((await admin.ask('POST', '/api/tokens')).body.message).toBe('User already exists');
    const listed = await admin.ask('GET', '/api/tokens');
    expect(listed.body.tokens).toHaveLength(3);
    expect(listed.text).not.toContain(made.body.token);
    expect(listed.text).not.toMatch(/secret/i);
    expect((await admin.ask('DELETE', `/api/tokens/${made.body.key}`)).status).toBe(204);
    expect((await admin.ask('DELETE', `/api/tokens/${made.body.key}`)).status).toBe(404);
  });

  it.each([
    '[]',
    '{"user":1}',
    '{"user":""}',
    '{"user":" "}',
    '{"user":"a\\u0000"}',
    '{"usr":"a"}',
    '{',
    '"text"',
    'null',
  ])('need a user that is text: %s', async (body) => {
    expect((await admin.ask('POST', '/api/tokens', { body })).status).toBe(400);
  });
});

describe('tokens on a full disk', () => {
  it('are not told, and not in force', async () => {
    const full = await startAdmin({ onChange: () => Promise.reject(new Error('ENOSPC')) });
    const made = await full.ask('POST', '/api/tokens');
    expect([made.status, made.body.error]).toEqual([
      503,
      expect.stringContaining('look after the data folder'),
    ]);
    const [{ key, revokedAt }] = (await full.ask('GET', '/api/tokens')).body.tokens;
    expect(revokedAt).not.toBeNull();
    expect((await full.ask('DELETE', `/api/tokens/${key}`)).status).toBe(404);
    await full.close();
  });
});

describe('the journal', () => {
  it('is asked for exactly what the query says', async () => {
    const query =
      'side=s3&step=s3-post&status=2&key=a/*&tokenId=0123456789abcdef&urlId=0123456789abcdef&since=5&until=1970-01-01T00:00:01Z&text=x&after=1&before=9&newestFirst=true&limit=7';
    admin.journal.add(entryOf(1));
    expect((await admin.ask('GET', `/api/journal?${query}`)).status).toBe(200);
    expect(admin.journal.asked()).toEqual({
      side: 's3',
      step: 's3-post',
      status: 2,
      key: 'a/*',
      tokenId: '0123456789abcdef',
      urlId: '0123456789abcdef',
      since: 5,
      until: 1000,
      text: 'x',
      after: 1,
      before: 9,
      newestFirst: true,
      limit: 7,
    });
    const { body } = await admin.ask('GET', '/api/journal');
    expect(admin.journal.asked()).toEqual({});
    expect(body).toEqual({ entries: [entryOf(1)], more: false, kept: 1, evicted: 0 });
  });

  it.each([
    ['side=S3', 'side takes one of api, s3, not "S3"'],
    ['step=upload', 'step takes one of'],
    ['status=600', 'status takes a whole number from 0 to 599'],
    ['status=-1', 'status takes'],
    ['tokenId=ABC', 'tokenId takes 16 digits of lower-case hex'],
    ['since=yesterday', 'since takes milliseconds'],
    ['since=2026-02-31T00:00:00Z', 'since takes'],
    ['since=2026-01-31', 'since takes'],
    ['newestFirst=1', 'newestFirst takes true or false'],
    ['limit=1001', 'limit takes'],
    ['after=9007199254740993', 'after takes'],
    ['key=', 'key takes'],
    ['newest=true', 'there is no parameter "newest"'],
    ['befor=1', 'did you mean before?'],
  ])('objects to %s', async (query, error) => {
    const answer = await admin.ask('GET', `/api/journal?${query}`);
    expect(answer.status).toBe(400);
    expect(answer.body.error).toContain(error);
  });

  it('gives single exchanges and all of them', async () => {
    for (const seq of [1, 2]) admin.journal.add(entryOf(seq));
    expect((await admin.ask('GET', '/api/journal/2')).body).toEqual(entryOf(2));
    expect((await admin.ask('GET', '/api/journal/3')).status).toBe(404);
    const lines = await admin.ask('GET', '/api/journal.ndjson');
    expect(lines.headers['content-disposition']).toBe('attachment; filename="cqube-journal.ndjson"');
    expect(
      lines.text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([entryOf(1), entryOf(2)]);
    const har = await admin.ask('GET', '/api/journal.har');
    expect(har.headers['content-disposition']).toBe('attachment; filename="cqube-journal.har"');
    expect(har.body.log.entries).toHaveLength(2);
    expect((await admin.ask('DELETE', '/api/journal')).status).toBe(204);
    expect((await admin.ask('GET', '/api/journal')).body.kept).toBe(0);
    expect((await admin.ask('GET', '/api/journal.ndjson')).text).toBe('');
  });
});

const PLAN = {
  version: 1,
  faults: [{ step: 's3-post', action: { kind: 'status', status: 503 } }],
};

describe('faults', () => {
  it('are planned, shown and cleared', async () => {
    expect((await admin.ask('PUT', '/api/faults', { body: PLAN })).body.plan).toEqual(PLAN);
    expect((await admin.ask('GET', '/api/faults')).body.state).toEqual([
      { index: 0, fault: PLAN.faults[0], seen: 0, injected: 0 },
    ]);
    expect((await admin.ask('DELETE', '/api/faults')).status).toBe(204);
    expect((await admin.ask('GET', '/api/faults')).body.plan.faults).toEqual([]);
  });

  it('are told what is wrong with them, and then nothing changes', async () => {
    const answer = await admin.ask('PUT', '/api/faults', { body: {} });
    expect(answer.body.error).toBe('the plan cannot be used: faults is missing; version is missing');
    expect((await admin.ask('PUT', '/api/faults')).status).toBe(400);
    expect(admin.plans).toEqual([]);
  });
});

describe('the clock', () => {
  const put = (body: unknown) => admin.ask('PUT', '/api/clock', { body });

  it('is set, moved, stopped and let go', async () => {
    const real = Date.UTC(2026, 0, 31);
    expect((await put({ advanceMilliseconds: 3_600_000 })).body).toEqual({
      now: '2026-01-31T01:00:00.000Z',
      offsetMilliseconds: 3_600_000,
      frozen: false,
    });
    expect((await put({ now: '2030-05-01T05:30:00+05:30' })).body.now).toBe('2030-05-01T00:00:00.000Z');
    expect((await put({ frozen: true })).body.frozen).toBe(true);
    expect((await put({ frozen: false })).body.frozen).toBe(false);
    expect((await admin.ask('DELETE', '/api/clock')).status).toBe(204);
    expect((await admin.ask('GET', '/api/clock')).body.offsetMilliseconds).toBe(0);
    expect(admin.clock.now()).toBe(real);
  });

  it.each([
    {},
    { now: 1 },
    { now: '2026-02-30T00:00:00Z' },
    { now: '10000-01-01T00:00:00Z' },
    { now: '1969-12-31T23:59:59Z' },
    { advanceMilliseconds: 1.5 },
    { advanceMilliseconds: 9e15 },
    { advanceMilliseconds: -9e15 },
    { frozen: 'true' },
    { frozen: true, advanceMilliseconds: 1 },
    { frozn: true },
    [],
    null,
  ])('objects to %j', async (body) => {
    const before = admin.clock.now();
    const answer = await put(body);
    expect(answer.status).toBe(400);
    expect(answer.body.error).toContain('send one of');
    expect(admin.clock.now()).toBe(before);
    expect(admin.clock.frozen()).toBe(false);
  });
});

describe('a reset', () => {
  const reset = (body: unknown) => admin.ask('POST', '/api/reset', { body });

  async function fill(): Promise<void> {
    await admin.put('a', 'x');
    await admin.put('b', 'x');
    await admin.put('c', 'x', BUCKETS.input);
    admin.journal.add(entryOf(1));
    await admin.ask('PUT', '/api/faults', { body: PLAN });
    admin.clock.advance(1000);
  }

  it.each([
    [{ objects: true }, { objects: { buckets: Object.values(BUCKETS), deleted: 3 } }],
    [{ objects: [BUCKET] }, { objects: { buckets: [BUCKET], deleted: 2 } }],
    [{ journal: true }, { journal: true }],
    [{ faults: true }, { faults: true }],
    [{ clock: true }, { clock: true }],
    [{ forms: true }, { forms: true }],
  ])('does what is asked for and nothing else: %j', async (body, done) => {
    await fill();
    expect((await reset(body)).body).toEqual(done);
    expect({
      emission: Object.keys(admin.memory.contents(BUCKET)).length,
      input: Object.keys(admin.memory.contents(BUCKETS.input)).length,
      journal: (await admin.ask('GET', '/api/journal')).body.kept,
      faults: (await admin.ask('GET', '/api/faults')).body.plan.faults.length,
      clock: admin.clock.offset(),
      forms: admin.forgotten(),
    }).toEqual({
      emission: 'objects' in body ? 0 : 2,
      input: 'objects' in body && body.objects === true ? 0 : 1,
      journal: 'journal' in body ? 0 : 1,
      faults: 'faults' in body ? 0 : 1,
      clock: 'clock' in body ? 0 : 1000,
      forms: 'forms' in body ? 1 : 0,
    });
  });

  it('empties a bucket of more than a page', async () => {
    for (let at = 0; at < 1005; at += 1) await admin.put(`key-${at}`, '');
    expect((await reset({ objects: true })).body.objects.deleted).toBe(1005);
    expect(admin.memory.contents(BUCKET)).toEqual({});
  });

  it('of a bucket that there is not does nothing at all', async () => {
    await fill();
    const answer = await reset({ objects: [BUCKET, 'other'], journal: true, faults: true });
    expect(answer.status).toBe(404);
    expect((await admin.ask('GET', '/api/journal')).body.kept).toBe(1);
    expect(Object.keys(admin.memory.contents(BUCKET))).toHaveLength(2);
    expect((await admin.ask('GET', '/api/faults')).body.plan.faults).toHaveLength(1);
  });

  it.each([
    {},
    { objects: false },
    { objects: [] },
    { objects: [1] },
    { journal: false },
    { jornal: true },
    [],
    'all',
  ])('implies nothing: %j', async (body) => {
    const answer = await reset(JSON.stringify(body));
    expect(answer.status).toBe(400);
    expect(answer.body.error).toContain('send what to reset');
  });
});

describe('bodies', () => {
  const value = fc.constantFrom<unknown>(
    true,
    false,
    1,
    -1,
    1.5,
    'x',
    '',
    null,
    [],
    [BUCKET],
    ['x', 1],
    {},
    '2026-01-31T00:00:00Z',
  );
  const ajv = new Ajv2020({ strict: false, formats: { 'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/ } });

  it.each([
    ['POST', '/api/tokens', ['user', 'usr']],
    ['PUT', '/api/clock', ['now', 'advanceMilliseconds', 'frozen', 'x']],
    ['POST', '/api/reset', ['objects', 'forms', 'journal', 'faults', 'clock', 'x']],
  ])('are taken as the document says, and only so: %s %s', async (method, path, names) => {
    const route = adminRoutes.find((some) => some.method === method && some.path === path);
    const valid = ajv.compile(route?.body?.schema ?? false);
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.constantFrom(...names), value, { maxKeys: 3 }), async (body) => {
        const { status } = await admin.ask(method, path, { body });
        expect(status !== 400, JSON.stringify(body)).toBe(valid(body));
      }),
      { numRuns: 150 },
    );
  });
});
