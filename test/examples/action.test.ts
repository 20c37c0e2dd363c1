/** action.yml: its steps run as the runner runs them, with inputs that mean harm too. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Report } from '../../specs/report.js';
import { type Workspace, workspace } from './example-workspace.js';

interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default: string }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: {
    readonly using: string;
    readonly steps: readonly {
      readonly id?: string;
      readonly uses?: string;
      readonly run: string;
      readonly shell: string;
      readonly env: Readonly<Record<string, string>>;
    }[];
  };
}

const action = parse(
  readFileSync(fileURLToPath(new URL('../../action.yml', import.meta.url)), 'utf8'),
) as Action;

let there: Workspace | null = null;
afterEach(() => {
  there?.remove();
  there = null;
});

interface Result {
  readonly here: Workspace;
  readonly status: number;
  readonly output: string;
  /** What was written for later steps. */
  readonly outputs: string;
  readonly npm: readonly string[];
}

/** Values of `${{ … }}` in `env`, the only place where the action has any. */
function runAction(emission: Parameters<typeof workspace>[0], given: Record<string, string> = {}): Result {
  there?.remove();
  const here = workspace(emission);
  there = here;
  const inputs = Object.fromEntries(
    Object.entries(action.inputs).map(([name, { default: usual }]) => [name, given[name] ?? usual]),
  );
  const temp = here.file('..', 'runner temp');
  mkdirSync(temp);
  const environment = { RUNNER_TEMP: temp, GITHUB_OUTPUT: here.file('outputs') };
  writeFileSync(environment.GITHUB_OUTPUT, '');
  let [status, output] = [0, ''];
  for (const { run, shell, env } of action.runs.steps) {
    const values = Object.fromEntries(
      Object.entries(env).map(([name, text]) => [
        name,
        text.replace(/\$\{\{ (?:inputs\.([\w-]+)|github\.(action_path)) \}\}/, (_, input: string, path) =>
          path === undefined ? (inputs[input] ?? '') : here.folder,
        ),
      ]),
    );
    const result = here.run([shell, '--noprofile', '--norc', '-eo', 'pipefail'], run, {
      ...environment,
      ...values,
    });
    output += result.output;
    status = result.status ?? 9;
    if (status !== 0) break;
  }
  const log = here.file('..', 'npm.log');
  return {
    here,
    status,
    output,
    outputs: readFileSync(environment.GITHUB_OUTPUT, 'utf8'),
    npm: existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : [],
  };
}

describe('action.yml', () => {
  it('is composite, uses no action of others, and interpolates into no script', () => {
    expect(action.runs.using).toBe('composite');
    for (const step of action.runs.steps) {
      expect(step.uses).toBeUndefined();
      expect(step.run).not.toContain('${{');
      expect(step.run).not.toMatch(/curl|wget|upload/);
    }
    expect(Object.keys(action.inputs).toSorted()).toEqual([
      'fail-on',
      'format',
      'path',
      'profile',
      'version',
    ]);
    for (const { description } of Object.values(action.inputs)) expect(description).not.toBe('');
  });

  it('packs its own checkout, and passes on a good emission', () => {
    const { here, status, output, outputs, npm } = runAction('sample');
    expect(output).toContain('Conformant to documented.');
    expect([status, outputs]).toEqual([0, 'exit-code=0\n']);
    expect(npm.map((call) => call.split(' ')[0])).toEqual(['ci', 'pack', 'install']);
    expect(npm.at(-1)).toContain(`${dirname(here.folder)}/runner temp/cqube-conform-0.0.0.tgz`);
  });

  it('fails on a bad one, with its exit code as output and the reports that were asked for', () => {
    const { here, status, outputs } = runAction('broken', {
      format: 'json=a report.json,junit=report.xml\npretty',
    });
    expect([status, outputs]).toEqual([1, 'exit-code=1\n']);
    const report = JSON.parse(readFileSync(here.file('a report.json'), 'utf8')) as Report;
    expect(report.verdict).toBe('not-conformant');
    expect(existsSync(here.file('report.xml'))).toBe(true);
  });

  it('takes profile, threshold and several paths', () => {
    const { status, output } = runAction('sample', {
      profile: 'pipeline-3.7',
      format: 'pretty',
      'fail-on': 'never',
      path: './cqube_emission/udise\n./cqube_emission/pat\n',
    });
    expect(output).toContain('Findings do not count (--fail-on never).');
    expect(output).toContain('table/column-order (3 files)');
    expect(status).toBe(0);
  });

  it('installs a version of the registry, or a tarball', () => {
    expect(runAction('sample', { version: '0.1.0' }).npm.at(-1)).toMatch(/ -- cqube-conform@0\.1\.0$/);
    expect(runAction('sample', { version: './cqube-conform.tgz' }).npm).toEqual([
      expect.stringMatching(/^install .* -- \/.*\/a checkout\/cqube-conform\.tgz$/),
    ]);
  });

  it.each([
    ['path', '$(touch harmed)'],
    ['path', '--show-values'],
    ['path', '`touch harmed`; touch harmed'],
    ['profile', '"; touch harmed; "'],
    ['fail-on', '$(touch harmed)'],
    ['format', 'json;touch harmed'],
  ])('takes %s %s as a word, and ends with a usage error', (name, value) => {
    const { here, status, outputs } = runAction('sample', { [name]: value });
    expect(existsSync(here.file('harmed'))).toBe(false);
    expect([status, outputs]).toEqual([2, 'exit-code=2\n']);
  });
});
