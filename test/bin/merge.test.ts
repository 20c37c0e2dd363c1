/** `merge` on the command line: what is no report, findings files that do not belong, and what it leaves behind. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoEmission } from '../../fixtures/broken/demo-emission.js';
import { writeEmission } from '../../fixtures/sample/write-emission.js';

const program = fileURLToPath(new URL('../../dist/bin/cqube-conform.js', import.meta.url));
let folder = '';

function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', SOURCE_DATE_EPOCH: '1600000000' },
  });
  return { status, stdout, stderr };
}

const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
const write = (name: string, text: string | Uint8Array): void => writeFileSync(join(folder, name), text);
const SHARDS = ['1.json', '2.json', '3.json'];
const FINDINGS = ['1.ndjson', '2.ndjson', '3.ndjson'];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cqube-conform-merge-test-'));
  writeEmission(join(folder, 'cqube_emission'), demoEmission);
  mkdirSync(join(folder, 'a-folder'));
  run('check', 'cqube_emission', '-f', 'json=whole.json', '--findings-file', 'whole.ndjson');
  for (const index of [1, 2, 3])
    run(
      'check',
      'cqube_emission',
      '--shard',
      `${index}/3`,
      '-f',
      `json=${index}.json`,
      '--findings-file',
      `${index}.ndjson`,
    );
  write('cut.json', read('1.json').slice(0, -100));
  write('empty.json', '');
  write('array.json', '[]');
  write('report.txt', 'Conformant to documented.\n');
  write('bom.json', `\ufeff${read('1.json')}`);
  write('wide.json', Buffer.from(read('1.json'), 'utf16le'));
  write('cut.ndjson', read('2.ndjson').slice(0, -20));
  write('short.ndjson', read('2.ndjson').replace(/^.*\n/, ''));
  write('long.ndjson', `${read('2.ndjson')}${read('2.ndjson')}`);
  write('empty.ndjson', '');
  write('noise.ndjson', 'x\ny\n');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('merge', () => {
  it('writes what one run writes, in every format, with the findings of all', () => {
    const formats = ['json', 'ndjson', 'junit', 'csv'];
    const wanted = run('check', 'cqube_emission', ...formats.flatMap((name) => ['-f', `${name}=w.${name}`]));
    const { status, stdout, stderr } = run(
      'merge',
      ...SHARDS.toReversed(),
      ...formats.flatMap((name) => ['-f', `${name}=m.${name}`]),
      '--findings-file-in',
      ...FINDINGS,
      '--findings-file',
      'm-findings.ndjson',
    );
    expect({ status, stdout, stderr }).toEqual({ status: 1, stdout: wanted.stdout, stderr: '' });
    for (const name of formats) expect(read(`m.${name}`)).toBe(read(`w.${name}`));
    expect(read('m-findings.ndjson')).toBe(read('whole.ndjson'));
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  it('puts findings on standard output, and takes a findings file that is empty', () => {
    const args = ['--findings-file', '-', '--findings-file-in', ...FINDINGS, 'empty.ndjson'];
    const { status, stdout } = run('merge', ...SHARDS, ...args);
    expect(status).toBe(1);
    expect(stdout).toBe(read('whole.ndjson'));
  });

  it('takes a report that an editor has marked as UTF-8', () => {
    expect(run('merge', 'bom.json', '2.json', '3.json', '-f', 'json').stdout).toBe(read('whole.json'));
  });

  it.each([
    ['nothing', [], /missing required argument 'reports'/],
    ['no such file', ['nope.json'], /nope\.json cannot be read: there is no such file/],
    ['a folder', ['a-folder'], /it is a folder; name the files in it/],
    ['a report cut short', ['cut.json'], /it is no JSON, or was cut short: check that shard again/],
    ['an empty file', ['empty.json'], /empty\.json is empty: check that shard again/],
    ['other JSON', ['array.json'], /is not the JSON report of a check \(.+must be an object/],
    ['a report for people', ['report.txt'], /it is no JSON: write it with/],
    ['UTF-16', ['wide.json'], /it is no JSON/],
    ['the report of a whole run', ['whole.json'], /is the report of a whole run/],
    ['a report twice', [...SHARDS, '1.json'], /are both shard 1 of 3/],
    ['a shard too few', ['1.json', '3.json'], /shard 2 of 3 is missing/],
    ['findings for nothing', [...SHARDS, '--findings-file-in', '1.ndjson'], /say where to/],
  ])('refuses %s', (_title, args, message) => {
    const { status, stdout, stderr } = run('merge', ...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it.each([
    ['one is missing', ['1.ndjson', '2.ndjson'], /3\.json counts findings, but no findings file/],
    ['one is there twice', ['1.ndjson', '2.ndjson', '2.ndjson'], /are findings of the same shard/],
    ['one does not exist', ['1.ndjson', 'nope.ndjson'], /nope\.ndjson cannot be read: there is no such file/],
    ['one is a folder', ['a-folder'], /a-folder cannot be read/],
    ['one is of the whole run', ['whole.ndjson'], /which no report speaks of/],
    ['one is a report', ['1.ndjson', '1.json'], /1\.json is no findings file/],
    ['one is noise', ['noise.ndjson'], /noise\.ndjson is no findings file/],
    [
      'one was cut',
      ['1.ndjson', 'cut.ndjson', '3.ndjson'],
      /cut\.ndjson does not hold the findings that 2\.json counts/,
    ],
    ['one lacks a line', ['1.ndjson', 'short.ndjson', '3.ndjson'], /short\.ndjson does not hold/],
    ['one has more', ['1.ndjson', 'long.ndjson', '3.ndjson'], /long\.ndjson does not hold/],
  ])('refuses findings files where %s, and writes none', (_title, files, message) => {
    const { status, stderr } = run(
      'merge',
      ...SHARDS,
      '--findings-file-in',
      ...files,
      '--findings-file',
      'none.ndjson',
    );
    expect(status).toBe(2);
    expect(stderr).toMatch(message);
    expect(readdirSync(folder)).not.toContain('none.ndjson');
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
  });
});

describe('check --shard', () => {
  it.each([
    ['0/3', ['cqube_emission']],
    ['4/3', ['cqube_emission']],
    ['1', ['cqube_emission']],
    ['1/0', ['cqube_emission']],
    ['-1/3', ['cqube_emission']],
    ['1/99999', ['cqube_emission']],
    ['1/99999999999999999999', ['cqube_emission']],
    ['a/b', ['cqube_emission']],
    ['1/2', ['-']],
    ['1/2', ['cqube_emission', '--list']],
    ['1/2', ['--journal', 'whole.ndjson']],
  ])('refuses %s of %j', (shard, args) => {
    const { status, stdout, stderr } = run('check', ...args, `--shard=${shard}`);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^cqube-conform: --shard .+\n$/);
  });
});
