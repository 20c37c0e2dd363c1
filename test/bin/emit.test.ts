/** `emit` as a process: what it prints, how it ends, what it keeps, and what it never shows. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sampleCsv } from '../../fixtures/sample/sample-csv.js';
import { zipOf } from '../../fixtures/sample/write-emission.js';
import { startServer } from '../../server/start-server.js';
import type { RunningServer } from '../../server/start-server.js';
import { findSource } from '../../specs/lookup.js';
import { oddCqube } from '../fixtures/emitter/odd-cqube.js';

const program = fileURLToPath(new URL('../../dist/bin/cqube-conform.js', import.meta.url));
const IDS = ['district_master', 'block_master', 'student_attendance'] as const;
const TOKEN = 'a-token.that-must.not-show';

let folder = '';
let children: ChildProcess[] = [];
let servers: RunningServer[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cqube-conform-emit-test-'));
  for (const id of IDS) {
    const source = findSource(id);
    if (!source) throw new Error(id);
    mkdirSync(join(folder, 'cqube_emission', source.folder), { recursive: true });
    writeFileSync(
      join(folder, 'cqube_emission', source.folder, `${source.stem}.zip`),
      zipOf(`${source.stem}.csv`, sampleCsv(source)),
    );
  }
});

afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  children = [];
  for (const server of servers) await server.close();
  servers = [];
  rmSync(folder, { recursive: true, force: true });
});

async function mock(): Promise<RunningServer> {
  const server = await startServer();
  servers.push(server);
  return server;
}

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly output: string;
  readonly errors: string;
}

interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

/** Its environment says all that is needed; `args` and `env` change that. */
function start(url: string, args: readonly string[] = [], env: Record<string, string> = {}): Started {
  const child = spawn(process.execPath, [program, 'emit', ...args], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'],
      CQUBE_EMISSION_URL: url,
      CQUBE_ACCESS_TOKEN: TOKEN,
      CQUBE_EMISSION_PATH: 'cqube_emission',
      CQUBE_RETRY_BASE_MS: '1',
      ...env,
    },
  });
  children.push(child);
  let output = '';
  let errors = '';
  child.stdout.on('data', (part: Buffer) => (output += part.toString()));
  child.stderr.on('data', (part: Buffer) => (errors += part.toString()));
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal, output, errors }));
  });
  return { child, ended };
}

const eventsIn = (errors: string): { readonly event: string }[] =>
  errors
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { event: string });

describe('emit', () => {
  it('needs no flags where the environment says it all, and ends with 0', async () => {
    const server = await mock();
    const { code, output, errors } = await start(server.url, [], {
      CQUBE_ACCESS_TOKEN: server.token ?? '',
    }).ended;
    expect(code).toBe(0);
    expect(output.split('\n').map((line) => line.replace(/  as .*/, ''))).toEqual([
      'acknowledged  district_master/district_mst.zip',
      'acknowledged  block_master/block_mst.zip',
      'acknowledged  student_attendance/student_attendance.zip',
      '',
      '3 files acknowledged.',
      '',
    ]);
    expect(eventsIn(errors).map(({ event }) => event)).toEqual(
      IDS.flatMap(() => ['rank', 'asking', 'sending', 'settled']),
    );
    expect(output + errors).not.toContain(server.token);
  });

  it('writes receipts, reads back what it sent, and sends nothing twice', async () => {
    const server = await mock();
    const env = { CQUBE_ACCESS_TOKEN: server.token ?? '' };
    const first = await start(server.url, ['--receipts', 'receipts.json', '--verify', '-q'], env).ended;
    expect(first).toMatchObject({ code: 0, output: '', errors: '' });
    const receipts = JSON.parse(readFileSync(join(folder, 'receipts.json'), 'utf8')) as { file: string }[];
    expect(receipts.map(({ file }) => file)).toEqual([
      'district_master/district_mst.zip',
      'block_master/block_mst.zip',
      'student_attendance/student_attendance.zip',
    ]);
    const second = await start(server.url, [], env).ended;
    expect(second.code).toBe(0);
    expect(second.output).toContain('0 files acknowledged, 3 acknowledged before.');
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp') || name.endsWith('.lock'))).toEqual([]);
  });

  it('ends with 1 at once where the token is refused, and never shows it', async () => {
    const server = await mock();
    const { code, output, errors } = await start(server.url, ['--token', TOKEN]).ended;
    expect(code).toBe(1);
    expect(output).toContain('1 failed, 2 not sent. It ended early: the token was refused');
    expect(errors).toContain('CQUBE_ACCESS_TOKEN or --token-file hide it');
    expect(output + errors).not.toContain(TOKEN);
  });

  it('takes the token from a file', async () => {
    const server = await mock();
    writeFileSync(join(folder, 'token'), `${server.token}\n`);
    expect(await start(server.url, ['--token-file', 'token', '-q']).ended).toMatchObject({
      code: 0,
      errors: '',
    });
  });

  it('ends with 1 where a file is refused for good, and says what it withheld', async () => {
    const cqube = await oddCqube(({ call, name, response }) => {
      if (call !== 'upload-url' || !name.startsWith('block')) return false;
      response.writeHead(503).end();
      return true;
    });
    const { code, output } = await start(cqube.url, ['--retries', '2']).ended;
    expect(code).toBe(1);
    expect(output).toContain('failed        block_master/block_mst.zip  upload-url was answered 503\n');
    expect(output).toContain(
      'withheld      student_attendance/student_attendance.zip  block_master/block_mst.zip',
    );
    expect(output).toContain('1 file acknowledged, 1 failed, 1 withheld.');
    expect(cqube.journal.filter((line) => line === 'upload-url block_master/block_mst.zip')).toHaveLength(3);
  });

  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
    'ends with 3 where a file cannot be read',
    async () => {
      const cqube = await oddCqube();
      chmodSync(join(folder, 'cqube_emission', 'block_master', 'block_mst.zip'), 0);
      expect(await start(cqube.url, ['--no-check']).ended).toMatchObject({ code: 3 });
    },
  );

  it('does not send what the check finds wrong, and does with --no-check', async () => {
    const cqube = await oddCqube();
    writeFileSync(join(folder, 'cqube_emission', 'block_master', 'block_mst.zip'), 'no zip');
    const checked = await start(cqube.url).ended;
    expect(checked.code).toBe(1);
    expect(checked.output).toContain('archive/not-a-zip');
    expect(cqube.journal).toEqual([]);
    expect(await start(cqube.url, ['--no-check']).ended).toMatchObject({ code: 0 });
    expect(cqube.objects.size).toBe(3);
  });

  it('gives up a side that does not answer, after the time that the environment says', async () => {
    const cqube = await oddCqube(({ call }) => call === 'upload-url');
    const { code, output } = await start(cqube.url, ['--retries', '1'], { CQUBE_REQUEST_TIMEOUT_MS: '50' })
      .ended;
    expect(code).toBe(1);
    expect(output).toContain('no answer for');
    expect(cqube.journal).toHaveLength(2);
  });
});

