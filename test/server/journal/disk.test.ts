/** The journal on disk: over restarts, damage, rotation, and when the disk fails. */
import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer, Agent, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createJournal, type JournalOptions } from '../../../server/journal/create-journal.js';
import type { Journal } from '../../../server/journal/journal.js';
import { openSegment } from '../../../server/journal/segments.js';

let folder = '';
let undo: (() => Promise<void>)[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cqube-conform-journal-'));
});

afterEach(async () => {
  for (const action of undo.toReversed()) await action();
  undo = [];
  rmSync(folder, { recursive: true, force: true });
});

interface Recorded {
  readonly journal: Journal;
  readonly notices: readonly string[];
  /** Makes so many exchanges, one after the other. */
  readonly send: (count: number, path?: string) => Promise<void>;
  readonly seqs: () => readonly number[];
  readonly close: () => Promise<void>;
}

async function start(options: Partial<JournalOptions> = {}): Promise<Recorded> {
  const notices: string[] = [];
  const journal = await createJournal({
    clock: { now: () => 1_659_348_000_000 },
    folder,
    version: '1',
    onNotice: (notice) => notices.push(notice),
    ...options,
  });
  const server = createServer(
    journal.record(
      'api',
      () => 'http://a',
      (_request, response) => response.end('x'),
    ),
  );
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const one = (path: string): Promise<void> =>
    new Promise((resolve, reject) => {
      get({ port, host: '127.0.0.1', path, agent }, (answer) => {
        answer.resume().once('end', resolve);
      }).once('error', reject);
    });
  const close = async (): Promise<void> => {
    agent.destroy();
    server.closeAllConnections();
    await new Promise((resolve) => {
      server.close(resolve);
    });
    await journal.close();
  };
  undo.push(close);
  return {
    journal,
    notices,
    send: async (count, path = '/data/x') => {
      for (let at = 0; at < count; at += 1) await one(path);
      await journal.settled();
    },
    seqs: () => journal.query({ limit: 1_000 }).entries.map(({ _cqube }) => _cqube.seq),
    close,
  };
}

const place = (): string => join(folder, 'journal');
const segments = (): readonly string[] => readdirSync(place()).filter((name) => name.endsWith('.ndjson'));
const bytes = (): number => segments().reduce((sum, name) => sum + statSync(join(place(), name)).size, 0);
const range = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from + 1 }, (_, at) => from + at);

describe('after a restart', () => {
  it('the entries are there, and numbers go on', async () => {
    const first = await start();
    await first.send(3);
    const before = first.journal.query({});
    await first.close();
    const second = await start();
    expect(second.journal.query({})).toEqual(before);
    await second.send(1);
    expect(second.seqs()).toEqual([1, 2, 3, 4]);
    expect(second.notices).toEqual([]);
  });

  it('without a close no number is given twice, not even one that nobody wrote down', async () => {
    const first = await start();
    await first.send(3);
    const second = await start();
    await second.send(1);
    expect(second.seqs().slice(0, 3)).toEqual([1, 2, 3]);
    expect(second.seqs().at(-1)).toBeGreaterThan(3);
  });

  it('also not after everything was cleared, or made room', async () => {
    const first = await start();
    await first.send(3);
    await first.journal.clear();
    expect([first.journal.query({}), segments()]).toEqual([
      { entries: [], more: false, kept: 0, evicted: 0 },
      [],
    ]);
    await first.send(1);
    expect(first.seqs()).toEqual([4]);
    await first.journal.clear();
    await first.close();
    const second = await start();
    expect(second.journal.query({})).toMatchObject({ kept: 0, evicted: 0 });
    await second.send(1);
    expect(second.seqs()).toEqual([5]);
  });

  it('the newest are in memory, and the others are counted', async () => {
    const first = await start({ limits: { entries: 5 } });
    await first.send(12);
    expect([first.seqs(), first.journal.query({}).evicted]).toEqual([range(8, 12), 7]);
    await first.close();
    const second = await start({ limits: { entries: 5 } });
    expect([second.seqs(), second.journal.query({}).evicted]).toEqual([range(8, 12), 7]);
    await second.close();
    const third = await start();
    expect([third.seqs(), third.journal.query({}).evicted]).toEqual([range(1, 12), 0]);
  });

  it('a torn last line and damaged ones are passed over and counted', async () => {
    const first = await start();
    await first.send(4);
    await first.close();
    const [name = ''] = segments();
    const path = join(place(), name);
    const lines = readFileSync(path, 'utf8').split('\n');
    lines[1] = '{"no":"entry"}';
    writeFileSync(path, `${lines.join('\n')}\0\xff{]\n${lines[0]}\n`);
    appendFileSync(path, lines[3]?.slice(0, 50) ?? '');
    const second = await start();
    // Damaged: the second line, one of zeros, the first once more, and the torn one.
    expect([second.seqs(), second.journal.query({}).evicted]).toEqual([[1, 3, 4], 4]);
    expect(second.notices).toEqual(['damaged lines of the journal were passed over: 4']);
    await second.send(1);
    await second.close();
    expect((await start()).seqs()).toEqual([1, 3, 4, 5]);
  });

  it.each(['', '{}', '{"next":-1,"gone":"x"}', '\0'])('a damaged state %j is made up for', async (text) => {
    const first = await start();
    await first.send(2);
    await first.close();
    writeFileSync(join(place(), 'state.json'), text);
    const second = await start();
    await second.send(1);
    expect(second.seqs()).toEqual([1, 2, 3]);
  });
});

