/** What was recorded through the gateway, replayed through ours to the real application behind it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer } from '../../../server/start-server.js';
import type { RunningServer } from '../../../server/start-server.js';
import { exchange } from '../raw-client.js';
import { fitsRecorded, requestBytes, wireRecords } from '../wire-records.js';

/** Answers that a broken application would cause are not to be had from a sound one. */
const records = wireRecords('gateway').filter(({ answer }) => answer.status !== 502 && answer.status !== 504);

let server: RunningServer;
let port = 0;

beforeAll(async () => {
  server = await startServer({
    routeHost: '127.0.0.1',
    credentials: [
      { key: 'KEY1', secret: 'SECRET1', algorithm: 'HS256' },
      { key: 'KEY512', secret: 'SECRET1', algorithm: 'HS512' },
    ],
  });
  port = Number(new URL(server.url).port);
});

afterAll(() => server.close());

/** Whatever stands between angle brackets is known only at the time. */
function fitsBody(body: string, recorded: string): boolean {
  const pattern = recorded
    // That recording's S3 was another one; the slash at the end is what AWS's own address has.
    .replaceAll(/<S3_ENDPOINT>\/([\w-]+)/g, `${server.s3Url}/$1/`)
    .replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll(/<[A-Z][A-Z0-9_]*>/g, '[^"&<>]+');
  return new RegExp(`^${pattern}$`, 's').test(body);
}

describe('gateway and application together answer as recorded', () => {
  it.each(records.map((record) => [record.name, record] as const))('%s', async (_name, record) => {
    const answer = await exchange(port, requestBytes(record, `127.0.0.1:${port}`));
    const body = Buffer.from(answer.body, 'latin1').toString('utf8');
    expect(answer.status, body).toBe(record.answer.status);
    expect(fitsBody(body, record.answer.body), `${body}\nwas recorded as\n${record.answer.body}`).toBe(true);
    const headers = new Map(answer.headers);
    for (const name of ['Content-Type', 'Server', 'Via', 'Connection', 'WWW-Authenticate'])
      expect(fitsRecorded(headers.get(name) ?? '', record.answer.headers[name] ?? ''), name).toBe(true);
  });
});
