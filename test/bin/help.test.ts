/** Every command says how it is used, and its examples name nothing that there is not. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { HELP_EXAMPLES } from '../../bin/help-examples.js';
import { buildProgram } from '../../bin/program.js';

/** Of the help, what stands behind "Examples:". */
const EXAMPLE = /^ {2}cqube-conform ?(.*)$/gm;

const program = await buildProgram(() => undefined);

const everyCommand = (command: Command, path = ''): [path: string, command: Command][] => [
  [path, command],
  ...command.commands.flatMap((child) => everyCommand(child, `${path} ${child.name()}`.trimStart())),
];
const commands = everyCommand(program);

function helpOf(command: Command): string {
  let text = '';
  command.configureOutput({ writeOut: (some) => (text += some) });
  command.outputHelp();
  return text;
}

describe.each(commands)('cqube-conform %s', (path, command) => {
  const [, behind = '', ...more] = helpOf(command).split(/^Examples:$/m);
  const examples = [...behind.matchAll(EXAMPLE)].map(([, example = '']) => example);

  it('has examples (otherwise: bin/help-examples.ts)', () => {
    expect(examples).not.toEqual([]);
    expect(more, 'they are in the command and in bin/help-examples.ts').toEqual([]);
    expect(path === '' ? '' : examples.filter((example) => !example.startsWith(path))).toHaveLength(0);
  });

  it.each(examples)('and parses cqube-conform %s', async (example) => {
    expect(await parse(example)).toBeNull();
  });
});

/** What the parser has against it; nothing runs. */
async function parse(example: string): Promise<string | null> {
  const [call = ''] = example.split(/ (?:>>?|<) /);
  const fresh = await buildProgram(() => undefined);
  for (const [, command] of everyCommand(fresh)) {
    command.exitOverride().configureOutput({ writeErr: () => undefined });
    if (command.commands.length === 0) command.action(() => undefined);
  }
  try {
    fresh.parse(call.split(' '), { from: 'user' });
    return null;
  } catch (error) {
    return String(error);
  }
}

it('a call that is wrong would be noticed', async () => {
  expect(await parse('check ./cqube_emission --formatt json')).toContain('unknown option');
  expect(await parse('explain')).toContain('missing required argument');
});

it('has no examples of commands that there are not', () => {
  const paths = new Set(commands.map(([path]) => path));
  expect([...HELP_EXAMPLES.keys()].filter((path) => !paths.has(path))).toEqual([]);
});

const root = fileURLToPath(new URL('../..', import.meta.url));
const hasGroff = spawnSync('groff', ['--version']).status === 0;

describe('man/cqube-conform.1', () => {
  const page = readFileSync(`${root}/man/cqube-conform.1`, 'utf8');

  it('names every command and option', () => {
    for (const [path, command] of commands) {
      if (command.commands.length === 0) expect(page).toContain(`.SS ${path.replaceAll('-', '\\-')}`);
      for (const { long } of command.options) expect(page).toContain((long ?? '').replaceAll('-', '\\-'));
    }
  });

  it.runIf(hasGroff)('is what groff takes without a warning [install: groff]', () => {
    const { status, stdout, stderr } = spawnSync('groff', ['-man', '-Tutf8', '-Kutf8', '-ww'], {
      input: page,
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    expect(status).toBe(0);
    // Without the overstrikes that make it bold.
    expect(stdout.replaceAll(/.\x08/g, '')).toContain('EXIT STATUS');
  });
});
