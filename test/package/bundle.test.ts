/** `npm run bundle`: what it makes is installed and used where no registry can be reached. */
import { type SpawnSyncReturns, execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readEmission } from '../../conformance/inputs/emission.js';
import { reporters } from '../../conformance/reporters/index.js';
import { rules } from '../../conformance/rules/index.js';
import { DEFAULTS } from '../../conformance/settings.js';
import { runJobs } from '../../conformance/threads/run-jobs.js';
import { checkInThreads } from '../../conformance/threads/thread-pool.js';
import { sampleEmission } from '../../fixtures/sample/sample-csv.js';
import { writeEmission } from '../../fixtures/sample/write-emission.js';
import { defaultIngestion } from '../../specs/ingestion/index.js';
import { sources } from '../../specs/sources/index.js';
import { closedPort } from '../support/closed-port.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const windows = process.platform === 'win32';
let folder = '';
let made = '';
/** A folder without package.json or node_modules above it. */
let work = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cqube-conform-bundle-test-'));
  made = join(folder, 'made');
  work = join(folder, 'work');
  execFileSync(process.execPath, [join(root, '.ci/bundle.mjs'), '--out', made], { stdio: 'ignore' });
  writeEmission(join(work, 'cqube_emission'), sampleEmission());
}, 300_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }), 120_000);

describe('the offline tarball', () => {
  it('is installed with the registry out of reach, and works', async () => {
    const tarball = readdirSync(made).find((name) => name.endsWith('-offline.tgz')) ?? '';
    const registry = `http://127.0.0.1:${await closedPort()}/`;
    const options = ['--offline', '--no-audit', '--no-fund', '--cache', join(folder, 'cache')];
    const installed = spawnSync(
      'npm',
      [
        'install',
        '-g',
        '--prefix',
        join(folder, 'prefix'),
        '--registry',
        registry,
        ...options,
        join(made, tarball),
      ],
      { cwd: folder, encoding: 'utf8', shell: windows },
    );
    expect(installed.status, installed.stderr).toBe(0);
    const program = join(
      folder,
      'prefix',
      windows ? '' : 'lib',
      'node_modules/cqube-conform/dist/bin/cqube-conform.js',
    );
    const checked = node([program, 'check', './cqube_emission']);
    expect(checked.stdout).toContain('Conformant to documented.');
    // What the server depends on is there too.
    const emitter = join(root, 'fixtures/emitters/node/conformant.mjs');
    const judged = node([program, 'run', '--scenario', 'happy-path', '--', process.execPath, emitter]);
    expect(judged.status, judged.stdout + judged.stderr).toBe(0);
  }, 300_000);
});

describe('the single file', () => {
  const run = (...args: readonly string[]): SpawnSyncReturns<string> =>
    node([join(work, 'check.mjs'), ...args]);

  beforeAll(() => copyFileSync(join(made, 'cqube-conform-check.mjs'), join(work, 'check.mjs')));

  it('says what an installed package says', () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    expect(run('--version').stdout).toBe(`${version}\n`);
    const installed = node([
      join(root, 'dist/bin/cqube-conform.js'),
      'check',
      './cqube_emission',
      '-f',
      'json',
    ]);
    expect(run('check', './cqube_emission', '-f', 'json').stdout).toBe(installed.stdout);
    expect(run('explain', 'table/value-type').status).toBe(0);
  });

  it.each(Object.keys(reporters))('writes the same %s', (format) => {
    const args = ['check', './cqube_emission/grade_details', '-f', format];
    const { status, stdout, stderr } = run(...args);
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout.length).toBeGreaterThan(0);
    expect(stdout).toBe(node([join(root, 'dist/bin/cqube-conform.js'), ...args]).stdout);
  });

  it('knows its own commands only', () => {
    expect(run('serve')).toMatchObject({ status: 2 });
    expect(run('--help').stdout).not.toContain('serve');
    expect(run('check', 'nowhere')).toMatchObject({ status: 2 });
  });

  it('is what its threads start with, too', async () => {
    const { facts } = await readEmission([join(work, 'cqube_emission/grade_details')], {
      sources,
      asked: [],
      forcedSource: null,
    });
    const jobs = facts.files.flatMap((file) =>
      file.match.kind === 'source' ? [{ file, source: file.match.source, matchedBy: 'name' as const }] : [],
    );
    const settings = {
      ...DEFAULTS,
      now: () => 0,
      time: { ingestion: defaultIngestion, today: '2020-08-15' },
      masterKeys: new Map(),
    };
    const outcomes = await checkInThreads({
      entry: pathToFileURL(join(work, 'check.mjs')),
      threads: 1,
      jobs,
      order: [0],
      rules,
      settings,
      onProgress: () => undefined,
    });
    expect(outcomes).toEqual(await runJobs(jobs, rules, settings));
    expect(outcomes).toHaveLength(1);
  });
});

/** The same time in every report. */
const node = (args: readonly string[]): SpawnSyncReturns<string> =>
  spawnSync(process.execPath, args, {
    cwd: work,
    encoding: 'utf8',
    env: { ...process.env, SOURCE_DATE_EPOCH: '1600000000' },
  });
