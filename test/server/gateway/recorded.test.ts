/** Exchanges recorded at Kong 2.8.1 with its jwt plugin, replayed over a real socket. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exchange } from '../raw-client.js';
import { fitsRecorded, requestBytes, wireRecords } from '../wire-records.js';
import type { WireRecord } from '../wire-records.js';
import { startGateway } from './running-gateway.js';
import type { RunningGateway } from './running-gateway.js';

const records = wireRecords('gateway');

/** The application's part of the exchange that is being replayed. */
let current: WireRecord;
let running: RunningGateway;

beforeAll(async () => {
  running = await startGateway({
    routeHost: '127.0.0.1',
    application: (_request, response, { fail }) => {
      const { status, headers, body } = current.answer;
      if (status === 502 || status === 504) {
        fail(status);
        return;
      }
      response.writeHead(status, {
        Server: headers.Server,
        Date: 'Mon, 01 Aug 2022 10:00:00 GMT',
        Connection: 'close',
        'Content-Type': headers['Content-Type'],
        'Content-Length': Buffer.byteLength(body),
      });
      response.end(body);
    },
  });
});

afterAll(() => running.stop());

describe('the gateway answers as recorded', () => {
  it.each(records.map((record) => [record.name, record] as const))('%s', async (_name, record) => {
    current = record;
    const answer = await exchange(running.port, requestBytes(record, `127.0.0.1:${running.port}`));
    expect({ status: answer.status, body: Buffer.from(answer.body, 'latin1').toString('utf8') }).toEqual({
      status: record.answer.status,
      body: record.answer.body,
    });
    // All of them and no others, each once.
    expect(answer.headers.map(([name]) => name).toSorted()).toEqual(
      Object.keys(record.answer.headers).toSorted(),
    );
    const unlike = answer.headers.filter(
      ([name, value]) => !fitsRecorded(value, record.answer.headers[name] ?? ''),
    );
    expect(unlike).toEqual([]);
  });

  it('has records of answers of both kinds', () => {
    const own = records.filter(({ answer }) => answer.headers.Via === undefined);
    expect(own.length).toBeGreaterThan(40);
    expect(records.length - own.length).toBeGreaterThan(10);
  });
});
