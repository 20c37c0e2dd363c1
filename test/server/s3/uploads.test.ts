/** Many uploads at once, one-time forms, large files and failing stores. */
import { createHash } from 'node:crypto';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type ObjectStore, StoreError } from '../../../server/s3/object-store.js';
import { readText } from './store-contract.js';
import {
  codeOf,
  END,
  fieldPart,
  filePart,
  FORM_TYPE,
  formBody,
  messageOf,
  openPostServer,
  post,
  type PostServer,
  type SignedForm,
  signForm,
  upload,
} from './post-server.js';

let server: PostServer;
afterEach(() => server.close());

const signatureOf = ({ fields }: SignedForm): string => Object.fromEntries(fields)['X-Amz-Signature'] ?? '';
const soon = (): number => Date.now() + 3_600_000;

it('keeps 50 uploads to one key apart', async () => {
  server = await openPostServer();
  const form = await signForm(server, 'k');
  const contents = Array.from({ length: 50 }, (_, n) => `${n};`.repeat(5_000));
  const answers = await Promise.all(contents.map((content) => upload(server, form, content)));
  expect(answers.map(({ status }) => status)).toEqual(contents.map(() => 204));
  expect(answers.map(({ headers }) => headers.etag)).toEqual(
    contents.map((content) => `"${createHash('md5').update(content).digest('hex')}"`),
  );
  expect(contents).toContain(await readText(server.store, 'one', 'k'));
});

it('takes 200 uploads of a megabyte at once, each byte for byte', async () => {
  server = await openPostServer();
  const forms = await Promise.all(Array.from({ length: 200 }, (_, n) => signForm(server, `many/${n}`)));
  const contents = forms.map((_, n) => Buffer.alloc(1_000_000, `${n}|`));
  const answers = await Promise.all(forms.map((form, n) => upload(server, form, contents[n] ?? '')));
  expect(answers.map(({ status }) => status)).toEqual(forms.map(() => 204));
  for (const [n, content] of contents.entries()) {
    const sha256 = createHash('sha256').update(content).digest('hex');
    expect(await server.store.head('one', `many/${n}`)).toMatchObject({ bytes: 1_000_000, sha256 });
  }
  // Read back as well: the digest above was taken on the way in.
  for (const n of [0, 99, 199])
    expect(await readText(server.store, 'one', `many/${n}`)).toBe(contents[n]?.toString());
}, 30_000);

describe('a one-time form', () => {
  it('is spent by its upload, and says so', async () => {
    server = await openPostServer({ use: 'one-time' });
    const form = await signForm(server, 'k');
    server.forms.issued(signatureOf(form), soon());
    expect((await upload(server, form, 'first')).status).toBe(204);
    const again = await upload(server, form, 'second');
    expect([again.status, codeOf(again), messageOf(again)]).toEqual([
      403,
      'AccessDenied',
      'Invalid according to Policy: Policy expired.',
    ]);
    expect(again.headers['x-cqube-conform-reason']).toBe('this upload URL was already used');
    expect(await readText(server.store, 'one', 'k')).toBe('first');
  });

  it('issued three times allows three uploads', async () => {
    server = await openPostServer({ use: 'one-time' });
    const form = await signForm(server, 'k');
    for (let time = 0; time < 3; time++) server.forms.issued(signatureOf(form), soon());
    const statuses = [];
    for (let time = 0; time < 4; time++) statuses.push((await upload(server, form, `${time}`)).status);
    expect(statuses).toEqual([204, 204, 204, 403]);
  });

  it('is won by exactly one of two uploads that overlap', async () => {
    server = await openPostServer({ use: 'one-time' });
    const form = await signForm(server, 'k');
    server.forms.issued(signatureOf(form), soon());
    const answers = await Promise.all(
      ['a', 'b'].map((letter) => upload(server, form, letter.repeat(300_000))),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([204, 403]));
    const winner = answers.findIndex(({ status }) => status === 204) === 0 ? 'a' : 'b';
    expect(await readText(server.store, 'one', 'k')).toBe(winner.repeat(300_000));
  });

  it('is not spent by what is refused, cut or aborted', async () => {
    server = await openPostServer({ use: 'one-time' });
    const form = await signForm(server, 'k', { Conditions: [['content-length-range', 1, 400_000]] });
    server.forms.issued(signatureOf(form), soon());
    const refusals = [
      await post(server, formBody([...form.fields, ['extra', '1']], filePart('x'))),
      await post(server, formBody(form.fields, filePart('x')).subarray(0, -10)),
      await post(server, formBody(form.fields, filePart('x'), filePart('y'))),
      await post(server, formBody(form.fields)),
      await upload(server, form, ''),
      await upload(server, form, 'x'.repeat(400_001)),
    ];
    expect(refusals.map(({ status }) => status)).toEqual([403, 400, 400, 400, 400, 400]);
    const fields = form.fields.map(([name, value]) => fieldPart(name, value));
    const socket = connect(server.port, '127.0.0.1');
    socket.write(
      `POST /one/ HTTP/1.1\r\nHost: x\r\nContent-Type: ${FORM_TYPE}\r\nContent-Length: 900000\r\n\r\n`,
    );
    socket.write(Buffer.concat([...fields, filePart('y'.repeat(300_000)).subarray(0, -2)]), () =>
      socket.destroy(),
    );
    await server.handled(refusals.length + 1);
    expect((await upload(server, form, 'at last')).status).toBe(204);
  });

  it('can be used again and again until it expires, if that is asked for', async () => {
    server = await openPostServer({ use: 'until-expiry' });
    const form = await signForm(server, 'k');
    server.forms.issued(signatureOf(form), soon());
    expect((await upload(server, form, '1')).status).toBe(204);
    expect((await upload(server, form, '2')).status).toBe(204);
    server.passTime(3_602_000);
    expect((await upload(server, form, '3')).status).toBe(403);
  });
});

