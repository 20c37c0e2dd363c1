/** The baseline on the command line: wrong calls, files that are none, and runs that must not write one. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { csvOf } from '../../../fixtures/broken/broken-emission.js';
import { writeEmission, zipOf } from '../../../fixtures/sample/write-emission.js';
import type { BaselineFile } from '../../../specs/baseline.js';

const program = fileURLToPath(new URL('../../../dist/bin/cqube-conform.js', import.meta.url));
const GRADES = 'grade_details/grade_details.zip';
let folder = '';

function check(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, 'check', ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', SOURCE_DATE_EPOCH: '1600000000' },
  });
  return { status, stdout, stderr };
}
const emit = (change: (csv: string) => string): void =>
  writeEmission(
    join(folder, 'cqube_emission'),
    new Map([[GRADES, zipOf('grade_details.csv', change(csvOf('grade_details')))]]),
  );
const baseline = (): BaselineFile => JSON.parse(readFileSync(join(folder, 'b.json'), 'utf8')) as BaselineFile;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cqube-conform-baseline-'));
  emit((csv) => csv.replace('84', 'x'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a baseline', () => {
  it('is written, let pass, exceeded, written again with its reasons, stale and pruned', () => {
    const of = [
      '--baseline-owner',
      'data cell',
      '--baseline-reason',
      'old export',
      '--baseline-until',
      '2020-10-01',
    ];
    expect(check('cqube_emission', '--write-baseline', 'b.json', ...of).status).toBe(0);
    expect(check('cqube_emission', '--baseline', 'b.json').status).toBe(0);
    emit((csv) => csv.replaceAll('84', 'x'));
    const more = check('cqube_emission', '--baseline', 'b.json');
    expect(more.status).toBe(1);
    expect(more.stdout).toContain('exceeded');
    expect(check('cqube_emission', '--write-baseline', 'b.json').status).toBe(0);
    expect(baseline().entries).toMatchObject([
      { owner: 'data cell', reason: 'old export', until: '2020-10-01' },
    ]);
    emit((csv) => csv);
    expect(check('cqube_emission', '--baseline', 'b.json').status).toBe(1);
    expect(check('cqube_emission', '--baseline', 'b.json', '--fail-on', 'never').status).toBe(0);
    expect(check('cqube_emission', '--baseline', 'b.json', '--prune-baseline').status).toBe(0);
    expect(baseline().entries).toEqual([]);
  });

  it('is not stale where nobody has looked', () => {
    check('cqube_emission', '--write-baseline', 'b.json');
    expect(check('cqube_emission', '--baseline', 'b.json', '--skip', 'table/value-type').status).toBe(0);
    emit((csv) => csv.replaceAll('|', ','));
    const { stdout } = check('cqube_emission', '--baseline', 'b.json');
    expect(stdout).toContain('table/wrong-delimiter');
    expect(stdout).not.toContain('stale');
  });

  it('is not written where not everything could be read', () => {
    writeEmission(
      join(folder, 'cqube_emission'),
      new Map([['pat/periodic_exam_mst.zip', zipOf('a.csv', 'a')]]),
    );
    rmSync(join(folder, 'cqube_emission/pat/periodic_exam_mst.zip'));
    spawnSync('ln', ['-s', 'nowhere', join(folder, 'cqube_emission/pat/periodic_exam_mst.zip')]);
    const { status, stderr } = check('cqube_emission', '--write-baseline', 'b.json');
    expect(status).toBe(3);
    expect(stderr).toContain('no baseline was written');
    expect(existsSync(join(folder, 'b.json'))).toBe(false);
  });

  it.each([
    ['no JSON', '[', 'is no JSON'],
    ['another document', '{"schemaVersion":1}', 'version: is missing'],
    ['an entry of a line', '{"version":1,"entries":[{"line":1}]}', 'unknown property'],
    ['a name that is none', '{"version":1,"entries":[{"__proto__":{}}]}', '__proto__'],
  ])('that is %s is told, and not replaced', (_what, text, expected) => {
    writeFileSync(join(folder, 'b.json'), text);
    for (const option of ['--baseline', '--write-baseline']) {
      const { status, stderr, stdout } = check('cqube_emission', option, 'b.json');
      expect([status, stdout]).toEqual([2, '']);
      expect(stderr).toContain(expected);
    }
    expect(readFileSync(join(folder, 'b.json'), 'utf8')).toBe(text);
  });

  it.each([
    [['--prune-baseline'], 'name it with --baseline'],
    [['--write-baseline', 'b.json', '--prune-baseline'], 'leave out one of them'],
    [['--write-baseline', ''], 'names no file'],
    [['--write-baseline', 'a-folder'], 'it is a folder'],
    [['--baseline', 'a-folder'], 'it is a folder'],
    [['--baseline', 'nowhere\nat all.json'], 'nowhere\\u{a}at all.json'],
    [['--write-baseline', 'b.json', '--baseline-until', '2020-02-30'], 'takes a day'],
    [['--baseline-owner', 'x'], 'add --write-baseline'],
    [['--write-baseline', 'b.json', '--forecast-only'], '--forecast-only asks no rule'],
    [['--write-baseline', 'b.json', '--baseline-owner', 'a\nb'], 'takes one line of text'],
  ])('is no call: %j', (args, expected) => {
    mkdirSync(join(folder, 'a-folder'));
    const { status, stderr } = check('cqube_emission', ...args);
    expect(status).toBe(2);
    expect(stderr).toContain(expected);
    expect(existsSync(join(folder, 'b.json'))).toBe(false);
  });
});
