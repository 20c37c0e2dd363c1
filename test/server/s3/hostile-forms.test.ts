/** Forms that are broken, endless or half there: an answer of S3's, nothing stored, and the server goes on. */
import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { filesBelow } from './embedded/temporary-store.js';
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
  rawExchange,
  type SignedForm,
  signForm,
} from './post-server.js';

let server: PostServer;
let form: SignedForm;
let taken = 0;
beforeAll(async () => {
  server = await openPostServer({ idleMilliseconds: 60, totalMilliseconds: 5_000 });
  form = await signForm(server, 'hostile');
});
afterAll(() => server.close());

/** Whatever it was: nothing of it is there, and the next form is taken. */
afterEach(async () => {
  await server.handled(server.outcomes.length);
  const left = filesBelow(server.folder).filter((name) => name.endsWith('_object')).length;
  if (left !== taken) throw new Error(`${left} files of bytes for ${taken} objects`);
  if ((await server.store.head('one', 'hostile')) !== null) throw new Error('the form was stored');
  const next = await signForm(server, `next/${++taken}`);
  const { status } = await post(server, formBody(next.fields, filePart('fine')));
  if (status !== 204) throw new Error(`the next form is answered ${status}`);
});

const signed = (): readonly Buffer[] => form.fields.map(([name, value]) => fieldPart(name, value));
const part = (head: string, content = ''): Buffer =>
  Buffer.from(`--x-form-boundary-x\r\n${head}\r\n\r\n${content}\r\n`);

describe('a form', () => {
  it.each([
    ['without a last boundary', () => Buffer.concat([...signed(), filePart('x')])],
    ['cut in the file', () => formBody(form.fields, filePart('x'.repeat(10_000))).subarray(0, 4_000)],
    ['cut in a field', () => formBody(form.fields).subarray(0, 300)],
    ['cut in the head of its file', () => Buffer.concat([...signed(), filePart('x').subarray(0, 50)])],
    ['of nothing', () => Buffer.alloc(0)],
    ['of noise', () => Buffer.from('\0\r\n--\r\n'.repeat(1000))],
    [
      'with a malformed part head',
      () => Buffer.concat([...signed(), part('Content-Disposition'), filePart('x'), END]),
    ],
    [
      'with a control character in a part head',
      () => Buffer.concat([part('Content-\x01: a'), filePart('x'), END]),
    ],
    ['with a part head of 100,000 bytes', () => Buffer.concat([part(`X: ${'y'.repeat(100_000)}`), END])],
    [
      'with a field without a name',
      () => Buffer.concat([...signed(), part('Content-Disposition: form-data'), filePart('x'), END]),
    ],
  ])('%s is malformed', async (_, body) => {
    const answer = await post(server, body());
    expect([answer.status, codeOf(answer), messageOf(answer)]).toEqual([
      400,
      'MalformedPOSTRequest',
      'The body of your POST request is not well-formed multipart/form-data.',
    ]);
  });

  it.each(['multipart/form-data', 'multipart/form-data; boundary=', 'multipart/form-data; charset=utf-8'])(
    'of type "%s", which has no boundary, is malformed',
    async (type) => {
      const answer = await post(server, formBody(form.fields, filePart('x')), {
        headers: { 'Content-Type': type },
      });
      expect([answer.status, codeOf(answer)]).toEqual([400, 'MalformedPOSTRequest']);
    },
  );

  it.each(['multipart/mixed; boundary=x', 'multipart/form-database', ''])(
    'of type "%s" is none',
    async (type) => {
      const answer = await post(server, formBody(form.fields, filePart('x')), {
        headers: { 'Content-Type': type },
      });
      expect([answer.status, codeOf(answer)]).toEqual([412, 'PreconditionFailed']);
    },
  );

  it.each([
    ['10,000 fields', () => Array.from({ length: 10_000 }, (_, n) => fieldPart(`f${n}`, 'v'))],
    ['100,000 empty fields', () => Array.from({ length: 100_000 }, () => fieldPart('f', ''))],
    ['a field of 20 kB', () => [fieldPart('x-ignore-big', 'v'.repeat(20_480))]],
    ['a field of 8 MB', () => [fieldPart('x-ignore-big', 'v'.repeat(8_000_000))]],
    ['a field name of 2 MB', () => [fieldPart('n'.repeat(30_000), 'v')]],
    ['its file under another name', () => [filePart('x'.repeat(30_000), 'a.zip', 'upload')]],
  ])('with %s is too much', async (what, parts) => {
    const answer = await post(server, formBody(form.fields, ...parts(), filePart('x')));
    // A name that does not fit into the head of a part is no head to the parser.
    const expected = what.startsWith('a field name')
      ? 'MalformedPOSTRequest'
      : 'MaxPostPreDataLengthExceeded';
    expect([answer.status, codeOf(answer)]).toEqual([400, expected]);
  });

  it('with two files stores none', async () => {
    const answer = await post(server, formBody(form.fields, filePart('first'), filePart('second')));
    expect([answer.status, messageOf(answer)]).toEqual([
      400,
      'POST requires exactly one file upload per request.',
    ]);
    expect(answer.body).toContain('<ArgumentValue>2</ArgumentValue>');
  });

  it('with two files, the second a megabyte behind the first, stores none', async () => {
    const answer = await post(
      server,
      formBody(form.fields, filePart('x'.repeat(1_000_000)), filePart('second')),
    );
    expect(codeOf(answer)).toBe('InvalidArgument');
  });

  it('with names out of an object prototype is but a form', async () => {
    const answer = await post(
      server,
      formBody([...form.fields, ['__proto__', '1'], ['constructor[prototype][x]', '1']], filePart('x')),
    );
    expect(messageOf(answer)).toBe('Invalid according to Policy: Extra input fields: __proto__');
  });

  it('with markup in a refused value gets it back as text', async () => {
    const answer = await post(server, formBody([...form.fields, ['<b>&\ufffe', '1']], filePart('x')));
    expect(messageOf(answer)).toBe('Invalid according to Policy: Extra input fields: &lt;b&gt;&amp;\ufffd');
  });

  it('that is refused is read to its end, so that the client hears of it', async () => {
    async function* large(): AsyncGenerator<Buffer> {
      yield Buffer.concat([...signed(), fieldPart('extra', '1'), filePart('x').subarray(0, -3)]);
      for (let at = 0; at < 200; at++) yield Buffer.alloc(100_000, 'x');
      yield Buffer.concat([Buffer.from('\r\n'), END]);
    }
    expect(messageOf(await post(server, large()))).toBe(
      'Invalid according to Policy: Extra input fields: extra',
    );
  });
});

