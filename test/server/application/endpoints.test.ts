/** The endpoints beyond what was recorded, through an ordinary HTTP client. */
import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import request from 'supertest';
import { beforeEach, describe, expect, it } from 'vitest';
import type { IssuedForm } from '../../../server/emission-application.js';
import { localTimestamp } from '../../../server/emission-application.js';
import { stampKey } from '../../../server/application/object-key.js';
import { brokenStore, chunksOf, memoryStore } from '../memory-store.js';
import { BUCKETS, MOMENT, recordedStore, type Running, STAMP, startForTest } from './start.js';

let running: Running;
let url = '';

async function start(overrides: Parameters<typeof startForTest>[0] = {}): Promise<string> {
  running = await startForTest(overrides);
  return `http://127.0.0.1:${running.port}`;
}

beforeEach(async () => {
  url = await start();
});

const form = (path: string, fields: Readonly<Record<string, string>>): request.Test =>
  request(url).post(path).type('form').send(fields);

describe('upload-url', () => {
  it('tells of every form it gives out', async () => {
    const issued: IssuedForm[] = [];
    url = await start({ onIssued: (one) => issued.push(one) });
    const { body } = await form('/data/upload-url', { filename: 'pat/x.zip' });
    await form('/data/upload-url', { filename: '' });
    expect(issued).toEqual([
      {
        key: `pat/x_${STAMP}.zip`,
        policy: body.fields.policy as string,
        signature: body.fields['x-amz-signature'] as string,
        expires: MOMENT + 3_600_000,
      },
    ]);
  });

  it('gives two forms of one second in equal letters', async () => {
    const [one, other] = [
      await form('/data/upload-url', { filename: 'x' }),
      await form('/data/upload-url', { filename: 'x' }),
    ];
    expect(one.text).toBe(other.text);
  });

  it('accepts half a surrogate pair, which a link cannot', async () => {
    const json = String.raw`{"filename": "\ud800.zip", "bucket": "${BUCKETS.input}"}`;
    const post = (path: string): request.Test => request(url).post(path).type('json').send(json);
    expect((await post('/data/upload-url')).text).toContain(String.raw`"key":"\ud800_${STAMP}.zip"`);
    expect((await post('/data/download_url')).status).toBe(500);
  });

  it('needs no storage', async () => {
    url = await start({ store: brokenStore(Object.values(BUCKETS)) });
    expect((await form('/data/upload-url', { filename: 'x' })).status).toBe(200);
  });
});

describe('the key', () => {
  it.each([
    ['a.b.c.tar.gz', 'a.b.c.tar_T.gz'],
    ['README', 'README_T'],
    ['v1.2/readme', 'v1_T.2/readme'],
    ['.hidden', '_T.hidden'],
    ['..', '._T.'],
    ['', '_T'],
  ])('of %j is %s', (name, key) => {
    expect(stampKey(name, 'T')).toBe(key);
  });

  it('takes the local time of this machine unless told otherwise', () => {
    const stamp = localTimestamp(MOMENT);
    const [, year, month, day, hour, minute, second] = (
      /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(stamp) ?? []
    ).map(Number);
    expect(new Date(year, month - 1, day, hour, minute, second).getTime()).toBe(MOMENT);
  });
});

describe('links', () => {
  it('collapse duplicates, and sort by code point', async () => {
    const { text } = await request(url)
      .post('/data/download_uri')
      .type('json')
      .send({ filename: ['😀', '\ue000', 'b', 'b', '__proto__', '10', '9'], bucket: BUCKETS.input });
    expect([...text.matchAll(/"([^"]*)":"http/g)].map(([, name]) => name)).toEqual([
      '10',
      '9',
      '__proto__',
      'b',
      String.raw`\ue000`,
      String.raw`\ud83d\ude00`,
    ]);
  });

  it.each(['/data/download_url', '/data/download_uri'])(
    '%s without a name is 500, without a bucket 400',
    async (path) => {
      expect((await form(path, { bucket: BUCKETS.output })).status).toBe(500);
      expect((await form(path, { bucket: BUCKETS.output, filename: '' })).status).toBe(500);
      expect((await form(path, { filename: 'x' })).status).toBe(400);
    },
  );
});

describe('list_s3_files', () => {
  it('has no Contents for an empty bucket', async () => {
    const { body } = await form('/data/list_s3_files', { bucket: BUCKETS.emission });
    expect(body).not.toHaveProperty('Contents');
    expect(body).toMatchObject({ IsTruncated: false, Name: BUCKETS.emission });
  });

  it('stops at a thousand, without a way on', async () => {
    const store = memoryStore(Object.values(BUCKETS), () => MOMENT);
    for (let n = 1001; n > 0; n--) {
      const key = `k${String(n).padStart(4, '0')}`;
      await store.put(BUCKETS.input, key, chunksOf('x'), { contentType: null, metadata: {} });
    }
    url = await start({ store });
    const { body } = await form('/data/list_s3_files', { bucket: BUCKETS.input });
    expect(body).toMatchObject({ IsTruncated: true, MaxKeys: 1000 });
    expect(body).not.toHaveProperty('NextMarker');
    expect(body.Contents).toHaveLength(1000);
    expect(body.Contents[999]).toMatchObject({ Key: 'k1000', LastModified: 'Mon, 01 Aug 2022 10:00:00 GMT' });
  });
});

