/** `check -` over real pipes: what it says, and that nothing of it is left, also after Ctrl-C. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sampleCsv } from '../../fixtures/sample/sample-csv.js';
import { zipOf } from '../../fixtures/sample/write-emission.js';
import { findSource } from '../../specs/lookup.js';
import type { DataSource } from '../../specs/source.js';

const program = fileURLToPath(new URL('../../dist/bin/cqube-conform.js', import.meta.url));
const grades = sampleCsv(findSource('grade_details') as DataSource);

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cqube-conform-stdin-test-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const environment = (): NodeJS.ProcessEnv => ({
  ...process.env,
  TMPDIR: folder,
  TEMP: folder,
  TMP: folder,
  NO_COLOR: '1',
});

function check(input: string | Uint8Array, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, 'check', '-', ...args], {
    input,
    encoding: 'utf8',
    env: environment(),
  });
  expect(readdirSync(folder), 'temporary files are left').toEqual([]);
  return { status, stdout, stderr };
}

describe('standard input', () => {
  it('is told by its header', () => {
    const { status, stdout } = check(grades);
    expect(status).toBe(0);
    expect(stdout).toContain('source grade_details, 3 rows');
  });

  it('may be a zip, which needs no name of its own', () => {
    const { status, stdout } = check(zipOf('grade_details.csv', grades), '-f', 'json');
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      inputs: ['-'],
      verdict: 'conformant',
      files: [{ source: 'grade_details', member: 'grade_details.csv', rows: 3 }],
    });
  });

  it('is judged as --source says', () => {
    const { status, stdout } = check(grades, '--source', 'subject_details');
    expect(status).toBe(1);
    expect(stdout).toContain('table/missing-column');
  });

  it('is empty: a finding if its source is named', () => {
    const { status, stdout } = check('', '--source', 'grade_details');
    expect(status).toBe(1);
    expect(stdout).toContain('table/empty-file');
  });

  it.each([
    ['of no known header', 'a,b\n1,2\n', []],
    ['of a header that two sources share', sampleCsv(findSource('periodic_exam_qst_mst') as DataSource), []],
    ['beside a path', grades, ['.']],
    ['for --list', grades, ['--list']],
  ])('is a usage error: %s', (_title, input, args) => {
    const { status, stdout, stderr } = check(input, ...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^cqube-conform: .+\n$/);
  });

  it.skipIf(process.platform === 'win32').each(['SIGINT', 'SIGTERM'] as const)(
    'leaves nothing behind after %s',
    async (signal) => {
      const child = spawn(process.execPath, [program, 'check', '-'], { env: environment() });
      child.stdin.write(grades);
      child.stdin.on('error', () => undefined);
      while (readdirSync(folder).length === 0) await new Promise(setImmediate);
      child.kill(signal);
      const ended = await new Promise((resolve) => child.on('exit', (_code, by) => resolve(by)));
      expect(ended).toBe(signal);
      expect(readdirSync(folder)).toEqual([]);
    },
  );
});
