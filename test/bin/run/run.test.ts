/** `run` as a command: what emitters are given, what is put back afterwards, and what goes where. */
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { sampleEmission } from '../../../fixtures/sample/sample-csv.js';
import { writeEmission } from '../../../fixtures/sample/write-emission.js';
import { begin, conformant, reportOf, script } from './running-cli.js';
import type { Ended } from './running-cli.js';

const windows = process.platform === 'win32';
const ONE = ['--scenario', 'empty-folder', '-f', 'json'];
const emitter = ['--', process.execPath, conformant];
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cqube-conform-run-test-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const run = (...args: readonly string[]): Promise<Ended> => begin(args, folder).ended;
const first = (ended: Ended) => reportOf(ended).scenarios?.[0];
const inFolder = (name: string): string => join(folder, name);
const read = (name: string): string => readFileSync(inFolder(name), 'utf8');

/** Every file below with its digest and time. */
const lookOf = (where: string): readonly string[] =>
  readdirSync(where, { recursive: true, withFileTypes: true })
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
    .map((path) => {
      const status = statSync(path);
      const digest = status.isFile() ? createHash('sha256').update(readFileSync(path)).digest('hex') : '';
      return `${path} ${digest} ${status.mtimeMs}`;
    });

function emission(...names: readonly string[]): void {
  const all = sampleEmission();
  writeEmission(inFolder('mine'), new Map(names.map((name) => [name, all.get(name) ?? ''])));
}

/** Writes down that it is there, and stays. */
const STAYS = `
  require('fs').writeFileSync('pid', String(process.pid));
  require('fs').writeFileSync('path', process.env.CQUBE_EMISSION_PATH);
  setInterval(() => {}, 1000);`;

async function interrupt(args: readonly string[], signal: NodeJS.Signals): Promise<Ended> {
  const { child, ended } = begin([...args, ...script(STAYS)], folder);
  await expect.poll(() => existsSync(inFolder('path')), { timeout: 20_000 }).toBe(true);
  child.kill(signal);
  return ended;
}

