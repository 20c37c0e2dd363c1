/** Faults among many requests: whom they hit, in which order they are put to work, what they leave alone. */
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { Fault } from '../../../specs/fault-plan.js';
import type { Timers } from '../../../server/faults/waits.js';
import {
  askForm,
  emit,
  endOfTest,
  faultyServer,
  planOf,
  send,
  stored,
  until,
  uploadOf,
} from './faulty-server.js';
import type { FaultyServer } from './faulty-server.js';

let running: FaultyServer[] = [];

afterEach(async () => {
  endOfTest();
  await Promise.all(running.map((server) => server.close()));
  running = [];
});

async function start(faults: readonly Fault[], seed?: number, timers?: Timers): Promise<FaultyServer> {
  const plan = planOf(...faults);
  const server = await faultyServer(seed === undefined ? plan : { ...plan, seed }, timers);
  running.push(server);
  return server;
}

describe('a fault', () => {
  it('of the 500th of a thousand requests at once hits exactly one', async () => {
    const server = await start([
      { step: 'upload-url', occurrences: [500], action: { kind: 'status', status: 503 } },
    ]);
    const seen = await Promise.all(
      Array.from({ length: 1_000 }, (_, number) => askForm(server, `pat/${number}.zip`)),
    );
    expect(seen.filter(({ status }) => status === 503)).toHaveLength(1);
    expect(seen.filter(({ status }) => status === 200)).toHaveLength(999);
    expect(server.faults.state()).toMatchObject([{ index: 0, seen: 1_000, injected: 1 }]);
  });

  it('by chance hits the same requests of the same seed', async () => {
    const faults: readonly Fault[] = [
      { step: 'upload-url', occurrences: { probability: 0.4 }, action: { kind: 'status', status: 500 } },
      { step: 's3-post', occurrences: { probability: 0.4 }, action: { kind: 'reset' } },
      { step: 'acknowledgement', occurrences: { probability: 0.4 }, action: { kind: 'lost-answer' } },
    ];
    const run = async (seed: number): Promise<readonly string[]> => {
      const server = await start(faults, seed);
      for (let number = 0; number < 30; number++) {
        const form = await askForm(server, `pat/${number}.zip`);
        if (form.status === 200) await send(uploadOf(server, form, 'bytes'));
      }
      return server.told();
    };
    const first = await run(3);
    expect(first.filter((line) => !line.endsWith('-')).length).toBeGreaterThan(10);
    expect(await run(3)).toEqual(first);
    expect(await run(4)).not.toEqual(first);
  });

  it.each([
    ['upload-url', 'b.zip'],
    ['s3-post', 'pat/b_'],
    ['acknowledgement', 'pat/b_'],
  ] as const)(
    'at %s hits only what is named so, and leaves the bytes of others alone',
    async (step, match) => {
      const server = await start([
        { step, match, occurrences: 'all', action: { kind: 'status', status: 500 } },
      ]);
      expect((await emit(server, 'a', 'pat/a.zip')).status).toBe(204);
      const form = await askForm(server, 'pat/b.zip');
      expect(form.status).toBe(step === 'upload-url' ? 500 : 200);
      if (step !== 'upload-url') expect((await send(uploadOf(server, form, 'b'))).status).toBe(500);
      expect(stored(server)).toEqual(step === 'acknowledgement' ? ['a', 'b'] : ['a']);
      expect(server.faults.state()).toMatchObject([{ seen: 1, injected: 1 }]);
    },
  );

  it('finds the name in a form too, and nothing in what is none', async () => {
    const server = await start([
      { step: 'upload-url', match: 'b&c', occurrences: 'all', action: { kind: 'status', status: 418 } },
    ]);
    const ask = async (type: string, body: string) =>
      (
        await send({
          port: server.apiPort,
          method: 'POST',
          path: '/data/upload-url',
          headers: { Authorization: `Bearer ${server.token}`, 'Content-Type': type },
          body,
        })
      ).status;
    expect(await ask('application/x-www-form-urlencoded', 'filename=b%26c')).toBe(418);
    const part = '--x\r\nContent-Disposition: form-data; name="filename"\r\n\r\na/b&c.zip\r\n--x--\r\n';
    expect(await ask('multipart/form-data; boundary=x', part)).toBe(418);
    expect(await ask('application/json', '{"filename": ["x", "b&c"]}')).toBe(418);
    expect(await ask('application/json', '{"filename": "b", "other": "b&c"}')).toBe(200);
    expect(await ask('application/json', '{"filename": {"toString": "b&c"}}')).not.toBe(418);
    expect(await ask('application/json', 'b&c')).toBe(400);
    expect(await ask('application/json', '')).not.toBe(418);
  });

  it('with a match lets a client leave in the middle of its body', async () => {
    const server = await start([{ step: 'upload-url', match: 'x', action: { kind: 'reset' } }]);
    const socket = connect(server.apiPort, '127.0.0.1');
    socket.write('POST /data/upload-url HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{"filename"');
    await until(() => server.faults.underWay().open === 1);
    socket.destroy();
    await until(() => server.faults.underWay().open === 0);
    expect(server.faults.state()).toMatchObject([{ seen: 0 }]);
  });
});

