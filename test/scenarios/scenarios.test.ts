/**
 * Replays the golden sessions of this folder. A session is Markdown:
 *   ```files      what to plant: `<path> <recipe>`, see `plant` below
 *   ```console    `$ cqube-conform …`, then its output
 *   exit code N
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { plant } from './plant.js';

const here = fileURLToPath(new URL('.', import.meta.url));
const program = fileURLToPath(new URL('../../dist/bin/cqube-conform.js', import.meta.url));
const update = process.env['UPDATE_GOLDEN'] === '1';

const sessions = readdirSync(here).filter((name) => name.endsWith('.md') && name !== 'README.md');

const SESSION =
  /```files\n([\s\S]*?)```\n\n```console\n\$ cqube-conform ?(.*)\n([\s\S]*?)```\n\nexit code (\d)/g;

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cqube-conform-scenario-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const { FORCE_COLOR: _force, ...withoutForce } = process.env;

/** Standard output, then what stands on standard error, marked. */
function run(line: string): { readonly output: string; readonly code: number } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...words(line)], {
    cwd: folder,
    encoding: 'utf8',
    // Newer Nodes warn where both are set, be it to nothing.
    env: { ...withoutForce, SOURCE_DATE_EPOCH: '1600000000', NO_COLOR: '1' },
  });
  const errors =
    stderr === ''
      ? ''
      : stderr
          .trimEnd()
          .split('\n')
          .map((text) => `(stderr) ${text}\n`)
          .join('');
  return { output: stdout + errors, code: status ?? -1 };
}

/** Words of a command line; double quotes keep blanks together. */
const words = (line: string): string[] =>
  [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');

describe.each(sessions)('%s', (name) => {
  const path = join(here, name);
  const text = readFileSync(path, 'utf8');
  const found = [...text.matchAll(SESSION)];

  it('holds sessions', () => {
    expect(found.length, 'a session needs its files, console and exit code blocks').toBeGreaterThan(0);
  });

  it.each(found.map((session) => [session[2] ?? '', session] as const))(
    'cqube-conform %s',
    (line, session) => {
      const [whole, files = '', , output = '', code] = session;
      plant(folder, files);
      const result = run(line);
      if (update) {
        const changed = whole.replace(
          /\$ cqube-conform ?.*\n[\s\S]*?```\n\nexit code \d/,
          () => `$ cqube-conform ${line}\n${result.output}\`\`\`\n\nexit code ${result.code}`,
        );
        writeFileSync(
          path,
          readFileSync(path, 'utf8').replace(whole, () => changed),
        );
        return;
      }
      expect(result.output).toBe(output);
      expect(result.code).toBe(Number(code));
    },
  );
});
