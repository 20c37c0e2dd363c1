/** Whose a folder is: a living process keeps its own, a killed one's is taken away, and nobody else's is touched. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ownMark } from '../../../conformance/spill/process-mark.js';
import {
  removeOwnSpillFolders,
  SpillFolder,
  sweepSpillFolders,
} from '../../../conformance/spill/spill-folder.js';

const built = (name: string): string =>
  new URL(`../../../dist/conformance/spill/${name}.js`, import.meta.url).href;

/** Adds hashes until they lie on disk, says so, and holds them. */
const HOLD = `
import { RepeatedHashes } from '${built('repeated-hashes')}';
import { SpillFolder } from '${built('spill-folder')}';
const folder = new SpillFolder(process.env.SPILL_TO);
const hashes = new RepeatedHashes(4096, folder);
for (let number = 1; folder.written < 100000; number++) hashes.add(number, number << 20);
`;

let tempDir = '';
const children: ChildProcess[] = [];

beforeEach(() => {
  tempDir = mkdtempSync(join(tmpdir(), 'cqube-conform-folders-'));
});

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(tempDir, { recursive: true, force: true });
});

async function spilling(): Promise<ChildProcess> {
  const script = `${HOLD}\nconsole.log('spilling');\nprocess.stdin.resume();`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    env: { ...process.env, SPILL_TO: tempDir },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  children.push(child);
  await once(child.stdout, 'data');
  return child;
}

const folderOf = (pid: number | undefined): string | undefined =>
  readdirSync(tempDir).find((name) => name.startsWith(`cqube-conform-spill-${pid}-`));

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
}

describe('a spill folder', () => {
  it('can be entered by its owner only, and its files have no name where the system allows', () => {
    const folder = new SpillFolder(tempDir);
    expect(readdirSync(tempDir)).toEqual([]);
    const file = folder.newFile();
    file.append(Int32Array.of(1, 2, 3));
    const [name = ''] = readdirSync(tempDir);
    if (process.platform !== 'win32') {
      expect(statSync(join(tempDir, name)).mode & 0o777).toBe(0o700);
      expect(readdirSync(join(tempDir, name))).toEqual([]);
    }
    const read = new Int32Array(2);
    file.read(4, read);
    expect([...read]).toEqual([2, 3]);
    folder.close();
    folder.close();
    expect(readdirSync(tempDir)).toEqual([]);
  });

  it('of a killed process goes at the next start, that of a living one stays', async () => {
    const [killed, living] = [await spilling(), await spilling()];
    await end(killed, 'SIGKILL');
    expect(folderOf(killed.pid), 'nobody could remove it').toBeDefined();
    sweepSpillFolders(tempDir);
    expect([folderOf(killed.pid), folderOf(living.pid) === undefined]).toEqual([undefined, false]);
    await end(living, 'SIGKILL');
    sweepSpillFolders(tempDir);
    expect(readdirSync(tempDir)).toEqual([]);
  });

  it('of a worker that breaks down goes with the process', async () => {
    const script = `${HOLD}\nthrow new Error('broken');`;
    const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(script)}`), {
      env: { ...process.env, SPILL_TO: tempDir },
    });
    const broke = once(worker, 'error').catch((error: unknown) => [error]);
    await broke;
    expect(folderOf(process.pid)).toBeDefined();
    sweepSpillFolders(tempDir);
    expect(folderOf(process.pid), 'its process lives').toBeDefined();
    removeOwnSpillFolders(tempDir);
    expect(readdirSync(tempDir)).toEqual([]);
  });
});

describe('a sweep', () => {
  const { start, place } = ownMark();
  /** No system gives so high a number. */
  const gone = 2_000_000_000;
  const plant = (name: string): string => {
    mkdirSync(join(tempDir, name), { mode: 0o700 });
    writeFileSync(join(tempDir, name, '1.spill'), 'x');
    return name;
  };

  it('takes what is certainly of a process that is gone', () => {
    plant(`cqube-conform-spill-${gone}-77-${place}-abcdef`);
    // The number was given out anew: this process began at another time.
    if (start !== '0') plant(`cqube-conform-spill-${process.pid}-77-${place}-abcdef`);
    sweepSpillFolders(tempDir);
    expect(readdirSync(tempDir)).toEqual([]);
  });

  it.each([
    ['of another system', `cqube-conform-spill-${gone}-77-00000000-abcdef`],
    ['of a process that lives', `cqube-conform-spill-${process.pid}-${start}-${place}-abcdef`],
    ['of which it is not said when it began', `cqube-conform-spill-${process.pid}-0-${place}-abcdef`],
    ['with another name', `cqube-conform-spill-${gone}-77-${place}-abcdefg`],
    ['with no number', `cqube-conform-spill-0-77-${place}-abcdef`],
  ])('leaves a folder %s', (_title, name) => {
    plant(name);
    sweepSpillFolders(tempDir);
    expect(existsSync(join(tempDir, name, '1.spill'))).toBe(true);
  });

  it.skipIf(process.platform === 'win32')('leaves what is no private folder, and follows no link', () => {
    const name = `cqube-conform-spill-${gone}-77-${place}-`;
    chmodSync(join(tempDir, plant(`${name}opened`)), 0o755);
    const target = plant('elsewhere');
    symlinkSync(join(tempDir, target), join(tempDir, `${name}linked`));
    writeFileSync(join(tempDir, `${name}afile0`), 'x');
    sweepSpillFolders(tempDir);
    expect(readdirSync(tempDir).toSorted()).toEqual([
      `${name}afile0`,
      `${name}linked`,
      `${name}opened`,
      'elsewhere',
    ]);
    expect(readdirSync(join(tempDir, target))).toEqual(['1.spill']);
  });

  it.skipIf(process.platform === 'win32')('takes away the files that an index makes, and no other', () => {
    const name = plant(`cqube-conform-spill-${gone}-77-${place}-abcdef`);
    writeFileSync(join(tempDir, name, 'letter.txt'), 'x');
    symlinkSync(join(tempDir, name, 'letter.txt'), join(tempDir, name, '2.spill'));
    sweepSpillFolders(tempDir);
    expect(readdirSync(join(tempDir, name))).toEqual(['letter.txt']);
  });

  it('says nothing where there is no such folder', () => {
    expect(() => sweepSpillFolders(fileURLToPath(new URL('nowhere', import.meta.url)))).not.toThrow();
  });
});
