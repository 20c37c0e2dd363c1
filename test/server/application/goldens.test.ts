/** Every recorded exchange with the real application, replayed over real sockets. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { notReproduced } from '../../../server/endpoints/not-reproduced.js';
import { chunksOf, memoryStore } from '../memory-store.js';
import { composeRequest, exchange } from './exchange.js';
import { compare, fillIn, records, S3_ENDPOINT, type WireRecord } from './records.js';
import { BUCKETS, MOMENT, type Running, STAMP, startApplication } from './start.js';

/** The recordings were made over more than one state: the common one, a path-style S3, a bucket with one object. */
type Setting = 'common' | 'path-style' | 'one-object';

const servers = new Map<Setting, Running>();

beforeAll(async () => {
  const single = memoryStore(Object.values(BUCKETS), () => MOMENT);
  await single.put(
    BUCKETS.input,
    `student_attendance/student_attendance_${STAMP}.zip`,
    chunksOf('a|b\n1|2\n'),
    {
      contentType: null,
      metadata: {},
    },
  );
  servers.set('common', await startApplication());
  servers.set('path-style', await startApplication({ endpoint: (bucket) => `${S3_ENDPOINT}/${bucket}` }));
  servers.set('one-object', await startApplication({ store: single }));
});

afterAll(async () => {
  for (const server of servers.values()) await server.close();
});

const settingOf = (record: WireRecord): Setting => {
  if (record.name === 'list-aws-one') return 'one-object';
  return record.response.body?.includes('<S3_ENDPOINT>') ? 'path-style' : 'common';
};

function bytesOf({ request }: WireRecord, host: string): Buffer {
  if (request.raw !== undefined) return Buffer.from(fillIn(request.raw, host), 'latin1');
  const body =
    request.bodyBase64 === undefined
      ? request.body === undefined
        ? undefined
        : fillIn(request.body)
      : Buffer.from(request.bodyBase64, 'base64');
  return composeRequest(
    {
      method: request.method ?? '',
      path: fillIn(request.path ?? ''),
      ...(request.headers ? { headers: request.headers } : {}),
      ...(body === undefined && request.method === 'POST'
        ? { body: '' }
        : body === undefined
          ? {}
          : { body }),
    },
    host,
  );
}

describe('answers as recorded', () => {
  const replayed = records.filter(({ name }) => !Object.hasOwn(notReproduced, name));

  it.each(replayed.map((record) => [record.name, record] as const))('%s', async (_, record) => {
    const server = servers.get(settingOf(record));
    if (!server) throw new Error('not started');
    const host = `127.0.0.1:${server.port}`;
    const answer = await exchange(
      server.port,
      bytesOf(record, host),
      record.name === 'proto-short-body-closed',
    );
    expect(compare(record, answer)).toEqual([]);
    expect(answer.interim).toBe(record.name === 'proto-expect100' ? 1 : 0);
  });

  it('are all replayed but those with a reason', () => {
    const names = new Set(records.map(({ name }) => name));
    expect(records).toHaveLength(142);
    expect(Object.keys(notReproduced).filter((name) => !names.has(name))).toEqual([]);
  });
});
