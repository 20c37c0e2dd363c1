/** What AWS was seen to answer, replayed against our front door. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  type Answer,
  ACCESS_KEY,
  filePart,
  formBody,
  md5,
  openPostServer,
  post,
  type PostServer,
  REGION,
  signForm,
  upload,
} from './post-server.js';

interface Exchange {
  readonly name: string;
  readonly answer: {
    readonly status: number;
    readonly headers: readonly string[];
    readonly without?: readonly string[];
    readonly body: string;
  };
}

const { exchanges } = JSON.parse(
  readFileSync(new URL('../../../fixtures/wire/s3.json', import.meta.url), 'utf8'),
) as { readonly exchanges: readonly Exchange[] };

let server: PostServer;
beforeAll(async () => {
  server = await openPostServer();
});
afterAll(() => server.close());

interface Played {
  readonly answer: Answer;
  /** What the braces of the recording stand for. */
  readonly words: Readonly<Record<string, string>>;
}

const KEY = 'district_master/दि\u{10348} (1)/district_mst_20260101.zip';
const CONTENT = 'district_id|name\n';

const stored = (key: string): Readonly<Record<string, string>> => ({
  bucket: 'one',
  key,
  md5: md5(CONTENT),
  location: `${server.url}${encodeURIComponent(key).replaceAll('(', '%28').replaceAll(')', '%29')}`,
});

const PLAYS: Readonly<Record<string, () => Promise<Played>>> = {
  stored: async () => ({
    answer: await upload(server, await signForm(server, KEY), CONTENT),
    words: stored(KEY),
  }),
  'stored-201': async () => {
    const form = await signForm(server, 'a/b', { Fields: { success_action_status: '201' } });
    return { answer: await upload(server, form, CONTENT), words: stored('a/b') };
  },
  expired: async () => {
    const form = await signForm(server, 'k', { Expires: 3600 });
    server.passTime(3_602_000);
    const answer = await upload(server, form, CONTENT);
    server.passTime(-3_602_000);
    return { answer, words: {} };
  },
  'key-changed': async () => {
    const { fields } = await signForm(server, KEY);
    const changed = fields.map(([name, value]) => [name, name === 'key' ? 'other' : value] as const);
    return { answer: await post(server, formBody(changed, filePart(CONTENT))), words: { key: KEY } };
  },
  'extra-field': async () => {
    const { fields } = await signForm(server, 'k');
    const answer = await post(server, formBody([...fields, ['submit', 'Go']], filePart(CONTENT)));
    return { answer, words: { field: 'submit' } };
  },
  'policy-cut': async () => {
    const { fields } = await signForm(server, 'k');
    const cut = fields.map(
      ([name, value]) => [name, name === 'Policy' ? value.slice(0, -2) : value] as const,
    );
    const sent = Object.fromEntries(cut);
    const policy = sent['Policy'] ?? '';
    return {
      answer: await post(server, formBody(cut, filePart(CONTENT))),
      words: {
        accessKeyId: ACCESS_KEY,
        policy,
        signature: sent['X-Amz-Signature'] ?? '',
        policyBytes: [...Buffer.from(policy)].map((byte) => byte.toString(16).padStart(2, '0')).join(' '),
      },
    };
  },
  'no-file': async () => {
    const { fields } = await signForm(server, 'k');
    return { answer: await post(server, formBody(fields)), words: {} };
  },
  'unknown-access-key': async () => {
    const form = await signForm(server, 'k', { accessKeyId: 'AKIANOBODY' });
    return { answer: await upload(server, form, CONTENT), words: { accessKeyId: 'AKIANOBODY' } };
  },
  'not-multipart': async () => ({
    answer: await post(server, Buffer.from('key=k'), {
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    }),
    words: {},
  }),
  'too-large': async () => {
    const form = await signForm(server, 'k', { Conditions: [['content-length-range', 5, 10]] });
    return { answer: await upload(server, form, 'twelve bytes'), words: { size: '12', max: '10' } };
  },
  'key-too-long': async () => {
    const form = await signForm(server, 'ह'.repeat(342));
    return { answer: await upload(server, form, CONTENT), words: { keyBytes: '1026' } };
  },
  'wrong-region': async () => {
    const form = await signForm(server, 'k', { region: 'us-east-1' });
    const credential = Object.fromEntries(form.fields)['X-Amz-Credential'] ?? '';
    return {
      answer: await upload(server, form, CONTENT),
      words: { signedRegion: 'us-east-1', region: REGION, credential },
    };
  },
};

it('has a play for each recording', () => {
  expect(Object.keys(PLAYS).toSorted()).toEqual(exchanges.map(({ name }) => name).toSorted());
});

const fill = (template: string, words: Readonly<Record<string, string>>): string =>
  template.replaceAll(/\{(\w+)\}/g, (brace, word: string) => words[word] ?? brace);

it.each(exchanges.map((exchange) => [exchange.name, exchange] as const))(
  'answers %s as AWS did',
  async (name, exchange) => {
    const play = PLAYS[name];
    if (play === undefined) throw new Error(`no play for ${name}`);
    const { answer, words } = await play();
    const [requestId, hostId] = [answer.headers['x-amz-request-id'], answer.headers['x-amz-id-2']].map(
      String,
    );
    expect(requestId).toMatch(/^[0-9A-F]{16}$/);
    expect(hostId).toMatch(/^[A-Za-z0-9+/]{75}=$/);
    const all = { ...words, requestId: requestId ?? '', hostId: hostId ?? '' };
    expect(answer.body).toBe(fill(exchange.answer.body, all));
    expect(answer.status).toBe(exchange.answer.status);
    for (const header of exchange.answer.headers) {
      const [, field = '', value] = /^([^:]+)(?:: (.*))?$/.exec(header) ?? [];
      const found = answer.headers[field.toLowerCase()];
      if (value === undefined) expect(found, field).toBeDefined();
      else expect(found, field).toBe(fill(value, all));
    }
    for (const header of exchange.answer.without ?? [])
      expect(answer.headers).not.toHaveProperty(header.toLowerCase());
  },
);
