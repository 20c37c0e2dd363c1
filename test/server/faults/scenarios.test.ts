/** What an emitter may meet, each written as a plan, and what an emitter without any care makes of it. */
import { afterEach, describe, expect, it } from 'vitest';
import type { Fault } from '../../../specs/fault-plan.js';
import { askForm, endOfTest, faultyServer, planOf, send, stored, until, uploadOf } from './faulty-server.js';
import type { FaultyServer } from './faulty-server.js';

let server: FaultyServer | null = null;

afterEach(async () => {
  endOfTest();
  await server?.close();
  server = null;
});

/** Two files one behind the other, no second try: for each what was seen of both steps. */
async function emitTwo(to: FaultyServer): Promise<readonly string[]> {
  const seen: string[] = [];
  for (const name of ['a', 'b']) {
    const form = await askForm(to, `pat/${name}.zip`);
    const asked = form.error ?? String(form.status);
    if (form.status !== 200 || !form.body.startsWith('{')) {
      seen.push(`${asked} ${form.body.slice(0, 6)}`.trim());
      continue;
    }
    const upload = await send(uploadOf(to, form, name));
    const code = /<Code>(\w+)<\/Code>/.exec(upload.body)?.[1] ?? '';
    seen.push(`${asked} ${upload.error ?? upload.status} ${code}`.trim());
  }
  return seen;
}

interface Scenario {
  readonly name: string;
  readonly faults: readonly Fault[];
  readonly seen: readonly string[];
  readonly stored: readonly string[];
}

const SCENARIOS: readonly Scenario[] = [
  { name: 'all is well', faults: [], seen: ['200 204', '200 204'], stored: ['a', 'b'] },
  {
    name: 'a slow API',
    faults: [{ step: 'route', occurrences: 'all', action: { kind: 'delay', milliseconds: 3 } }],
    seen: ['200 204', '200 204'],
    stored: ['a', 'b'],
  },
  {
    name: 'slow uploads',
    faults: [{ step: 'acknowledgement', occurrences: 'all', action: { kind: 'delay', milliseconds: 3 } }],
    seen: ['200 204', '200 204'],
    stored: ['a', 'b'],
  },
  {
    name: '401 from the start',
    faults: [{ step: 'route', action: { kind: 'revoke-token' } }],
    seen: ['401 {"mess', '401 {"mess'],
    stored: [],
  },
  {
    name: 'token revoked midway',
    faults: [{ step: 'upload-url', occurrences: [2], action: { kind: 'revoke-token' } }],
    seen: ['200 204', '401 {"mess'],
    stored: ['a'],
  },
  {
    name: 'no upload URL once, then well',
    faults: [{ step: 'upload-url', action: { kind: 'status', status: 500 } }],
    seen: ['500 {"mess', '200 204'],
    stored: ['b'],
  },
  {
    name: 'no upload URL, ever',
    faults: [{ step: 'upload-url', occurrences: 'all', action: { kind: 'status', status: 503 } }],
    seen: ['503 {"mess', '503 {"mess'],
    stored: [],
  },
  {
    name: 'HTML where JSON is expected',
    faults: [
      {
        step: 'upload-url',
        action: {
          kind: 'status',
          status: 200,
          body: '<html><title>Sign in</title></html>',
          headers: { 'Content-Type': 'text/html' },
        },
      },
    ],
    seen: ['200 <html>', '200 204'],
    stored: ['b'],
  },
  {
    name: 'an upload URL that has run out, by itself',
    faults: [{ step: 's3-post', action: { kind: 'expired-url' } }],
    seen: ['200 403 AccessDenied', '200 204'],
    stored: ['b'],
  },
  {
    name: 'an upload URL that has run out, since an hour went by',
    faults: [{ step: 's3-post', action: { kind: 'clock-jump', milliseconds: 3_601_000 } }],
    seen: ['200 403 AccessDenied', '200 204'],
    stored: ['b'],
  },
  {
    name: 'S3 asks to slow down, once',
    faults: [{ step: 's3-post', action: { kind: 's3-error', status: 503, code: 'SlowDown' } }],
    seen: ['200 503 SlowDown', '200 204'],
    stored: ['b'],
  },
  {
    name: 'the connection is reset in the middle of the upload',
    faults: [{ step: 's3-post', action: { kind: 'reset', afterBytes: 200 } }],
    seen: ['200 ECONNRESET', '200 204'],
    stored: ['b'],
  },
  {
    name: 'the acknowledgement is lost',
    faults: [{ step: 'acknowledgement', action: { kind: 'lost-answer' } }],
    seen: ['200 ECONNRESET', '200 204'],
    stored: ['a', 'b'],
  },
  {
    name: '200 instead of 204',
    faults: [{ step: 'acknowledgement', occurrences: 'all', action: { kind: 'answer-status', status: 200 } }],
    seen: ['200 200', '200 200'],
    stored: ['a', 'b'],
  },
  {
    name: 'the server goes away midway',
    faults: [{ step: 'upload-url', occurrences: [2], action: { kind: 'server-gone' } }],
    seen: ['200 204', 'ECONNRESET'],
    stored: ['a'],
  },
];

describe('an emitter meets', () => {
  it.each(SCENARIOS)('$name', async ({ faults, seen, stored: kept }) => {
    server = await faultyServer(planOf(...faults));
    expect(await emitTwo(server)).toEqual(seen);
    expect(stored(server)).toEqual(kept);
  });

  it('a server that never answers', async () => {
    server = await faultyServer(
      planOf({ step: 'upload-url', occurrences: 'all', action: { kind: 'delay', milliseconds: null } }),
    );
    const { faults } = server;
    const patience = new AbortController();
    const asked = askForm(server, 'a.zip', patience.signal);
    await until(() => faults.underWay().held === 1);
    patience.abort();
    expect((await asked).error).toBe('ABORT_ERR');
  });
});
