/** Recordings from elsewhere: a HAR of any proxy, the client's own log, and files that are torn or something else. */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkEmission } from '../../../conformance/check-emission.js';
import { exampleJournal } from '../../../conformance/engine/example-journal.js';
import { readEmissionLog, readJournal } from '../../../conformance/inputs/recording/read-recording.js';
import type { Report } from '../../../specs/report.js';

let folder = '';
let path = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cqube-conform-recording-'));
  path = join(folder, 'recording');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const rulesFound = ({ findings }: Report): readonly string[] => [
  ...new Set(findings.map(({ rule }) => rule)),
];

const judge = (text: string, kind: 'journal' | 'emission-log' = 'journal'): Promise<Report> => {
  writeFileSync(path, text);
  return checkEmission([], { now: () => 0, recording: { kind, path } });
};

const id = (secret: string): string => createHash('sha256').update(secret).digest('hex').slice(0, 16);

const NAME = 'school_master/school_mst.zip';
const KEY = 'school_master/school_mst_20260105100000.zip';

interface Call {
  readonly url?: string;
  readonly headers?: readonly { readonly name: string; readonly value: string }[];
  readonly postData?: unknown;
  readonly status?: number;
  readonly content?: unknown;
  readonly at?: number;
}

const entry = ({ url, headers = [], postData, status = 200, content = {}, at = 0 }: Call) => ({
  startedDateTime: new Date(Date.UTC(2026, 0, 5, 10, 0, at)).toISOString(),
  time: 500,
  request: { method: 'POST', url, headers, queryString: [], bodySize: 10, postData },
  response: { status, headers: [], content },
});

const BEARER = [{ name: 'authorization', value: 'Bearer TOKEN-OF-SOMEBODY' }];

const ask = (call: Call = {}) =>
  entry({
    url: 'https://cqube.example.org/data/upload-url',
    headers: BEARER,
    postData: { mimeType: 'application/json', text: JSON.stringify({ filename: NAME }) },
    content: {
      mimeType: 'application/json',
      text: JSON.stringify({ url: 'x', fields: { key: KEY, 'x-amz-signature': 'SIGNATURE' } }),
    },
    ...call,
  });

const formText = `--b\r\nContent-Disposition: form-data; name="key"\r\n\r\n${KEY}\r\n--b\r\nContent-Disposition: form-data; name="x-amz-signature"\r\n\r\nSIGNATURE\r\n--b\r\nContent-Disposition: form-data; name="file"; filename="a.zip"\r\n\r\nPK`;

const send = (call: Call = {}) =>
  entry({
    url: 'https://bucket.s3.amazonaws.com/',
    postData: { mimeType: 'multipart/form-data; boundary=b', text: formText },
    status: 204,
    at: 1,
    ...call,
  });

const har = (...entries: readonly unknown[]): string => JSON.stringify({ log: { version: '1.2', entries } });