describe('a storage that fails', () => {
  it('is 500, 400 for the score, and told to us', async () => {
    const failures: unknown[] = [];
    const store = brokenStore(Object.values(BUCKETS));
    url = await start({ store, onFailure: (error) => failures.push(error) });
    expect((await form('/data/list_s3_files', { bucket: BUCKETS.input })).status).toBe(500);
    expect((await form('/data/download', { bucket: BUCKETS.input, filename: 'x' })).status).toBe(500);
    const score = await request(url).get('/data/infra_score');
    expect([score.status, score.text]).toEqual([
      400,
      expect.stringContaining('Bad request, validate the payload'),
    ]);
    expect(failures).toHaveLength(3);
    expect(score.text).not.toContain('disk');
  });
});

describe('download', () => {
  const put = async (key: string, content: string): Promise<void> => {
    await running.options.store.put(BUCKETS.input, key, chunksOf(content), {
      contentType: null,
      metadata: {},
    });
  };

  it('sends Latin-1 names raw and breaks on line breaks', async () => {
    await put('x/é "a".csv', 'content');
    await put('x/a\nb.csv', 'content');
    const { headers, text } = await form('/data/download', {
      bucket: BUCKETS.input,
      filename: 'x/é "a".csv',
    });
    expect([headers['content-disposition'], text]).toEqual(['attachment;filename=é "a".csv', 'content']);
    expect((await form('/data/download', { bucket: BUCKETS.input, filename: 'x/a\nb.csv' })).status).toBe(
      500,
    );
  });

  it('sends empty objects', async () => {
    await put('empty', '');
    const { headers, text } = await form('/data/download', { bucket: BUCKETS.input, filename: 'empty' });
    expect([headers['content-length'], text]).toEqual(['0', '']);
  });
});

describe('infra_weights', () => {
  const good =
    'infrastructure_name|infrastructure_category|score\nToilet|Sanitation|50\nLibrary|Academic|50\n';

  it('puts the table into the emission bucket, where the one in force is not', async () => {
    const store = await recordedStore();
    url = await start({ store });
    const { body } = await request(url)
      .post('/data/infra_weights')
      .attach('file', Buffer.from(good), 'any name.csv');
    expect(body).toMatchObject({ ResponseMetadata: { HTTPStatusCode: 200 } });
    expect(store.contents(BUCKETS.emission)).toEqual({
      'infrastructure_score/infrastructure_score.csv': good,
    });
    expect((await request(url).get('/data/infra_score')).text).toContain('Toilet|Sanitation|40');
  });

  it('stores nothing it refuses', async () => {
    const store = await recordedStore();
    url = await start({ store });
    const { status, text } = await request(url)
      .post('/data/infra_weights')
      .attach('file', Buffer.from('a|score\n1|<99\n'), 'w.csv');
    expect([status, text]).toEqual([400, expect.stringContaining('400 Bad Request: Bad file')]);
    await request(url).post('/data/infra_weights').attach('other', Buffer.from(good), 'w.csv').expect(400);
    await request(url).post('/data/infra_weights').field('file', good).expect(400);
    await request(url).post('/data/infra_weights').attach('file', Buffer.from(good), '..').expect(500);
    await request(url)
      .post('/data/infra_weights')
      .attach('file', Buffer.alloc(1024 * 1024, 'a'), 'w.csv')
      .expect(413);
    expect(store.contents(BUCKETS.emission)).toEqual({});
  });
});

describe('logs', () => {
  it('are none without a folder', async () => {
    url = await start({ logFolder: null });
    expect((await request(url).get('/data/list_log_files')).text).toBe('[]');
    expect((await form('/data/log-download', { filename: 'README' })).status).toBe(404);
  });

  it('never come from outside', async () => {
    const root = running.options.logFolder ?? '';
    await writeFile(join(root, '../secret.txt'), 'secret');
    await symlink('../secret.txt', join(root, 'link.txt'));
    for (const filename of ['link.txt', '../secret.txt', join(root, '../secret.txt'), '%2e%2e/secret.txt']) {
      const { status, text } = await form('/data/log-download', { filename });
      expect([status, text.includes('secret</'), text.startsWith('<!DOCTYPE')], filename).toEqual([
        404,
        false,
        true,
      ]);
    }
  });

  it('may be empty', async () => {
    await writeFile(join(running.options.logFolder ?? '', 'new.txt'), '');
    const { headers, text } = await form('/data/log-download', { filename: 'new.txt' });
    expect([headers['content-length'], text]).toEqual(['0', '']);
  });
});