describe('run', () => {
  it('fills in placeholders, and has the same in the environment', async () => {
    const source = `
      const { env, argv } = process;
      require('fs').writeFileSync('seen', JSON.stringify({ env: [env.CQUBE_EMISSION_URL, env.CQUBE_ACCESS_TOKEN, env.CQUBE_EMISSION_PATH], argv: argv.slice(1) }));
      process.exit(1);`;
    const { code } = await run(
      ...ONE,
      ...script(source),
      '{url}',
      'a={token}',
      '{path}/x',
      '{other}',
      '{{url}}',
    );
    const { env, argv } = JSON.parse(read('seen')) as { env: string[]; argv: string[] };
    const [url = '', token = '', path = ''] = env;
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/data$/);
    expect(path).toMatch(/[\\/]cqube_emission$/);
    expect(argv).toEqual([url, `a=${token}`, `${path}/x`, '{other}', `{${url}}`]);
    expect(code).toBe(0);
  });

  it('writes config files from templates, and takes them away again', async () => {
    writeFileSync(inFolder('config.in'), 'url={url}\ntoken={token}\npath={path}\nbrace={x}\n');
    const source = `require('fs').copyFileSync('config.ini', 'seen'); process.exit(1);`;
    const { code } = await run(...ONE, '--template', 'config.in=config.ini', ...script(source));
    expect(code).toBe(0);
    expect(read('seen')).toMatch(
      /^url=http:.*\/data\ntoken=\S+\.\S+\.\S+\npath=.*cqube_emission\nbrace=\{x\}\n$/,
    );
    expect(existsSync(inFolder('config.ini'))).toBe(false);
  });

  it.each(windows ? [] : (['SIGINT', 'SIGTERM'] as const))(
    'puts a config file back, ends emitters and leaves nothing behind on %s',
    async (signal) => {
      writeFileSync(inFolder('config.in'), '{token}');
      writeFileSync(inFolder('config.ini'), 'my own');
      const ended = await interrupt([...ONE, '--template', 'config.in=config.ini'], signal);
      expect(ended).toMatchObject({ signal, stdout: '' });
      expect(read('config.ini')).toBe('my own');
      expect(existsSync(read('path'))).toBe(false);
      expect(readdirSync(folder).toSorted()).toEqual(['config.in', 'config.ini', 'path', 'pid']);
      const pid = Number(read('pid'));
      const lives = (): boolean => {
        try {
          return process.kill(pid, 0);
        } catch {
          return false;
        }
      };
      await expect.poll(lives, { timeout: 10_000 }).toBe(false);
    },
  );

  it('says what is wrong with a template', async () => {
    writeFileSync(inFolder('config.in'), '{token}');
    for (const [template, reason] of [
      ['config.in', '--template takes <in>=<out>'],
      ['nothing.in=x', 'the template nothing.in cannot be read'],
      ['config.in=.', '., which a template is to replace, cannot be read'],
      ['config.in=no/such/folder/x', 'the template cannot be written to no/such/folder/x'],
    ] as const) {
      const { code, stderr, stdout } = await run(...ONE, '--template', template, ...emitter);
      expect({ code, stdout }, template).toEqual({ code: 2, stdout: '' });
      expect(stderr, template).toContain(reason);
    }
  });

  it("never touches the user's own emission, nor lets an emitter do so", async () => {
    emission(
      'district_master/district_mst',
      'school_master/school_mst',
      'grade_details/grade_details',
      'student_attendance/student_attendance',
    );
    const before = lookOf(inFolder('mine'));
    const source = `
      const { rmSync, readdirSync, writeFileSync } = require('fs');
      const path = process.env.CQUBE_EMISSION_PATH;
      writeFileSync('seen', String(readdirSync(path)));
      for (const name of readdirSync(path)) rmSync(path + '/' + name, { recursive: true });
      process.exit(1);`;
    await run('--scenario', 'vanishing-file', '--emission', 'mine', ...script(source));
    expect(read('seen')).toBe('district_master,grade_details,school_master,student_attendance');
    const { code } = await run(
      '--scenario',
      'vanishing-file',
      '--scenario',
      'happy-path',
      '--emission',
      'mine',
      ...emitter,
    );
    expect(code).toBe(0);
    expect(lookOf(inFolder('mine'))).toEqual(before);
  });

  it.skipIf(windows)('is not led astray by links in an emission [POSIX only]', async () => {
    emission('district_master/district_mst', 'grade_details/grade_details');
    symlinkSync('..', inFolder('mine/loop'));
    symlinkSync('nowhere', inFolder('mine/gone.zip'));
    const ended = await run('--scenario', 'happy-path', '--emission', 'mine', '-f', 'json', ...emitter);
    expect(first(ended)).toMatchObject({ name: 'happy-path', level: 'must+should', exit: 'status 0' });
  });

  it('leaves out scenarios that a small emission cannot bring about, and says so', async () => {
    emission('district_master/district_mst');
    const ended = await run('--emission', 'mine', '-f', 'json', ...emitter);
    expect(ended.code).toBe(0);
    const played = reportOf(ended).scenarios?.map(({ name }) => name);
    expect(played).toContain('happy-path');
    expect(played).not.toContain('server-gone');
    expect(ended.stderr).toContain('server-gone is not played: it needs 4 files\n');
    const asked = await run('--emission', 'mine', '--scenario', 'server-gone', ...emitter);
    expect(asked).toMatchObject({ code: 2, stdout: '' });
  });

  it('does not run with an emission that has nothing to send', async () => {
    mkdirSync(inFolder('mine'));
    const ended = await run('--emission', 'mine', ...emitter);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toContain('has no zip of a published name: mine');
  });

  it('keeps journal and output where asked to, without the token', async () => {
    const source = `console.log('hello ' + process.env.CQUBE_ACCESS_TOKEN)`;
    await run('--scenario', 'happy-path', '--keep', 'a/b', ...script(source));
    expect(readdirSync(inFolder('a/b/happy-path')).toSorted()).toEqual([
      'journal.ndjson',
      'output.txt',
      'stored.json',
    ]);
    expect(read('a/b/happy-path/output.txt')).toBe('hello [token]\n');
    writeFileSync(inFolder('file'), '');
    expect(await run(...ONE, '--keep', 'file/x', ...emitter)).toMatchObject({ code: 2, stdout: '' });
  });

  it('comes to the same verdicts one by one and side by side', async () => {
    const wanted = ['happy-path', 'slow-down-once', 'lost-acknowledgement', 'token-refused', 'empty-folder'];
    const args = [...wanted.flatMap((name) => ['--scenario', name]), '-f', 'json'];
    const results = [];
    for (const jobs of ['1', '4']) {
      const { scenarios, rules } = reportOf(await run(...args, '--jobs', jobs, ...emitter));
      results.push({
        scenarios: scenarios?.map(({ name, level, must, should, exit }) => ({
          name,
          level,
          must,
          should,
          exit,
        })),
        rules,
      });
    }
    expect(results[0]?.scenarios?.map(({ name }) => name).toSorted()).toEqual(wanted.toSorted());
    expect(results[1]).toEqual(results[0]);
  });

  it('writes reports that are valid, and nothing else to standard output', async () => {
    const args = ['--scenario', 'happy-path', '--scenario', 'empty-folder'];
    const ended = await run(
      ...args,
      '-f',
      'json',
      '-f',
      'junit=run.xml',
      ...script(`console.log('to be seen')`),
    );
    expect(ended.code).toBe(1);
    const at = (name: string): string => fileURLToPath(new URL(`../../../${name}`, import.meta.url));
    const validate = new Ajv2020({ strict: false }).compile(
      JSON.parse(readFileSync(at('specs/report.schema.json'), 'utf8')) as object,
    );
    validate(reportOf(ended));
    expect(validate.errors).toBe(null);
    const { errors } = await validateXML({
      xml: [{ fileName: 'run.xml', contents: read('run.xml') }],
      schema: [readFileSync(at('test/conformance/reporters/junit.xsd'), 'utf8')],
    });
    expect(errors).toEqual([]);
    expect(read('run.xml')).toContain('happy-path');
  });

  it.each([
    [['-f', 'json', '-f', 'junit'], 'only one format can go to the screen'],
    [['--profile', 'nope'], 'unknown profile nope'],
    [['--level', 'may'], '--level takes must or should, not may'],
    [['--jobs', '1.5'], '--jobs takes a whole number'],
    [['--jobs', '0'], '--jobs takes a number from 1 to 64'],
    [['--timeout', 'soon'], '--timeout takes a number'],
    [['--seed', '-1'], '--seed'],
    [['--cwd', 'nowhere'], '--cwd names no folder: nowhere'],
    [['--emission', 'nowhere'], '--emission names no folder: nowhere'],
  ])('refuses %j before any emitter is started', async (args, reason) => {
    const source = `require('fs').writeFileSync('started', '')`;
    const ended = await run('--scenario', 'empty-folder', ...args, ...script(source));
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toContain(reason);
    expect(existsSync(inFolder('started'))).toBe(false);
  });
});
