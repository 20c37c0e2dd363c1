/** The examples for CI servers: their shell commands run, as each server runs them, on a good and on a bad emission. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Report } from '../../specs/report.js';
import { type Workspace, workspace } from './example-workspace.js';

const read = (path: string): string =>
  readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8');

interface GitHubJob {
  readonly env?: Readonly<Record<string, string>>;
  readonly steps: readonly {
    readonly name?: string;
    readonly run?: string;
    readonly if?: string;
    readonly env?: Readonly<Record<string, string>>;
  }[];
}

let used: Workspace[] = [];
const use = (...args: Parameters<typeof workspace>): Workspace => {
  const made = workspace(...args);
  used.push(made);
  return made;
};
afterEach(() => {
  for (const one of used) one.remove();
  used = [];
});

const verdictIn = ({ file }: Workspace): string =>
  (JSON.parse(readFileSync(file('cqube-report.json'), 'utf8')) as Report).verdict;

/** `bash -e` as the runner calls it; a step behind a failed one runs only with `always()`. */
function runGitHub(there: Workspace, job: GitHubJob): number {
  let code = 0;
  for (const { run, if: condition, env } of job.steps) {
    if (run === undefined || (code !== 0 && condition !== 'always()')) continue;
    const { status, output } = there.run(['bash', '-e'], run, {
      ...job.env,
      ...env,
      GITHUB_STEP_SUMMARY: there.file('summary.md'),
    });
    expect(output).not.toMatch(/not found|syntax error/);
    if (code === 0) code = status ?? 9;
  }
  return code;
}

const CASES = [
  ['sample', 0, 'conformant'],
  ['broken', 1, 'not-conformant'],
  ['none', 4, 'inconclusive'],
] as const;

describe('examples/ci/github.yml', () => {
  const { jobs } = parse(read('examples/ci/github.yml')) as { jobs: Record<string, GitHubJob> };

  it.each(CASES)('%s: exit code %d', (emission, code, verdict) => {
    const there = use(emission);
    for (const job of Object.values(jobs)) expect(runGitHub(there, job)).toBe(code);
    expect(verdictIn(there)).toBe(verdict);
    expect(readFileSync(there.file('cqube-report.xml'), 'utf8')).toContain('<testsuites');
    const summary = readFileSync(there.file('summary.md'), 'utf8');
    expect(summary).toBe(readFileSync(there.file('cqube-report.md'), 'utf8'));
    expect(readFileSync(there.file('cqube-report.html'), 'utf8')).toContain('<html');
  });
});

describe('examples/ci/gitlab-ci.yml', () => {
  const document = parse(read('examples/ci/gitlab-ci.yml')) as Record<
    string,
    {
      variables: Record<string, string>;
      script: readonly string[];
      artifacts: { paths: readonly string[]; reports: Record<string, string> };
    }
  >;

  it.each(CASES)('%s: exit code %d', (emission, code, verdict) => {
    const there = use(emission);
    for (const { script, variables, artifacts } of Object.values(document)) {
      expect(there.run(['sh', '-e'], script.join('\n'), variables).status).toBe(code);
      for (const path of [...artifacts.paths, ...Object.values(artifacts.reports)])
        expect(existsSync(there.file(path)), path).toBe(true);
    }
    expect(verdictIn(there)).toBe(verdict);
  });
});

describe('examples/ci/Jenkinsfile', () => {
  const text = read('examples/ci/Jenkinsfile');
  const scripts = [...text.matchAll(/\bsh '''\n([\s\S]*?)'''/g)].map(([, script = '']) => script);
  const variables = Object.fromEntries(
    [...text.matchAll(/^ +(\w+) = '(.*)'$/gm)].map(([, name = '', value = '']) => [name, value]),
  );

  it.each(CASES)('%s: exit code %d', (emission, code, verdict) => {
    const there = use(emission);
    expect(scripts).toHaveLength(1);
    for (const script of scripts) {
      // In ''' a backslash at the end of a line is one of Groovy's: the lines become one there already.
      const { status } = there.run(['sh', '-xe'], script.replaceAll('\\\n', ''), variables);
      expect(status).toBe(code);
    }
    expect(verdictIn(there)).toBe(verdict);
    const [, junit = ''] = /junit '(.*)'/.exec(text) ?? [];
    expect(existsSync(there.file(junit))).toBe(true);
  });
});

describe('examples/ci/cron.sh', () => {
  const script = read('examples/ci/cron.sh');
  const environment = (there: Workspace): Record<string, string> => ({
    EMISSION: there.file('cqube_emission'),
    REPORTS: there.file('reports of the night'),
  });

  it('prints nothing when all is well, and leaves three reports', () => {
    const there = use('sample');
    expect(there.run(['sh'], script, environment(there))).toEqual({ status: 0, output: '' });
    const endings = readdirSync(there.file('reports of the night')).map((name) => name.replace(/^.*\./, ''));
    expect(endings.toSorted()).toEqual(['csv', 'json', 'txt']);
  });

  it('prints the report, and fails, when it is not', () => {
    const there = use('broken');
    const { status, output } = there.run(['sh'], script, environment(there));
    expect(status).toBe(1);
    expect(output).toContain('Not conformant to documented');
  });

  it('removes its old reports, and nothing else', () => {
    const there = use('sample');
    there.run(['sh'], script, environment(there));
    const long = new Date('2020-01-01');
    for (const name of ['cqube-2020-01-01.json', 'notes.txt']) {
      const path = there.file('reports of the night', name);
      writeFileSync(path, '');
      utimesSync(path, long, long);
    }
    expect(there.run(['sh'], script, environment(there)).status).toBe(0);
    expect(existsSync(there.file('reports of the night', 'cqube-2020-01-01.json'))).toBe(false);
    expect(existsSync(there.file('reports of the night', 'notes.txt'))).toBe(true);
  });

  it('says what it needs', () => {
    expect(use('none').run(['sh'], script).output).toContain('the emission folder');
  });
});

describe('.pre-commit-hooks.yaml', () => {
  const hooks = parse(read('.pre-commit-hooks.yaml')) as readonly Record<string, unknown>[];

  it.each(CASES)('%s: exit code %d', (emission, code) => {
    for (const { entry, args, language, pass_filenames: passes } of hooks) {
      expect([language, passes]).toEqual(['node', false]);
      const words = [entry, ...(args as readonly string[])].join(' ');
      expect(use(emission).run(['sh'], words).status).toBe(code);
    }
  });

  it('runs where zips or CSVs change, as pre-commit reads the pattern', () => {
    const [{ files } = {}] = hooks;
    const pattern = new RegExp(String(files));
    expect(pattern.test('cqube_emission/pat/periodic_exam_mst.zip')).toBe(true);
    expect(pattern.test('README.md')).toBe(false);
  });
});

it.each(['examples/ci/cron.sh'])('%s is what sh can read', (path) => {
  const { status, stderr } = spawnSync('sh', ['-n'], { input: read(path), encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});
