/** `check --memory --temp-dir`: what they take, and that nothing is left on disk, also after Ctrl-C. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, watch, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readMemorySize } from '../../bin/memory-size.js';

const program = fileURLToPath(new URL('../../dist/bin/cqube-conform.js', import.meta.url));

let folder = '';
let csv = '';
let tempDir = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cqube-conform-cli-memory-'));
  csv = join(folder, 'grade_details.csv');
  // Of 16 MiB the log of hashes has 11: full well before these rows end. Each comes twice, so a second pass follows.
  const rows = Array.from({ length: 1_600_000 }, (_, index) => `${24_010_100_011 + (index >> 1)}|3|84\n`);
  writeFileSync(csv, `school_id|grade|students_count\n${rows.join('')}`);
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(() => {
  tempDir = join(folder, 'temp');
  mkdirSync(tempDir);
});

afterEach(() => {
  rmSync(tempDir, { recursive: true, force: true });
});

const command = (...args: string[]): string[] => [program, 'check', ...args];

function check(...args: string[]) {
  const env = { ...process.env, SOURCE_DATE_EPOCH: '0', NO_COLOR: '1', TMPDIR: tempDir };
  return spawnSync(process.execPath, command(...args), { encoding: 'utf8', env });
}

describe('--memory', () => {
  it.each([
    ['16M', 16 * 2 ** 20],
    ['256m', 2 ** 28],
    ['256MiB', 2 ** 28],
    ['256 MB', 2 ** 28],
    ['1G', 2 ** 30],
    ['1.5g', 1.5 * 2 ** 30],
    ['65536K', 2 ** 26],
    ['16777216', 2 ** 24],
    [' 16777216B ', 2 ** 24],
  ])('takes %s', (text, bytes) => {
    expect(readMemorySize(text)).toBe(bytes);
  });

  it.each(['', 'M', '-1G', '1e9', '256X', '1G2', '0x100000000', '∞', '99999999T', '16M; rm'])(
    'refuses %j, and says what it takes',
    (text) => {
      expect(() => readMemorySize(text)).toThrow('such as 256M, 1GiB or plain bytes');
    },
  );

  it.each(['0', '15M', '16777215', '256'])('refuses %s as too little', (text) => {
    expect(() => readMemorySize(text)).toThrow('16M at least');
  });

  it('is a usage error where it is wrong, and so is a folder that does not exist', () => {
    const size = check(folder, '--memory', 'lots');
    expect([size.status, size.stdout]).toEqual([2, '']);
    expect(size.stderr).toContain('--memory takes a size');
    const place = check(folder, '--temp-dir', join(folder, 'nowhere'));
    expect([place.status, place.stdout]).toEqual([2, '']);
    expect(place.stderr).toContain('which is no folder');
  });

  it('changes nothing in the report', () => {
    const plenty = check(csv, '-f', 'json');
    const little = check(csv, '-f', 'json', '--memory', '16M', '--temp-dir', tempDir);
    expect([plenty.status, little.status]).toEqual([1, 1]);
    expect(little.stdout.length).toBeGreaterThan(1000);
    expect(little.stdout).toBe(plenty.stdout);
    expect(readdirSync(tempDir)).toEqual([]);
  });
});

describe('a check that has spilled', () => {
  it.skipIf(process.platform === 'win32').each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'leaves nothing when %s ends it',
    async (signal) => {
      const folders: string[] = [];
      const child = spawn(process.execPath, command(csv, '--memory', '16M', '--temp-dir', tempDir), {
        stdio: 'ignore',
      });
      const watcher = watch(tempDir, (_event, name) => {
        if (name !== null) folders.push(name);
        child.kill(signal);
      });
      const [code, endedBy] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
      watcher.close();
      expect([code, endedBy]).toEqual([null, signal]);
      expect(folders[0]).toMatch(/^cqube-conform-spill-/);
      expect(readdirSync(tempDir)).toEqual([]);
    },
  );
});