describe('on disk', () => {
  it('segments are begun anew at their size, and the oldest make room', async () => {
    const limits = { disk: 20_000, segment: 4_000 };
    const first = await start({ limits });
    await first.send(100);
    expect(bytes()).toBeLessThanOrEqual(20_000);
    expect(bytes()).toBeGreaterThan(10_000);
    expect(segments().length).toBeGreaterThan(3);
    for (const name of segments()) expect(statSync(join(place(), name)).size).toBeLessThanOrEqual(4_000);
    expect(first.seqs()).toEqual(range(1, 100));
    await first.close();
    const second = await start({ limits });
    const { kept, evicted } = second.journal.query({});
    expect(second.seqs()).toEqual(range(101 - kept, 100));
    expect(kept + evicted).toBe(100);
    await second.send(50);
    expect(bytes()).toBeLessThanOrEqual(20_000);
    await second.close();
    const third = await start({ limits });
    expect(third.journal.query({}).kept + third.journal.query({}).evicted).toBe(150);
  });

  it('every line is an entry, in the order of their ends', async () => {
    const { send, journal } = await start();
    await send(5);
    const [name = ''] = segments();
    let text = '';
    for await (const line of journal.ndjson()) text += line;
    expect(journal.head() + readFileSync(join(place(), name), 'utf8')).toBe(text);
  });

  it('a folder that cannot be used is told of, and the journal goes on in memory', async () => {
    writeFileSync(join(folder, 'file'), '');
    const { send, seqs, notices, journal } = await start({ folder: join(folder, 'file') });
    await send(2);
    expect(seqs()).toEqual([1, 2]);
    expect(notices).toEqual([expect.stringMatching(/^the journal is kept in memory only: .*file/)]);
    await journal.clear();
    expect(seqs()).toEqual([]);
  });

  it('when it is full is told once, the journal goes on in memory, and a clear tries again', async () => {
    let full = false;
    const { send, seqs, notices, journal, close } = await start({
      openSegment: async (path) => {
        const file = await openSegment(path);
        return {
          ...file,
          append: (text) =>
            full ? Promise.reject(new Error('ENOSPC: no space left on device, write')) : file.append(text),
        };
      },
    });
    await send(2);
    full = true;
    await send(3);
    expect(seqs()).toEqual([1, 2, 3, 4, 5]);
    expect(notices).toEqual([
      'the journal is kept in memory only from now on: ENOSPC: no space left on device, write',
    ]);
    full = false;
    await journal.clear();
    await send(2);
    await close();
    expect((await start()).seqs()).toEqual([6, 7]);
  });

  it('that is really full is no more trouble', async () => {
    // Where there is such a device, it takes nothing.
    if (!existsSync('/dev/full')) return;
    const { send, seqs, notices } = await start({ openSegment: () => openSegment('/dev/full') });
    await send(2);
    expect(seqs()).toEqual([1, 2]);
    expect(notices).toEqual([expect.stringContaining('ENOSPC')]);
  });

  it('that is too slow is not waited for, and what waits is bounded', async () => {
    let go = (): void => {};
    const slow = new Promise<void>((resolve) => {
      go = resolve;
    });
    const { journal, notices, close } = await start({
      limits: { waiting: 3_000 },
      openSegment: async (path) => {
        await slow;
        return openSegment(path);
      },
    });
    const server = createServer(
      journal.record(
        's3',
        () => 'http://b',
        (_request, response) => response.end(),
      ),
    );
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    undo.push(async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    });
    const { port } = server.address() as AddressInfo;
    for (let at = 0; at < 20; at += 1) await (await fetch(`http://127.0.0.1:${port}/b/k`)).text();
    expect(notices).toEqual(['the disk is too slow for the journal: some entries are kept in memory only']);
    go();
    await journal.settled();
    expect(journal.query({}).kept).toBe(20);
    await close();
    const second = await start();
    const { kept, evicted } = second.journal.query({});
    expect(kept).toBeLessThan(20);
    expect(kept + evicted).toBe(20);
  });

  it('what is cleared while it waits to be written is not written, and what comes behind it is', async () => {
    const { journal, send, seqs } = await start();
    await send(3);
    const clearing = journal.clear();
    await send(2);
    await clearing;
    expect(seqs()).toEqual([4, 5]);
    let text = '';
    for (const name of segments()) text += readFileSync(join(place(), name), 'utf8');
    expect(
      text
        .split('\n')
        .flatMap((line) =>
          line === '' ? [] : [(JSON.parse(line) as { _cqube: { seq: number } })._cqube.seq],
        ),
    ).toEqual([4, 5]);
  });
});