describe('a client that', () => {
  const head = (length: number): string =>
    `POST /one/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: ${FORM_TYPE}\r\nContent-Length: ${length}\r\n\r\n`;

  it.each([
    ['in the fields', () => formBody(form.fields).subarray(0, 200)],
    ['in the file', () => Buffer.concat([...signed(), filePart('begun').subarray(0, -2)])],
    ['before the last boundary', () => Buffer.concat([...signed(), filePart('all there')])],
    ['at once', () => Buffer.alloc(0)],
  ])('falls silent %s is told so and let go', async (_, begun) => {
    const answer = await rawExchange(server, head(1_000_000), begun());
    expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(answer).toContain('<Code>RequestTimeout</Code>');
  });

  it('drips for ever is let go', async () => {
    const patient = await openPostServer({ idleMilliseconds: 60_000, totalMilliseconds: 150 });
    const socket = connect(patient.port, '127.0.0.1');
    socket.write(head(1_000_000));
    const drip = setInterval(() => socket.write('-'), 5);
    let answer = '';
    for await (const chunk of socket) answer += String(chunk);
    clearInterval(drip);
    expect(answer).toContain('<Code>RequestTimeout</Code>');
    await patient.close();
  });

  it('hangs up in the file leaves nothing', async () => {
    const before = server.outcomes.length;
    const socket = connect(server.port, '127.0.0.1');
    socket.write(head(1_000_000));
    socket.write(Buffer.concat([...signed(), filePart('y'.repeat(300_000)).subarray(0, -2)]), () =>
      socket.destroy(),
    );
    await server.handled(before + 1);
    expect(server.outcomes[before]).toMatchObject({ stored: null });
  });
});
