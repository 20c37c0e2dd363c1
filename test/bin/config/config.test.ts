/** The configuration on the command line: where it is found, what wins, what is refused, and that it holds everywhere. */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoEmission } from '../../../fixtures/broken/demo-emission.js';
import { writeEmission } from '../../../fixtures/sample/write-emission.js';
import { asReport } from '../../../specs/check-report.js';
import { CONFIG_NAME } from '../../../specs/config.js';

const program = fileURLToPath(new URL('../../../dist/bin/cqube-conform.js', import.meta.url));
let folder = '';

interface Where {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

function run(args: readonly string[], { cwd = folder, env = {} }: Where = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', SOURCE_DATE_EPOCH: '1600000000', ...env },
  });
  return { status, stdout, stderr };
}
const write = (name: string, value: unknown): void =>
  writeFileSync(join(folder, name), typeof value === 'string' ? value : JSON.stringify(value));
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');

interface Printed {
  readonly config: string | null;
  readonly values: Readonly<Record<string, { readonly value: unknown; readonly from: string }>>;
}
const printed = (args: readonly string[], options: Where = {}): Printed =>
  JSON.parse(run(['check', '--print-config', ...args], options).stdout) as Printed;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cqube-conform-config-'));
  writeEmission(join(folder, 'cqube_emission'), demoEmission);
  mkdirSync(join(folder, 'a', 'b'), { recursive: true });
  write('own.json', {
    failOn: 'warning',
    overrides: [
      { rules: { 'table/value-type': 'warning', 'table/duplicate-key': 'off' } },
      { rules: { 'table/value-type': 'info' }, files: ['student_attendance/*'] },
    ],
    columns: [{ source: 'district_master', name: 'Extra', type: 'string' }],
    variants: { district_master: 'state' },
    baseline: 'known.json',
    limits: { samples: 2, expansionRatio: 400 },
  });
  write('known.json', {
    version: 1,
    entries: [
      {
        rule: 'table/value-pattern',
        path: 'pat/periodic_exam_mst.zip',
        column: 'assessment_year',
        count: 1,
        reason: 'r',
        owner: 'o',
        until: '2020-12-31',
      },
      { rule: 'table/no-rows', path: 'gone.zip', count: 1, reason: 'r', owner: 'o', until: '2020-12-31' },
    ],
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a configuration', () => {
  it('is found from the working directory up, and its baseline beside it', () => {
    write(CONFIG_NAME, { profile: 'pipeline-3.7', baseline: 'known.json' });
    const { config, values } = printed([], { cwd: join(folder, 'a', 'b') });
    rmSync(join(folder, CONFIG_NAME));
    expect(config).toBe(`../../${CONFIG_NAME}`);
    expect(values['profile']).toEqual({ value: 'pipeline-3.7', from: `../../${CONFIG_NAME}` });
    expect(values['baseline']?.value).toBe('../../known.json');
  });

  it('gives way to the environment, and both to the command line', () => {
    const env = {
      CQUBE_CONFORM_FAIL_ON: 'info',
      CQUBE_CONFORM_ONLY: 'table, archive',
      CQUBE_CONFORM_PROFILE: '',
    };
    const { values } = printed(['--config', 'own.json', '--memory', '1G'], { env });
    expect(values['failOn']).toEqual({ value: 'info', from: 'CQUBE_CONFORM_FAIL_ON' });
    expect(values['only']).toEqual({ value: ['table', 'archive'], from: 'CQUBE_CONFORM_ONLY' });
    expect(values['profile']).toEqual({ value: 'documented', from: 'default' });
    expect(values['memory']).toEqual({ value: '1G', from: '--memory' });
    expect(values['samples']).toEqual({ value: 2, from: 'own.json' });
  });

  it('is not looked for with --no-config', () => {
    write(CONFIG_NAME, '{');
    const { status } = run(['check', '--print-config', '--no-config']);
    const { status: broken } = run(['check', '--print-config']);
    rmSync(join(folder, CONFIG_NAME));
    expect([status, broken]).toEqual([0, 2]);
  });

  it.each([
    ['no JSON', '{"profile": "documented",}', 'is no JSON: line 1'],
    ['empty', '', 'it is empty'],
    ['not UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), 'it is not UTF-8'],
    ['huge', ' '.repeat((1 << 20) + 1), 'larger than 1 MiB'],
    ['deep', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, 'must be an object'],
  ])('that is %s is told', (_what, text, expected) => {
    writeFileSync(join(folder, 'bad.json'), text);
    const { status, stderr, stdout } = run(['check', 'cqube_emission', '--config', 'bad.json']);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(expected);
    expect(stderr).not.toContain('    at ');
  });

  it('with a name that would end the line keeps to its line', () => {
    writeFileSync(join(folder, 'two\nlines.json'), '{"a\\nb\\u001b[31m": 1}');
    const { status, stderr } = run(['check', 'cqube_emission', '--config', 'two\nlines.json']);
    expect(status).toBe(2);
    expect(stderr.trimEnd().split('\n')).toHaveLength(2);
    expect(stderr).not.toContain('\u001b');
  });

  it.skipIf(process.getuid?.() === 0)('that may not be read is told', () => {
    write('closed.json', {});
    chmodSync(join(folder, 'closed.json'), 0);
    expect(run(['check', 'cqube_emission', '--config', 'closed.json'])).toMatchObject({ status: 2 });
  });
});

describe('a run under a configuration', () => {
  const CHECK = ['check', 'cqube_emission', '--config', 'own.json'];

  it('says so, in a report that fits the schema', () => {
    const { status } = run([...CHECK, '-f', 'json=report.json']);
    const report = asReport(JSON.parse(read('report.json')));
    if ('problem' in report) throw new Error(report.problem);
    expect(status).toBe(1);
    const { options, baseline, groups } = report.report;
    expect(options.variants).toEqual({ district_master: 'state' });
    expect(options.expansion).toEqual({ ratio: 400 });
    expect(groups.filter(({ rule }) => rule === 'table/duplicate-key')).toEqual([]);
    expect(
      groups.filter(({ rule }) => rule === 'table/value-type').map(({ path, severity }) => [path, severity]),
    ).toContainEqual(['student_attendance/student_attendance.zip', 'info']);
    expect(baseline).toMatchObject({
      baselined: { error: 1 },
      problems: [{ kind: 'stale', path: 'gone.zip' }],
    });
  });

  it('is the same in shards', () => {
    run([...CHECK, '-f', 'json=whole.json']);
    for (const shard of ['1/3', '2/3', '3/3'])
      run([...CHECK, '--shard', shard, '-f', `json=${shard.slice(0, 1)}.json`]);
    expect(run(['merge', '1.json', '2.json', '3.json', '-f', 'json=merged.json']).status).toBe(1);
    expect(read('merged.json')).toBe(read('whole.json'));
  });

  it.each(['overrides', 'columns', 'variants', 'baseline', 'limits'])(
    'does not merge with one under other %s',
    (key) => {
      const { [key]: _left, ...rest } = JSON.parse(read('own.json')) as Record<string, unknown>;
      write('other.json', rest);
      run([...CHECK, '--shard', '1/2', '-f', 'json=1.json']);
      run(['check', 'cqube_emission', '--config', 'other.json', '--shard', '2/2', '-f', 'json=2.json']);
      const { status, stderr } = run(['merge', '1.json', '2.json']);
      expect(status).toBe(2);
      expect(stderr).toContain('differ in their');
    },
  );
});

describe('init', () => {
  it('writes what check takes, once', () => {
    expect(run(['init', 'cqube_emission', '--out', 'first.json']).status).toBe(0);
    expect(run(['check', '--print-config', '--config', 'first.json']).status).toBe(0);
    const before = read('first.json');
    expect(run(['init', 'cqube_emission', '--out', 'first.json', '--profile', 'pipeline-3.7']).status).toBe(
      2,
    );
    expect(read('first.json')).toBe(before);
    expect(
      run(['init', 'cqube_emission', '--out', 'first.json', '--profile', 'pipeline-3.7', '--overwrite'])
        .status,
    ).toBe(0);
    expect(read('first.json')).toContain('pipeline-3.7');
  });

  it.each([
    [['init', 'nowhere']],
    [['init', 'cqube_emission', '--out', 'cqube_emission']],
    [['init', 'cqube_emission', '--out', 'no/such/folder.json']],
    [['init', 'cqube_emission', '--profile', 'x']],
  ])('%j is a wrong call', (args) => {
    expect(run(args)).toMatchObject({ status: 2, stdout: '' });
  });
});