describe('a store that fails', () => {
  /** A store whose `put` reads everything, lets the form be spent, and fails. */
  const failing = (error: Error): ObjectStore => ({
    buckets: ['one'],
    put: async (bucket, key, content, { admit, ...attributes }) => {
      let bytes = 0;
      for await (const chunk of content) bytes += chunk.length;
      admit?.({ bucket, key, bytes, md5: '', sha256: '', etag: '', lastModified: 0, ...attributes }, null);
      throw error;
    },
    head: async () => null,
    get: async () => null,
    list: async () => ({ objects: [], truncated: false }),
    delete: async () => false,
    close: async () => {},
  });

  it.each([
    [new StoreError('DISK_FULL', 'secret path /data'), 500, 'InternalError', 'the disk is full'],
    [new StoreError('STORE_FAILED', 'secret path /data'), 500, 'InternalError', undefined],
    [new StoreError('CLOSED', 'closed'), 503, 'ServiceUnavailable', undefined],
    [new TypeError('a fault of ours at secret path'), 500, 'InternalError', undefined],
  ])(
    '%s: answers %i, shows nothing of itself and gives the use back',
    async (error, status, code, reason) => {
      server = await openPostServer({ use: 'one-time', store: failing(error) });
      const form = await signForm(server, 'k');
      server.forms.issued(signatureOf(form), soon());
      for (let time = 0; time < 2; time++) {
        const answer = await upload(server, form, 'x');
        expect([answer.status, codeOf(answer), answer.headers['x-cqube-conform-reason']]).toEqual([
          status,
          code,
          reason,
        ]);
        expect(answer.body).not.toMatch(/secret|at |\.ts/);
      }
    },
  );

  it('before it has read the file does not hold the client up', async () => {
    const store = failing(new Error('unused'));
    const put = async (): Promise<never> => {
      throw new StoreError('DISK_FULL', 'no room');
    };
    server = await openPostServer({ store: { ...store, put } });
    const form = await signForm(server, 'k');
    expect((await upload(server, form, 'x'.repeat(5_000_000))).status).toBe(500);
  });
});

/** Pieces of 1 MiB; what is held of them at a time depends on the collector, but is no multiple of a few. */
const PIECES = 192;

it('stores 192 MB byte for byte, without holding it', async () => {
  server = await openPostServer();
  const form = await signForm(server, 'large');
  const sent = createHash('sha256');
  let peak = 0;
  const begun = process.memoryUsage();
  async function* body(): AsyncGenerator<Buffer> {
    for (const [name, value] of form.fields) yield fieldPart(name, value);
    yield filePart('').subarray(0, -2);
    for (let at = 0; at < PIECES; at++) {
      const chunk = Buffer.alloc(1024 * 1024, `${at}\r\n--x-form-boundary-`);
      sent.update(chunk);
      yield chunk;
      const { heapUsed, arrayBuffers } = process.memoryUsage();
      peak = Math.max(peak, heapUsed + arrayBuffers - begun.heapUsed - begun.arrayBuffers);
    }
    yield Buffer.concat([Buffer.from('\r\n'), END]);
  }
  expect((await post(server, body())).status).toBe(204);
  const sha256 = sent.digest('hex');
  expect(await server.store.head('one', 'large')).toMatchObject({ bytes: PIECES * 1024 * 1024, sha256 });
  const read = createHash('sha256');
  const found = await server.store.get('one', 'large');
  for await (const chunk of found?.content ?? []) read.update(chunk as Uint8Array);
  expect(read.digest('hex')).toBe(sha256);
  expect(peak).toBeLessThan((PIECES / 2) * 1024 * 1024);
});
