/** `serve --data-dir`, killed and started again: what was promised before still holds. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';

const program = fileURLToPath(new URL('../../dist/bin/cqube-conform.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'cqube-conform-killed-'));
const children: ChildProcess[] = [];

afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

interface Ready {
  readonly api: string;
  readonly admin: string;
  readonly s3: string;
  readonly token: string;
  readonly s3Access: object;
}

async function serve(s3Port: string): Promise<{ ready: Ready; kill: () => Promise<void> }> {
  const ports = ['--port', '0', '--admin-port', '0', '--s3-port', s3Port];
  const child = spawn(process.execPath, [program, 'serve', '--json', ...ports, '--data-dir', folder]);
  children.push(child);
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const line = await new Promise<string>((resolve, reject) => {
    let output = '';
    child.stdout.on('data', (part: Buffer) => {
      output += part.toString();
      if (output.includes('\n')) resolve(output);
    });
    child.once('close', () => reject(new Error('it ended')));
  });
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
  };
  return { ready: JSON.parse(line) as Ready, kill };
}

interface Form {
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
}

async function formFor({ api, token }: Ready, filename: string): Promise<Form> {
  const answer = await fetch(`${api}/upload-url`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ filename }),
  });
  return (await answer.json()) as Form;
}

async function send({ url, fields }: Form): Promise<number> {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  body.append('file', new Blob(['a,b\n']));
  return (await fetch(url, { method: 'POST', body })).status;
}

const seqs = async ({ admin }: Ready): Promise<readonly number[]> => {
  const page = (await (await fetch(`${admin}/api/journal`)).json()) as {
    readonly entries: readonly { readonly _cqube: { readonly seq: number } }[];
  };
  return page.entries.map(({ _cqube: { seq } }) => seq);
};

it('keeps tokens, storage key, objects, forms and the numbers of the journal', async () => {
  const { ready: first, kill } = await serve('0');
  const [used, unused] = [await formFor(first, 'used.csv'), await formFor(first, 'unused.csv')];
  expect(await send(used)).toBe(204);
  await kill();
  const { ready: second } = await serve(new URL(first.s3).port);
  expect(second.s3Access).toEqual(first.s3Access);
  expect([await send(used), await send(unused)]).toEqual([403, 204]);
  // The token of before.
  const late = await formFor({ ...second, token: first.token }, 'late.csv');
  expect(await send(late)).toBe(204);
  const objects = (await (await fetch(`${second.admin}/api/buckets/cqube-qa10-emission/objects`)).json()) as {
    readonly objects: readonly { readonly key: string }[];
  };
  expect(objects.objects.map(({ key }) => key.split('_')[0])).toEqual(['late', 'unused', 'used']);
  const numbers = await seqs(second);
  expect(numbers).toEqual([...new Set(numbers)].toSorted((one, other) => one - other));
  // Two for forms before, five exchanges since; what was being written when it was killed may be missing.
  expect(numbers.length).toBeGreaterThanOrEqual(4);
  expect(Math.max(...numbers)).toBeGreaterThan(3);
});
