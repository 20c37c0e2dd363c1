/** `serve --journal`: what it may be written to, and what becomes of it when it cannot be written any more. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UsageError } from '../../bin/exit-codes.js';
import { openJournalFile } from '../../bin/journal-file.js';
import type { Journal } from '../../server/journal/journal.js';
import { startServer } from '../../server/start-server.js';
import type { RunningServer } from '../../server/start-server.js';

const folder = mkdtempSync(join(tmpdir(), 'cqube-conform-journal-file-'));
let server: RunningServer;

beforeAll(async () => {
  server = await startServer();
});

afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

async function exchange(): Promise<void> {
  await (await fetch(`${server.url}/list_s3_buckets`)).text();
  await server.journal.settled();
}

/** The server's journal, whose file begins with so much. */
const beginning = (head: string): Journal => ({ ...server.journal, head: () => head });

it('has a line for each exchange until it is ended, for its owner alone', async () => {
  const path = join(folder, 'new.ndjson');
  const end = openJournalFile(path, server.journal, () => expect.unreachable());
  await exchange();
  await exchange();
  end();
  end();
  await exchange();
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
  expect(lines.map((line) => typeof JSON.parse(line))).toEqual(['object', 'object', 'object']);
  if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
});

it('replaces no file', () => {
  const path = join(folder, 'old.ndjson');
  writeFileSync(path, 'old');
  expect(() => openJournalFile(path, server.journal, () => undefined)).toThrow(
    new UsageError(`--journal: ${path} is there already: name a new file, or move it away`),
  );
  expect(readFileSync(path, 'utf8')).toBe('old');
});

describe.skipIf(process.platform !== 'linux')('a device', () => {
  it('is written to', async () => {
    const end = openJournalFile('/dev/null', server.journal, () => expect.unreachable());
    await exchange();
    end();
  });

  it('that is full is told of at once', () => {
    expect(() => openJournalFile('/dev/full', server.journal, () => undefined)).toThrow(
      new UsageError('--journal: /dev/full cannot be written: the disk is full'),
    );
  });

  it('that fills up later is told of once, and the server goes on', async () => {
    const notices: string[] = [];
    const end = openJournalFile('/dev/full', beginning(''), (notice) => notices.push(notice));
    await exchange();
    await exchange();
    end();
    expect(notices).toEqual([
      '--journal: /dev/full ends here, it cannot be written any more: the disk is full',
    ]);
  });

  it('that is a pipe is refused instead of waited for', () => {
    const path = join(folder, 'pipe');
    execFileSync('mkfifo', [path]);
    expect(() => openJournalFile(path, server.journal, () => undefined)).toThrow(/is a pipe/);
  });
});