describe.skipIf(process.platform === 'win32')('a break', () => {
  /** Holds the first upload back until it is let go. */
  async function holding() {
    let letGo: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    let reached: () => void = () => undefined;
    const uploading = new Promise<void>((resolve) => {
      reached = resolve;
    });
    const cqube = await oddCqube(async ({ call, nth }) => {
      if (call !== 's3' || nth > 1) return false;
      reached();
      await held;
      return false;
    });
    return { cqube, uploading, letGo };
  }

  const said = (child: ChildProcess, text: string): Promise<void> =>
    new Promise((resolve) => {
      let seen = '';
      child.stderr?.on('data', (part: Buffer) => {
        seen += part.toString();
        if (seen.includes(text)) resolve();
      });
    });

  it.each(['SIGINT', 'SIGTERM'] as const)(
    'by %s lets the upload under way end, begins no other, and the next run goes on',
    async (signal) => {
      const { cqube, uploading, letGo } = await holding();
      const { child, ended } = start(cqube.url);
      await uploading;
      const told = said(child, 'what is under way is let end');
      child.kill(signal);
      await told;
      letGo();
      const result = await ended;
      expect(result).toMatchObject({ code: null, signal });
      expect(result.output).toContain(
        '1 file acknowledged, 2 not sent. It ended early: it was told to stop.',
      );
      const next = await start(cqube.url).ended;
      expect(next.output).toContain('2 files acknowledged, 1 acknowledged before.');
      expect(cqube.objects.size).toBe(3);
    },
  );

  it('by a second signal cuts the upload off', async () => {
    const { cqube, uploading } = await holding();
    const { child, ended } = start(cqube.url);
    await uploading;
    const told = said(child, 'what is under way is let end');
    child.kill('SIGTERM');
    await told;
    child.kill('SIGTERM');
    const result = await ended;
    expect(result).toMatchObject({ code: null, signal: 'SIGTERM' });
    expect(result.output).toContain('0 files acknowledged, 1 failed, 2 not sent.');
  });

  it('by kill -9 leaves nothing in the way of the next run', async () => {
    const { cqube, uploading, letGo } = await holding();
    const { child, ended } = start(cqube.url);
    await uploading;
    child.kill('SIGKILL');
    await ended;
    letGo();
    const next = await start(cqube.url, ['--receipts', 'receipts.json']).ended;
    expect(next).toMatchObject({ code: 0 });
    expect(readdirSync(folder).filter((name) => name.endsWith('.lock'))).toEqual([]);
    expect(JSON.parse(readFileSync(join(folder, 'receipts.json'), 'utf8'))).toHaveLength(3);
  });

  it('is not needed for a second emitter of the same folder: it is refused', async () => {
    const { cqube, uploading, letGo } = await holding();
    const { ended } = start(cqube.url);
    await uploading;
    const second = await start(cqube.url).ended;
    expect(second.code).toBe(2);
    expect(second.errors).toContain('another emit');
    letGo();
    expect(await ended).toMatchObject({ code: 0 });
  });
});
