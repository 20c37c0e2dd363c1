/** `serve` and `token` as processes: the line when ready, the end in order, wrong calls. */
import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exampleCsv } from '../../conformance/engine/example-csv.js';
import { writeEmission, zipOf } from '../../fixtures/sample/write-emission.js';
import { sendTo } from '../support/send-file.js';

const program = fileURLToPath(new URL('../../dist/bin/cqube-conform.js', import.meta.url));
const ANY_PORTS = ['--port', '0', '--admin-port', '0', '--s3-port', '0'];

let folder = '';
let children: ChildProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cqube-conform-serve-test-'));
});

afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  children = [];
  rmSync(folder, { recursive: true, force: true });
});

interface Ready {
  readonly api: string;
  readonly admin: string;
  readonly s3: string;
  readonly token: string;
  readonly s3Access: Readonly<Record<'accessKeyId' | 'secretAccessKey' | 'region', string>>;
  readonly pid: number;
}

interface Serving {
  readonly ready: Ready;
  readonly stop: (signal: NodeJS.Signals) => Promise<{ code: number | null; output: string; errors: string }>;
}

async function serve(...args: string[]): Promise<Serving> {
  const child = spawn(process.execPath, [program, 'serve', '--json', ...ANY_PORTS, ...args], {
    env: { ...process.env, TMPDIR: folder, TEMP: folder, TMP: folder },
  });
  children.push(child);
  let output = '';
  let errors = '';
  child.stderr.on('data', (part: Buffer) => (errors += part.toString()));
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (part: Buffer) => {
      output += part.toString();
      if (output.includes('\n')) resolve(output);
    });
    child.on('close', () => reject(new Error(errors)));
  });
  return {
    ready: JSON.parse(line) as Ready,
    stop: async (signal) => {
      child.kill(signal);
      return { code: await ended, output, errors };
    },
  };
}

const call = (...args: string[]) =>
  spawnSync(process.execPath, [program, ...args], { encoding: 'utf8', cwd: folder });

