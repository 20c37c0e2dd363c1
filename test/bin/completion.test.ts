/** The completion scripts, in the shells themselves where they are installed. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTree } from '../../bin/completion/command-tree.js';
import { completionScript } from '../../bin/completion/completion-script.js';
import { SHELLS } from '../../bin/completion/shells.js';
import { buildProgram } from '../../bin/program.js';
import { RULE_IDS } from '../../specs/rule-ids.js';

const tree = readTree(await buildProgram(() => undefined));
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cqube-conform-completion-'));
  for (const shell of SHELLS) writeFileSync(join(folder, shell), completionScript(shell, tree));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const has = (shell: string, ...args: readonly string[]): boolean => spawnSync(shell, args).status === 0;

describe.runIf(has('bash', '--version'))('bash [install: bash]', () => {
  /** What is offered where the last word ends. */
  function complete(...words: readonly string[]): readonly string[] {
    const script = `. "${join(folder, 'bash')}"; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _cqube_conform; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const { stdout, stderr } = spawnSync('bash', ['-c', script, 'bash', 'cqube-conform', ...words], {
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    return stdout.split('\n').filter((line) => line !== '');
  }

  it('offers commands', () => {
    expect(complete('')).toEqual(tree.commands.map(({ name }) => name));
    expect(complete('specs', 'sh')).toEqual(['show']);
  });

  it('offers the options of the command that was named', () => {
    expect(complete('check', '--prof')).toEqual(['--profile']);
    expect(complete('serve', './x', '--fail-')).toEqual([]);
  });

  it('offers the values of an option, in its short form too', () => {
    expect(complete('check', '--profile', '')).toEqual(['documented', 'pipeline-3.7']);
    expect(complete('check', '-f', 'js')).toEqual(['json']);
    expect(complete('run', '--level', '')).toEqual(['must', 'should']);
  });

  it('offers what an argument is', () => {
    expect(complete('explain', 'table/')).toEqual(RULE_IDS.filter((id) => id.startsWith('table/')));
  });

  it('leaves files, and a command of your own, to the shell', () => {
    expect(complete('check', '--journal', 'che')).toEqual([]);
    expect(complete('check', '')).toEqual([]);
    expect(complete('run', '--', 'che')).toEqual([]);
  });
});

describe.runIf(has('fish', '--version'))('fish [install: fish]', () => {
  function complete(typed: string): readonly string[] {
    const script = `source "${join(folder, 'fish')}"; complete -C "${typed}"`;
    const { stdout, stderr } = spawnSync('fish', ['--no-config', '-c', script], {
      encoding: 'utf8',
      env: { ...process.env, HOME: folder },
    });
    expect(stderr).toBe('');
    return stdout
      .trim()
      .split('\n')
      .map((line) => line.replace(/\t.*/, ''));
  }

  it('offers commands, options and values', () => {
    expect(complete('cqube-conform specs ')).toEqual(['header', 'list', 'show']);
    expect(complete('cqube-conform check --prof')).toEqual(['--profile']);
    expect(complete('cqube-conform check --profile ')).toEqual(['documented', 'pipeline-3.7']);
  });
});

it.runIf(has('zsh', '--version'))('is what zsh can read [install: zsh]', () => {
  expect(spawnSync('zsh', ['-n', join(folder, 'zsh')], { encoding: 'utf8' })).toMatchObject({
    status: 0,
    stderr: '',
  });
});

it.runIf(has('pwsh', '-Version'))('is what PowerShell can read [install: PowerShell]', () => {
  const path = join(folder, 'powershell');
  const script = `$errors = $null; [void][System.Management.Automation.Language.Parser]::ParseFile('${path}', [ref]$null, [ref]$errors); exit $errors.Count`;
  expect(spawnSync('pwsh', ['-NoProfile', '-Command', script]).status).toBe(0);
});

it.each(SHELLS)('%s: a description cannot end its quotes', (shell) => {
  const hostile = new Command('cqube-conform').description('');
  hostile.command('sub').description(`it's "$(echo run)" \`echo run\` [x]: \\ ‘curly’`);
  const script = completionScript(shell, readTree(hostile));
  const path = join(folder, `hostile-${shell}`);
  writeFileSync(path, script);
  if (shell === 'bash') expect(script).not.toContain('echo run');
  else expect(script).toContain('sub');
  if (shell !== 'powershell' && has(shell, '--version'))
    expect(spawnSync(shell, ['-n', path], { encoding: 'utf8' }).stderr).toBe('');
});

it('refuses words that a shell would not take as they stand', () => {
  const hostile = new Command('cqube-conform');
  hostile.command('$(run)');
  expect(() => completionScript('bash', readTree(hostile))).toThrow(TypeError);
});