describe('faults on one request', () => {
  it('are put to work in the order of the plan, up to one that answers', async () => {
    const waited: number[] = [];
    const timers: Timers = {
      after: (milliseconds, action) => {
        waited.push(milliseconds);
        setImmediate(action);
        return () => {};
      },
    };
    const server = await start(
      [
        { name: 'late', step: 'route', action: { kind: 'delay', milliseconds: 60_000 } },
        { step: 'upload-url', action: { kind: 'clock-jump', milliseconds: 1_000 } },
        { step: 'route', action: { kind: 'delay', milliseconds: 70_000 } },
        { step: 'upload-url', action: { kind: 'status', status: 429 } },
        { step: 'upload-url', action: { kind: 'clock-jump', milliseconds: 9_000_000 } },
      ],
      1,
      timers,
    );
    expect((await askForm(server)).status).toBe(429);
    expect(waited).toEqual([60_000, 70_000]);
    expect(Math.round(server.clock.offset() / 1_000)).toBe(1);
    expect(server.told()).toEqual(['api late, clock-jump, delay, status']);
    expect(server.faults.state().map(({ seen, injected }) => [seen, injected])).toEqual([
      [1, 1],
      [1, 1],
      [1, 1],
      [1, 1],
      [1, 0],
    ]);
  });

  it('shape an injected answer, and the later of two of a kind counts', async () => {
    const server = await start([
      { step: 's3-post', action: { kind: 'answer-status', status: 500 } },
      { step: 'acknowledgement', action: { kind: 'drip', bytes: 10, milliseconds: 0 } },
      { step: 'acknowledgement', action: { kind: 'answer-status', status: 201 } },
      { step: 'acknowledgement', action: { kind: 'delay', milliseconds: 2 } },
    ]);
    const seen = await emit(server);
    expect([seen.status, seen.whole, stored(server)]).toEqual([201, true, ['bytes']]);
  });
});

describe('requests sent one behind the other on a connection', () => {
  it('are answered in their order, whatever happens to one', async () => {
    const server = await start([
      { step: 'route', occurrences: [1], action: { kind: 'delay', milliseconds: 10 } },
      { step: 'route', occurrences: [2], action: { kind: 'drip', bytes: 20, milliseconds: 0 } },
      { step: 'route', occurrences: [3], action: { kind: 'status', status: 418 } },
      { step: 'route', occurrences: [5], action: { kind: 'reset' } },
    ]);
    const socket = connect(server.apiPort, '127.0.0.1');
    let text = '';
    let error = '';
    socket.setEncoding('latin1').on('data', (piece) => {
      text += String(piece);
    });
    socket.on('error', (thrown: NodeJS.ErrnoException) => {
      error = thrown.code ?? '';
    });
    socket.write('GET /data/list_log_files HTTP/1.1\r\nHost: a\r\n\r\n'.repeat(5));
    await until(() => socket.destroyed);
    expect([...text.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status)).toEqual([
      '401',
      '401',
      '418',
      '401',
    ]);
    expect(error).toBe('ECONNRESET');
    await until(() => server.faults.underWay().open === 0);
  });
});

describe('a connection', () => {
  it('that ends leaves nothing of the requests that were behind the first', async () => {
    const server = await start([{ step: 'route', action: { kind: 'delay', milliseconds: null } }]);
    const socket = connect(server.apiPort, '127.0.0.1');
    socket.write('GET /data/list_log_files HTTP/1.1\r\nHost: a\r\n\r\n'.repeat(3));
    await until(() => server.faults.underWay().open === 3);
    socket.destroy();
    await until(() => server.faults.underWay().open === 0);
    expect(server.faults.underWay().held).toBe(0);
  });
});

describe('the state', () => {
  it('once cleared has nothing more go wrong with what was held back', async () => {
    const server = await start([
      { step: 's3-post', action: { kind: 'delay', milliseconds: null } },
      { step: 's3-post', action: { kind: 'server-gone' } },
      { step: 'acknowledgement', occurrences: 'all', action: { kind: 'lost-answer' } },
    ]);
    const waiting = emit(server);
    await until(() => server.faults.underWay().held === 1);
    server.faults.clear();
    expect((await waiting).status).toBe(204);
  });

  it('of a new plan is not touched by what the old one left over', async () => {
    const server = await start([
      { step: 'upload-url', action: { kind: 'delay', milliseconds: 5 } },
      { step: 'upload-url', action: { kind: 'server-gone' } },
    ]);
    const waiting = askForm(server);
    await until(() => server.faults.underWay().held === 1);
    server.faults.use(planOf());
    expect((await waiting).error).toBe('ECONNRESET');
    expect((await askForm(server)).status).toBe(200);
  });

  it('begins anew with another plan', async () => {
    const first: Fault = { step: 'route', occurrences: 'all', action: { kind: 'status', status: 500 } };
    const server = await start([first]);
    await askForm(server);
    expect(server.faults.state()).toEqual([{ index: 0, fault: first, seen: 1, injected: 1 }]);
    server.faults.use(planOf(first));
    expect(server.faults.state()).toEqual([{ index: 0, fault: first, seen: 0, injected: 0 }]);
    server.faults.clear();
    expect([server.faults.state(), (await askForm(server)).status]).toEqual([[], 200]);
  });
});