describe('serve', () => {
  it.skipIf(process.platform === 'win32').each(['SIGINT', 'SIGTERM'] as const)(
    'tells one line of JSON when it is ready, and ends in order on %s',
    async (signal) => {
      const { ready, stop } = await serve();
      expect(ready).toEqual({
        api: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/data$/),
        admin: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
        s3: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
        token: expect.any(String),
        s3Access: {
          accessKeyId: expect.stringMatching(/^AKIA\w{16}$/),
          secretAccessKey: expect.any(String),
          region: 'ap-south-1',
        },
        pid: expect.any(Number),
      });
      const answer = await fetch(`${ready.api}/list_s3_buckets`, {
        headers: { Authorization: `Bearer ${ready.token}` },
      });
      expect(answer.status).toBe(200);
      const { code, output, errors } = await stop(signal);
      expect({ code, lines: output.split('\n').length, errors }).toEqual({ code: 0, lines: 2, errors: '' });
      expect(readdirSync(folder)).toEqual([]);
    },
  );

  it.each([
    [['--port', '70000'], '--port takes a number from 0 to 65535'],
    [['--s3-port', 'x'], '--s3-port takes a number'],
    [['--gateway', 'nginx'], '--gateway takes kong or none'],
    [['--upload-urls', 'twice'], '--upload-urls takes one-time or until-expiry'],
    [['--credential', 'key'], '--credential takes key:secret'],
    [['--host', ''], '--host names no address'],
    [['--profile', 'x'], 'unknown profile x'],
    [['--host', '256.1.1.1'], 'is no address of this machine'],
    [['--seed', 'no/such'], 'the seed folder no/such cannot be used'],
    [['--bucket-input', '../x'], 'cannot be the name of the input bucket'],
    [['--bucket-input', 'a', '--bucket-output', 'a'], 'two buckets have one name'],
    [['--region', 'a/b'], 'is no name of a region'],
    [['--route-host', 'https://x'], 'is no host name to route'],
    [['--logs', 'file'], 'the log folder file is no folder'],
    [['--journal', 'file'], 'file is there already'],
    [['--journal', '.'], '. is a folder'],
    [['--journal', 'no/such'], 'there is no such folder'],
    [['--data-dir', 'file/below'], 'the data folder file/below cannot be used'],
  ])('refuses %j in one line', (args, reason) => {
    writeFileSync(join(folder, 'file'), '');
    const { status, stdout, stderr } = call('serve', ...ANY_PORTS, ...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^cqube-conform: .+\n$/);
    expect(stderr).toContain(reason);
  });

  it('shows a page, and checks what arrives unless it is told not to', async () => {
    const info = async ({ ready }: Serving): Promise<unknown> =>
      (await fetch(`${ready.admin}/api/info`)).json();
    const checking = await serve('--profile', 'pipeline-3.7');
    expect(await (await fetch(`${checking.ready.admin}/`)).text()).toMatch(/^<!doctype html>/);
    expect(await sendTo({ url: checking.ready.api, token: checking.ready.token }, 'pat/x.zip', 'x')).toBe(
      204,
    );
    const report = (await (await fetch(`${checking.ready.admin}/api/report`)).json()) as object;
    expect(report).toMatchObject({ profile: 'pipeline-3.7', recording: { exchanges: 2 } });
    expect(await info(checking)).toMatchObject({ checks: true });
    expect(await info(await serve('--no-check'))).toMatchObject({ checks: false });
  });

  it('keeps masters in its data folder that check looks references up in, while it runs', async () => {
    const { ready } = await serve('--data-dir', join(folder, 'data'));
    const master = zipOf('school_mst.csv', exampleCsv('school_master', { udise_sch_code: '24010100011' }));
    const sent = { url: ready.api, token: ready.token };
    expect(await sendTo(sent, 'school_master/school_mst.zip', master)).toBe(204);
    const attendance = exampleCsv('student_attendance', { SchoolId: '24010100099' });
    writeEmission(
      join(folder, 'cqube_emission'),
      new Map([['student_attendance/student_attendance', attendance]]),
    );
    const { stdout, stderr } = call('check', 'cqube_emission', '--only', 'dataset', '--masters', 'data');
    expect(stderr).toBe('');
    expect(stdout).toMatch(
      /“24010100099” in “SchoolId” is not in school_master\/school_mst_\d{14}\.zip of data \(/,
    );
  });

  it('says which port is in use, and by what to mend it', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as AddressInfo;
    const { status, stderr } = call('serve', ...ANY_PORTS, '--port', String(port));
    await new Promise((resolve) => taken.close(resolve));
    expect(status).toBe(2);
    expect(stderr).toContain(`127.0.0.1:${port} is in use`);
  });
});

describe('token', () => {
  it('makes one that the server accepts', async () => {
    const { ready } = await serve();
    const { status, stdout } = call('token', '--admin', ready.admin, '--user', 'state');
    expect(status).toBe(0);
    const answer = await fetch(`${ready.api}/list_s3_buckets?jwt=${stdout.trim()}`);
    expect(answer.status).toBe(200);
    const { stdout: json } = call('token', '--admin', ready.admin, '--json');
    expect(JSON.parse(json)).toMatchObject({ user: 'emission', token: expect.any(String) });
  });

  it('is made by a server with TLS for who knows its authority', async () => {
    const { ready } = await serve('--tls', '--data-dir', join(folder, 'data'));
    const { status, stderr } = call('token', '--admin', ready.admin);
    expect([status, stderr]).toEqual([2, expect.stringContaining('name its authority with --ca')]);
    const { stdout } = call('token', '--admin', ready.admin, '--ca', join(folder, 'data', 'tls', 'ca.pem'));
    expect(stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
  });

  it.each([
    [['--ca', 'no/such.pem'], '--ca: no/such.pem cannot be read: there is no such file'],
    [['--admin', 'nonsense'], '--admin takes the admin URL'],
    [['--admin', 'http://127.0.0.1:9'], 'no server answers at http://127.0.0.1:9'],
  ])('says what is wrong: %j', (args, reason) => {
    const { status, stderr } = call('token', ...args);
    expect(status).toBe(2);
    expect(stderr).toContain(reason);
  });
});
