/** `--findings-file`: whole or not at all, wherever it goes, and nothing left beside it. */
import { spawn, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { demoEmission } from '../../fixtures/broken/demo-emission.js';
import { writeEmission } from '../../fixtures/sample/write-emission.js';
import type { Finding } from '../../specs/report.js';

const program = fileURLToPath(new URL('../../dist/bin/cqube-conform.js', import.meta.url));
/** Findings of the demo emission. */
const FINDINGS = 9;

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cqube-conform-findings-test-'));
  writeEmission(join(folder, 'cqube_emission'), demoEmission);
  mkdirSync(join(folder, 'tmp'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const environment = (): NodeJS.ProcessEnv => {
  const tmp = join(folder, 'tmp');
  return { ...process.env, TMPDIR: tmp, TEMP: tmp, TMP: tmp, NO_COLOR: '1' };
};

function check(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [program, 'check', 'cqube_emission', ...args],
    { cwd: folder, encoding: 'utf8', env: environment() },
  );
  expect(readdirSync(join(folder, 'tmp')), 'temporary files are left').toEqual([]);
  return { status, stdout, stderr };
}

const findingsIn = (text: string): readonly Finding[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Finding);

const names = (): readonly string[] => readdirSync(folder).toSorted();

describe('a findings file', () => {
  it('is written beside and renamed, in folders that are made, over one that was there', () => {
    for (const file of ['f.ndjson', 'f.ndjson', 'new/folder/f.ndjson']) {
      const { status, stdout, stderr } = check('--findings-file', file);
      expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
      expect(stdout).toContain('Not conformant to documented.');
      expect(findingsIn(readFileSync(join(folder, file), 'utf8'))).toHaveLength(FINDINGS);
    }
    expect(names()).toEqual(['cqube_emission', 'f.ndjson', 'new', 'tmp']);
  });

  it('is empty where nothing is found', () => {
    expect(check('--findings-file', 'f.ndjson', '--only', 'archive/').status).toBe(0);
    expect(readFileSync(join(folder, 'f.ndjson'), 'utf8')).toBe('');
  });

  it('may be standard output, for itself', () => {
    const { status, stdout } = check('--findings-file', '-', '-f', 'json=report.json');
    expect(status).toBe(1);
    expect(findingsIn(stdout)).toHaveLength(FINDINGS);
    expect(JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8'))).toMatchObject({ exitCode: 1 });
  });

  it.skipIf(process.platform === 'win32')('may be a device or a link, which stays one', () => {
    symlinkSync('target.ndjson', join(folder, 'link'));
    expect(check('--findings-file', 'link').status).toBe(1);
    expect(findingsIn(readFileSync(join(folder, 'target.ndjson'), 'utf8'))).toHaveLength(FINDINGS);
    expect(check('--findings-file', '/dev/null').status).toBe(1);
    expect(names()).toEqual(['cqube_emission', 'link', 'target.ndjson', 'tmp']);
  });

  it.each([
    ['a folder', ['--findings-file', 'tmp'], /it is a folder; name a file/],
    ['nothing', ['--findings-file', ''], /names no file/],
    ['the file of a report', ['--findings-file', './x', '-f', 'json=x'], /name two files/],
    ['the screen beside a report', ['--findings-file', '-', '-f', 'json'], /give the report a file/],
    ['below a file', ['--findings-file', 'cqube_emission/grade_details/grade_details.zip/x'], /name another/],
  ])('is refused as %s, before anything is checked', (_title, args, message) => {
    const { status, stdout, stderr } = check(...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(names()).toEqual(['cqube_emission', 'tmp']);
  });

  it('that was there stays as it was where the path is no emission', () => {
    writeFileSync(join(folder, 'f.ndjson'), 'of yesterday\n');
    const { status } = spawnSync(
      process.execPath,
      [program, 'check', 'nowhere', '--findings-file', 'f.ndjson'],
      {
        cwd: folder,
        env: environment(),
      },
    );
    expect(status).toBe(2);
    expect(readFileSync(join(folder, 'f.ndjson'), 'utf8')).toBe('of yesterday\n');
    expect(names()).toEqual(['cqube_emission', 'f.ndjson', 'tmp']);
  });

  it('ends quietly when its reader has seen enough', async () => {
    const child = spawn(process.execPath, [program, 'check', 'cqube_emission', '--findings-file', '-'], {
      cwd: folder,
      env: environment(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let errors = '';
    child.stderr.on('data', (part: Buffer) => (errors += part.toString()));
    child.stdout.destroy();
    const ended = await new Promise((resolve) => child.on('close', resolve));
    expect({ errors, ended }).toEqual({ errors: '', ended: 1 });
  });

  it.skipIf(process.platform === 'win32').each(['SIGINT', 'SIGTERM'] as const)(
    'is not there after %s, nor any part of it',
    async (signal) => {
      const child = spawn(
        process.execPath,
        [program, 'check', '-', '--source', 'grade_details', '--findings-file', 'f.ndjson'],
        { cwd: folder, env: environment() },
      );
      child.stdin.write('x\n');
      child.stdin.on('error', () => undefined);
      const ended = new Promise((resolve) => child.on('close', (_code, by) => resolve(by)));
      while (readdirSync(join(folder, 'tmp')).length === 0) await new Promise(setImmediate);
      expect(names().some((name) => name.startsWith('.findings-'))).toBe(true);
      child.kill(signal);
      expect(await ended).toBe(signal);
      expect(names()).toEqual(['cqube_emission', 'tmp']);
      expect(existsSync(join(folder, 'f.ndjson'))).toBe(false);
      expect(readdirSync(join(folder, 'tmp'))).toEqual([]);
    },
  );
});