describe('a HAR of any proxy', () => {
  it('is told apart by addresses and bodies; what is no traffic with cQube is passed over', async () => {
    const report = await judge(har(entry({ url: 'https://example.org/favicon.ico' }), ask(), send()));
    expect(rulesFound(report)).toEqual([]);
    expect(report.recording).toEqual({ kind: 'har', exchanges: 2, uploads: 1, acknowledged: 1, files: 1 });
  });

  it('shows identities, not secrets', async () => {
    writeFileSync(path, har(ask(), send()));
    const { exchanges } = await readJournal(path);
    expect(exchanges.map(({ tokenId, urlId }) => [tokenId, urlId])).toEqual([
      [id('TOKEN-OF-SOMEBODY'), id('SIGNATURE')],
      [null, id('SIGNATURE')],
    ]);
    expect(JSON.stringify(exchanges)).not.toMatch(/TOKEN-OF|SIGNATURE/);
  });

  it.each([
    [
      'a form',
      { mimeType: 'application/x-www-form-urlencoded', text: `filename=${encodeURIComponent(NAME)}` },
    ],
    [
      'parameters',
      { mimeType: 'application/x-www-form-urlencoded', params: [{ name: 'filename', value: NAME }] },
    ],
  ])('may ask by %s', async (_, postData) => {
    writeFileSync(path, har(ask({ postData })));
    expect((await readJournal(path)).exchanges[0]?.sentName).toBe(NAME);
  });

  it('may have its bodies in base64', async () => {
    const text = JSON.stringify({ fields: { key: KEY, 'x-amz-signature': 'SIGNATURE' } });
    writeFileSync(
      path,
      har(ask({ content: { encoding: 'base64', text: Buffer.from(text).toString('base64') } })),
    );
    expect((await readJournal(path)).exchanges[0]).toMatchObject({ key: KEY, urlId: id('SIGNATURE') });
  });

  it.each<[string, readonly Call[], string]>([
    ['no token', [{ headers: [], status: 401, content: {} }, {}], 'journal/missing-token'],
    [
      'a token in the address',
      [{ headers: [], url: 'https://c.example/data/upload-url?jwt=a.b.c' }],
      'journal/token-in-url',
    ],
    ['no encryption', [{ url: 'http://cqube.example.org/data/upload-url' }], 'journal/plain-http'],
  ])('with %s', async (_, calls, rule) => {
    const report = await judge(har(...calls.map((call) => ask(call)), send({ at: 2 })));
    expect(rulesFound(report)).toEqual([rule]);
  });

  it('with an expired form, and a form from elsewhere', async () => {
    const content = {
      text: '<Error><Message>Invalid according to Policy: Policy expired.</Message></Error>',
    };
    const expired = await judge(har(ask(), send({ status: 403, content }), ask({ at: 2 }), send({ at: 3 })));
    expect(rulesFound(expired)).toContain('journal/upload-url-expired');
    const other = send({
      postData: {
        params: [
          { name: 'key', value: KEY },
          { name: 'x-amz-signature', value: 'OTHER' },
        ],
      },
    });
    expect(rulesFound(await judge(har(ask(), other)))).toContain('journal/upload-without-url');
  });

  it('without secrets is not judged by them', async () => {
    const report = await judge(
      har(
        ask({ headers: [] }),
        send({
          postData: {
            mimeType: 'multipart/form-data',
            params: [
              { name: 'x-amz-signature', value: '[redacted]' },
              { name: 'key', value: KEY },
            ],
          },
        }),
      ),
    );
    expect(report.findings).toEqual([]);
    const skipped = report.rules.filter(({ state }) => state === 'skipped').map(({ id: rule }) => rule);
    expect(skipped).toEqual(
      expect.arrayContaining([
        'journal/missing-token',
        'journal/upload-url-reused',
        'journal/content-differs',
      ]),
    );
  });

  it('of any shape is read without a crash', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.oneof(fc.json(), fc.constant(JSON.stringify(ask())), fc.constant(JSON.stringify(send()))),
        ),
        async (entries) => {
          writeFileSync(path, `{"log":{"entries":[${entries.join(',')}]}}`);
          const { exchanges } = await readJournal(path);
          expect(exchanges.length).toBeLessThanOrEqual(entries.length);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('may begin with a byte order mark', async () => {
    expect((await judge(`\ufeff${har(ask(), send())}`)).recording?.exchanges).toBe(2);
  });
});

describe('a journal of the mock', () => {
  const lines = (...steps: Parameters<typeof exampleJournal>[0]): string =>
    exampleJournal(steps, () => 'ab')
      .map((one) => `${JSON.stringify(one)}\n`)
      .join('');

  it('that lost its beginning is not judged by order', async () => {
    const text = lines(
      { ask: 'student_attendance/student_attendance.zip' },
      { send: 'student_attendance/student_attendance.zip' },
      { ask: NAME },
      { send: NAME },
    );
    expect(rulesFound(await judge(text))).toEqual(['journal/static-after-transaction']);
    const cut = text.split('\n').slice(1).join('\n');
    const report = await judge(cut);
    expect(rulesFound(report)).not.toContain('journal/static-after-transaction');
    expect(report.rules.find(({ id: rule }) => rule === 'journal/static-after-transaction')).toMatchObject({
      state: 'skipped',
      skippedBecause: expect.stringContaining('earlier exchanges were dropped') as string,
    });
    const header = '{"log":{"version":"1.2","entries":[],"_cqube":{"version":1,"evicted":0}}}\n';
    expect(rulesFound(await judge(header + cut))).toContain('journal/static-after-transaction');
  });

  it('may be torn at its end', async () => {
    const text = lines({ ask: NAME }, { send: NAME });
    const report = await judge(`${text}{"startedDateTime":"2026-01-0`);
    expect(report).toMatchObject({ exitCode: 0, recording: { exchanges: 2 } });
  });

  it('with nothing in it says nothing', async () => {
    const report = await judge('{"log":{"version":"1.2","entries":[],"_cqube":{"version":1,"evicted":0}}}\n');
    expect(report).toMatchObject({ exitCode: 4, recording: { exchanges: 0 } });
  });
});

describe("the client's own log", () => {
  const log = (
    ...files: readonly (readonly [path: string, minute: number, status: string | null])[]
  ): string =>
    files
      .flatMap(([file, minute, status]) => [
        `INFO:root:Emission start time 05-01-2026 10:0${minute}:00 for file ${file}`,
        '',
        ...(status === null
          ? []
          : [`INFO:root:Emission end time 05-01-2026 10:0${minute}:30 for file ${file} with ${status}`]),
      ])
      .join('\r\n');

  it('tells what was sent when, and what came of it', async () => {
    const report = await judge(
      log(
        ['/data/cqube_emission/inspection_master/inspection_master.zip', 1, 'status code204'],
        ['C:\\export\\cqube_emission\\user_location_master\\user_location_master.zip', 2, 'status code403'],
        ['/data/cqube_emission/school_master/school_mst.zip', 3, null],
      ),
      'emission-log',
    );
    expect(report.recording).toMatchObject({ kind: 'emission-log', uploads: 3, acknowledged: 1 });
    expect(report.findings.map(({ rule, where }) => [rule, where.path])).toEqual([
      ['journal/static-after-transaction', 'school_master/school_mst.zip'],
      ['journal/not-acknowledged', 'school_master/school_mst.zip'],
      ['journal/failure-ignored', 'user_location_master/user_location_master.zip'],
    ]);
  });

  it('of a single file has the form in it, which is not taken for anything', async () => {
    writeFileSync(
      path,
      `INFO:root:Emission start time 05-01-2026 10:00:00 for file a/b.zip\nINFO:root:Emission end time 05-01-2026 10:00:01 for file a/b.zip with url {'url': 'https://x/', 'fields': {'policy': 'SECRET'}} and status code204\n`,
    );
    const { exchanges } = await readEmissionLog(path);
    expect(exchanges).toMatchObject([{ path: 'a/b.zip', status: 204 }]);
    expect(JSON.stringify(exchanges)).not.toContain('SECRET');
  });
});

it.each([
  ['nothing', ''],
  ['text', 'hello'],
  ['JSON of something else', '{"a":1}'],
  ['a list', '[1,2]'],
  ['a HAR without entries', '{"log":{}}'],
  ['bytes', 'PK\u0003\u0004\0\0'],
])('a file with %s is no recording', async (_, text) => {
  writeFileSync(path, text);
  await expect(readJournal(path)).rejects.toMatchObject({ code: 'NOT_A_RECORDING' });
  await expect(readEmissionLog(path)).rejects.toMatchObject({ code: 'NOT_A_RECORDING' });
});

it('a file that is not there, or is a folder, is told', async () => {
  await expect(readJournal(join(folder, 'none'))).rejects.toMatchObject({ code: 'NO_SUCH_PATH' });
  await expect(readJournal(folder)).rejects.toMatchObject({ code: 'NOT_A_RECORDING' });
});
