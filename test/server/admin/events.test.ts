/** Server-sent events: what is told, what is told again, and readers that take too much. */
import { request as httpRequest } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BUCKET, startAdmin } from './running-admin.js';
import type { RunningAdmin } from './running-admin.js';
import { entryOf } from './scripted-journal.js';

let admin: RunningAdmin;

beforeEach(async () => {
  admin = await startAdmin();
});

afterEach(() => admin.close());

interface Told {
  readonly id: string | null;
  readonly event: string;
  readonly data: ReturnType<typeof JSON.parse>;
}

interface Reader {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  /** Resolves with the next `count` events. */
  readonly next: (count?: number) => Promise<readonly Told[]>;
  /** Resolves when the line has come. */
  readonly commented: (line: string) => Promise<void>;
  readonly ended: Promise<void>;
  readonly close: () => void;
}

function read(headers: Readonly<Record<string, string>> = {}, query = ''): Promise<Reader> {
  return new Promise((resolve, reject) => {
    const options = {
      host: '127.0.0.1',
      port: admin.port,
      path: `/api/events${query}`,
      headers,
      agent: false,
    };
    const request = httpRequest(options, (response) => {
      let rest = '';
      const comments = new Set<string>();
      const events: Told[] = [];
      let changed = (): void => undefined;
      const take = (text: string): void => {
        const blocks = (rest + text).split('\n\n');
        rest = blocks.pop() ?? '';
        for (const block of blocks)
          if (block.includes('event: ')) events.push(parse(block));
          else comments.add(block);
        changed();
      };
      const until = async (done: () => boolean): Promise<void> => {
        while (!done()) await new Promise<void>((wake) => (changed = wake));
      };
      response.setEncoding('utf8').on('data', take);
      const ended = new Promise<void>((end) => response.once('close', () => end()));
      response.on('error', () => undefined);
      resolve({
        status: response.statusCode ?? 0,
        headers: response.headers,
        next: async (count = 1) => {
          await until(() => events.length >= count);
          return events.splice(0, count);
        },
        commented: (text) => until(() => comments.has(text)),
        ended,
        close: () => request.destroy(),
      });
    });
    request.on('error', reject);
    request.end();
  });
}

function parse(block: string): Told {
  const lines = block.split('\n');
  const field = (name: string): string | null =>
    lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2) ?? null;
  return { id: field('id'), event: field('event') ?? '', data: JSON.parse(field('data') ?? 'null') };
}

const names = (told: readonly Told[]): string[] =>
  told.map(({ event, id }) => (id === null ? event : `${event} ${id}`));

describe('a stream', () => {
  it('tells what happens, as it happens', async () => {
    admin.journal.add(entryOf(1));
    const reader = await read();
    expect(reader.status).toBe(200);
    expect(reader.headers['content-type']).toBe('text/event-stream; charset=utf-8');
    expect(reader.headers['cache-control']).toBe('no-store');
    expect(reader.headers).not.toHaveProperty('access-control-allow-origin');
    admin.journal.add(entryOf(2, { key: 'k', bucket: BUCKET }));
    await admin.put('a', 'xyz');
    await admin.ask('DELETE', `/api/buckets/${BUCKET}/object?key=a`);
    await admin.ask('PUT', '/api/faults', { body: { version: 1, faults: [] } });
    await admin.ask('PUT', '/api/clock', { body: { advanceMilliseconds: 5 } });
    await admin.ask('POST', '/api/reset', { body: { clock: true } });
    const told = (await reader.next(8)).filter(({ event }) => event !== 'arrival');
    expect(names(told)).toEqual(['exchange 2', 'object', 'object', 'fault', 'clock', 'clock', 'reset']);
    expect(told[0]?.data).toMatchObject({
      seq: 2,
      key: 'k',
      method: 'POST',
      status: 200,
      step: 'upload-url',
    });
    expect(told[0]?.data).not.toHaveProperty('request');
    expect(told[1]?.data).toEqual({ change: 'stored', bucket: BUCKET, key: 'a', bytes: 3 });
    expect(told[2]?.data).toEqual({ change: 'deleted', bucket: BUCKET, key: 'a' });
    expect(told[4]?.data.offsetMilliseconds).toBe(5);
    expect(told[6]?.data).toEqual({ clock: true });
    reader.close();
  });

  it('has no way out of its line for what others chose', async () => {
    const reader = await read();
    const key = 'a\n\nevent: reset\ndata: {}\r\rid: 9\u2028\u0000';
    await admin.put(key, '');
    await admin.put('end', '');
    const told = await reader.next(4);
    expect(told.map(({ event, data }) => [event, data.key])).toEqual([
      ['arrival', key],
      ['object', key],
      ['arrival', 'end'],
      ['object', 'end'],
    ]);
    reader.close();
  });

  it('beats while somebody reads, and no longer', async () => {
    expect(admin.beats).toEqual([]);
    const reader = await read();
    expect(admin.beats.map(({ milliseconds, on }) => [milliseconds, on])).toEqual([[15_000, true]]);
    admin.beats[0]?.action();
    await reader.commented(': still here');
    reader.close();
    await expect.poll(() => admin.beats[0]?.on).toBe(false);
    const again = await read();
    expect(admin.beats.filter(({ on }) => on)).toHaveLength(1);
    again.close();
  });
});

