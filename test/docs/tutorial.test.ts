/** The tutorial from its first command to its last, in one folder, as a reader types it. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parse } from 'yaml';
import { writeCommandShims } from '../examples/command-shims.js';

const text = readFileSync(fileURLToPath(new URL('../../docs/TUTORIAL.md', import.meta.url)), 'utf8');

type Block =
  | { readonly kind: 'file'; readonly path: string; readonly content: string }
  | { readonly kind: 'command'; readonly command: string; readonly output: readonly string[] };

const WORKFLOW = '.github/workflows/cqube.yml';

/** Files have their name behind the language; a console has `$ command` and below it what is printed. */
const blocks: readonly Block[] = [...text.matchAll(/^```(\w+)(?: (\S+))?\n(.*?)^```$/gms)].flatMap(
  ([, language, path, content = '']): Block[] => {
    if (path !== undefined) return [{ kind: 'file', path, content }];
    if (language !== 'console') return [];
    return content
      .split(/^\$ /m)
      .slice(1)
      .map((part) => {
        const [command = '', ...output] = part.trimEnd().split('\n');
        return { kind: 'command', command, output };
      });
  },
);

let home = '';
let path = '';
beforeAll(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'cqube-conform-tutorial-')));
  path = `${writeCommandShims(home)}:/usr/bin:/bin`;
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

interface Session {
  readonly folder: string;
  /** Exit code of the last command. */
  readonly code: number;
}

/** One command in the folder and behind the exit code of the one before it. */
function run({ folder, code }: Session, command: string): Session & { readonly output: string } {
  const script = `exec 2>&1; (exit ${code}); ${command}\ncode=$?; pwd > "${home}/folder"; exit $code`;
  const { status, stdout } = spawnSync('bash', ['-c', script], {
    cwd: folder,
    encoding: 'utf8',
    env: { HOME: home, LANG: 'C.UTF-8', PATH: path },
  });
  return {
    folder: readFileSync(join(home, 'folder'), 'utf8').trim(),
    code: status ?? 9,
    output: stdout.trimEnd(),
  };
}

/** Printed lines as a pattern, in which `…` is any number of lines. */
function pattern(lines: readonly string[]): RegExp {
  const escaped = lines.map((line) =>
    line === '…' ? '(?:.*\n)*?' : `${line.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`)}\n`,
  );
  return new RegExp(`^${escaped.join('')}$`);
}

it('holds from an empty folder to the gate', () => {
  let session: Session = { folder: home, code: 0 };
  let workflow = '';
  for (const block of blocks) {
    if (block.kind === 'file') {
      const target = join(session.folder, block.path);
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, block.content);
      if (block.path === WORKFLOW) workflow = block.content;
      continue;
    }
    const done = run(session, block.command);
    if (block.output.length > 0)
      expect(`${done.output}\n`, `$ ${block.command}`).toMatch(pattern(block.output));
    session = done;
  }
  const { jobs } = parse(workflow) as { jobs: Record<string, { steps: readonly { run?: string }[] }> };
  const steps = Object.values(jobs).flatMap((job) => job.steps.flatMap((step) => step.run ?? []));
  expect(steps).toHaveLength(4);
  for (const step of steps) expect(run(session, step), step).toMatchObject({ code: 0 });
  // The gate is one: the export is again what it was at first.
  const first = blocks.find((block) => block.kind === 'file');
  if (first?.kind === 'file') writeFileSync(join(session.folder, first.path), first.content);
  const codes = steps.slice(0, 3).map((step) => run(session, step).code);
  expect(codes).toEqual([0, 0, 1]);
}, 120_000);
