/** Real clients emit a folder over real sockets, and what lies in the store is what they sent, byte for byte. */
import { spawn, spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startServer } from '../../../server/start-server.js';
import type { RunningServer } from '../../../server/start-server.js';

const BUCKET = 'cqube-qa10-emission';
const python = spawnSync('python3', ['--version']).status === 0;
const curl = spawnSync('curl', ['--version']).status === 0;
const shipped = fileURLToPath(
  new URL('../../../fixtures/emitters/python/like-shipped-client.py', import.meta.url),
);

const root = mkdtempSync(join(tmpdir(), 'cqube-conform-clients-'));
const emission = join(root, 'cqube_emission');
let server: RunningServer;

beforeAll(() => {
  const files: Readonly<Record<string, Uint8Array>> = {
    'district_master/district_mst.zip': randomBytes(700),
    'school_master/school_mst.zip': randomBytes(3_000_000),
    'pat/periodic_exam_mst.zip': Buffer.from('\r\n--boundary\r\nContent-Disposition: form-data\r\n\r\n'),
    'sat/empty.zip': new Uint8Array(0),
    'विद्यालय/शिक्षक उपस्थिति.zip': randomBytes(10),
    'udise/a.b c+d&e=f%20.zip': randomBytes(1),
  };
  for (const [path, bytes] of Object.entries(files)) {
    mkdirSync(dirname(join(emission, path)), { recursive: true });
    writeFileSync(join(emission, path), bytes);
  }
});

afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

beforeEach(async () => {
  server = await startServer();
});

afterEach(() => server.close());

const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Name sent, below the parent of the folder, to the hash of the bytes. */
function sent(): Readonly<Record<string, string>> {
  const entries = readdirSync(emission, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const paths = entries.map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    paths.map((path) => [relative(root, path).replaceAll('\\', '/'), hash(readFileSync(path))]),
  );
}

async function stored(): Promise<Readonly<Record<string, string | null>>> {
  const { objects } = await server.store.list(BUCKET, { prefix: '', after: '', limit: 100 });
  return Object.fromEntries(objects.map(({ key, sha256 }) => [key.replace(/_\d{14}(?=\.zip$)/, ''), sha256]));
}

/** Not blocking: the server lives in this process. */
function run(
  command: string,
  args: readonly string[],
): Promise<{ readonly code: number | null; readonly output: string }> {
  const child = spawn(command, args, { cwd: root });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (part: Buffer) => (output += part.toString()));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, output })));
}

describe('a folder emitted', () => {
  it.skipIf(!python)('as the shipped client does it arrives whole [install: python3]', async () => {
    const log = join(root, 'emission.log');
    const { code, output } = await run('python3', [shipped, server.url, server.token ?? '', emission, log]);
    expect({ code, output }).toEqual({ code: 0, output: '' });
    expect(await stored()).toEqual(sent());
    expect(readFileSync(log, 'utf8').split('with status code204').length - 1).toBe(
      Object.keys(sent()).length,
    );
  });

  it.skipIf(!curl)('with curl arrives whole [install: curl]', async () => {
    for (const name of Object.keys(sent())) {
      const asked = await run('curl', [
        '-sS',
        '-H',
        `Authorization: Bearer ${server.token}`,
        '--data-urlencode',
        `filename=${name}`,
        `${server.url}/upload-url`,
      ]);
      const { url, fields } = JSON.parse(asked.output) as { url: string; fields: Record<string, string> };
      const parts = Object.entries(fields).flatMap(([field, value]) => [
        '--form-string',
        `${field}=${value}`,
      ]);
      const form = [...parts, '-F', `file=@"${join(root, name)}"`];
      const { output } = await run('curl', ['-sS', '-w', '%{http_code}', ...form, url]);
      expect(output, name).toBe('204');
    }
    expect(await stored()).toEqual(sent());
  });

  it("with Node's fetch arrives whole, and comes back by link", async () => {
    for (const name of Object.keys(sent())) {
      const asked = await fetch(`${server.url}/upload-url`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${server.token}`, 'Content-Type': 'application/json' },
        body: JSON.stringify({ filename: name }),
      });
      const { url, fields } = (await asked.json()) as { url: string; fields: Record<string, string> };
      const body = new FormData();
      for (const [field, value] of Object.entries(fields)) body.append(field, value);
      body.append('file', new Blob([readFileSync(join(root, name))]), name);
      const answer = await fetch(url, { method: 'POST', body });
      expect([answer.status, answer.headers.get('etag')], name).toEqual([
        204,
        expect.stringMatching(/^"[0-9a-f]{32}"$/),
      ]);
    }
    expect(await stored()).toEqual(sent());
    const { objects } = await server.store.list(BUCKET, { prefix: '', after: '', limit: 100 });
    for (const { key, sha256 } of objects) {
      const link = await fetch(`${server.url}/download_url`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${server.token}`, 'Content-Type': 'application/json' },
        body: JSON.stringify({ filename: key, bucket: BUCKET }),
      });
      const bytes = new Uint8Array(await (await fetch(await link.text())).arrayBuffer());
      expect(hash(bytes), key).toBe(sha256);
    }
  });
});

describe('the shipped client', () => {
  it.skipIf(!python)(
    'ends with an error on a wrong token, and nothing arrives [install: python3]',
    async () => {
      const { code, output } = await run('python3', [shipped, server.url, 'wrong', emission]);
      expect(code).toBe(1);
      expect(output).toContain('KeyError');
      expect(await stored()).toEqual({});
    },
  );
});