describe('a reader that comes back', () => {
  const resume = (id: number): Promise<Reader> => read({ 'Last-Event-ID': String(id) });

  it('is told what it missed, then what happens', async () => {
    for (let seq = 1; seq <= 250; seq += 1) admin.journal.add(entryOf(seq));
    const reader = await resume(20);
    const told = await reader.next(231);
    expect(told[0]).toMatchObject({ event: 'resumed', data: { after: 20, evicted: 0 } });
    expect(told.slice(1).map(({ id }) => Number(id))).toEqual(
      Array.from({ length: 230 }, (_, at) => at + 21),
    );
    admin.journal.add(entryOf(251));
    expect(names(await reader.next())).toEqual(['exchange 251']);
    reader.close();
  });

  it('is told how much cannot be told any more', async () => {
    for (let seq = 1; seq <= 30; seq += 1) admin.journal.add(entryOf(seq));
    admin.journal.evict(15);
    const reader = await resume(10);
    const told = await reader.next(16);
    expect(told[0]?.data).toEqual({ after: 10, evicted: 5 });
    expect(told[1]?.id).toBe('16');
    reader.close();
  });

  it('is told of exchanges that began before the last that it knows, and ended after', async () => {
    admin.journal.add(entryOf(1));
    admin.journal.add(entryOf(3, { ended: 5_000 }));
    admin.journal.add(entryOf(2, { ended: 9_000 }));
    const reader = await resume(3);
    expect(names(await reader.next(2))).toEqual(['resumed', 'exchange 2']);
    reader.close();
  });

  it('may ask by the query, where the header cannot be set', async () => {
    for (const seq of [1, 2, 3]) admin.journal.add(entryOf(seq));
    const reader = await read({}, '?after=2');
    expect(names(await reader.next(2))).toEqual(['resumed', 'exchange 3']);
    reader.close();
  });

  it('has to name a number', async () => {
    const answer = await admin.ask('GET', '/api/events', { headers: { 'Last-Event-ID': 'x' } });
    expect([answer.status, answer.body.error]).toEqual([
      400,
      'Last-Event-ID takes the number of an exchange',
    ]);
  });
});

describe('too many readers', () => {
  it('are turned away, and let in when another has gone', async () => {
    const readers = await Promise.all(Array.from({ length: 50 }, () => read()));
    expect(readers.every(({ status }) => status === 200)).toBe(true);
    const refused = await admin.ask('GET', '/api/events');
    expect(refused.status).toBe(503);
    expect(refused.body.error).toContain('50 event streams already');
    admin.journal.add(entryOf(1));
    for (const reader of readers) expect(names(await reader.next())).toEqual(['exchange 1']);
    readers[0]?.close();
    await expect
      .poll(async () => {
        const reader = await read();
        reader.close();
        return reader.status;
      })
      .toBe(200);
    for (const reader of readers) reader.close();
  });

  it('do not count when only the head is asked for', async () => {
    for (let at = 0; at < 60; at += 1) expect((await admin.ask('HEAD', '/api/events')).status).toBe(200);
  });
});

/** Asks, and never reads. */
const stall = (header = ''): Promise<Socket> =>
  new Promise((resolve) => {
    const socket = connect(admin.port, '127.0.0.1', () => {
      socket.write(`GET /api/events HTTP/1.1\r\nHost: localhost\r\n${header}\r\n`);
      socket.pause();
      resolve(socket);
    });
    socket.on('error', () => undefined);
  });

const largeEntry = (seq: number) => entryOf(seq, { key: 'k'.repeat(60_000) });

describe('a reader that does not read', () => {
  it('is cut off when 1 MiB waits, and others are not', async () => {
    const socket = await stall();
    const other = await read();
    await expect.poll(() => admin.beats.length).toBe(1);
    const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
    for (let seq = 1; seq <= 400; seq += 1) {
      admin.journal.add(largeEntry(seq));
      await other.next();
    }
    socket.resume();
    await closed;
    expect(socket.bytesRead).toBeLessThan(400 * 60_000);
    other.close();
  });

  it('is told what it missed no faster than it reads', async () => {
    for (let seq = 1; seq <= 400; seq += 1) admin.journal.add(largeEntry(seq));
    const reader = await read({ 'Last-Event-ID': '0' });
    const told = await reader.next(401);
    expect(told.at(-1)?.id).toBe('400');
    reader.close();
  });
});

describe('the end', () => {
  it('may come while somebody is still being told what was missed', async () => {
    for (let seq = 1; seq <= 400; seq += 1) admin.journal.add(largeEntry(seq));
    const reader = await read({ 'Last-Event-ID': '0' });
    await reader.next(3);
    const closing = admin.close();
    admin.journal.add(largeEntry(401));
    await closing;
    await reader.ended;
  });

  it('of the server is not held up by readers, reading or not', async () => {
    const reader = await read();
    const socket = await stall('Last-Event-ID: 0\r\n');
    const gone = new Promise<void>((resolve) => socket.once('close', () => resolve()));
    await admin.close();
    await reader.ended;
    socket.resume();
    await gone;
  });
});

it('pages of other origins do not read along', async () => {
  for (const headers of [
    { Origin: 'http://evil.example' },
    { Origin: 'null' },
    { 'Sec-Fetch-Site': 'cross-site' },
    { 'Sec-Fetch-Site': 'same-site' },
    { Host: 'evil.example' },
  ])
    expect((await read(headers)).status).toBeGreaterThanOrEqual(403);
});
