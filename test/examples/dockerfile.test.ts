/** The Dockerfile by the rules that hadolint holds such files to; no image is built here. */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DockerfileParser } from 'dockerfile-ast';
import { validate } from 'dockerfile-utils';
import { describe, expect, it } from 'vitest';

const root = new URL('../../', import.meta.url);
const text = readFileSync(new URL('Dockerfile', root), 'utf8');

/** What is wrong with a Dockerfile, in words. */
function lint(dockerfile: string): string[] {
  const parsed = DockerfileParser.parse(dockerfile);
  const froms = parsed.getFROMs();
  const instructions = parsed.getInstructions().map((instruction) => ({
    keyword: instruction.getKeyword(),
    rest: instruction.getArgumentsContent() ?? '',
  }));
  const last = instructions.slice(instructions.findLastIndex(({ keyword }) => keyword === 'FROM'));
  const users = last.filter(({ keyword }) => keyword === 'USER').map(({ rest }) => rest);
  return [
    ...validate(dockerfile).map(({ message }) => String(message)),
    ...(froms.length < 2 ? ['not of several stages'] : []),
    ...froms
      .filter((from) => !/^\d+\.\d+\.\d+-/.test(from.getImageTag() ?? ''))
      .map((from) => `not pinned: ${from.getImage()}`),
    ...(users.length === 0 || /^(root|0)\b/.test(users.at(-1) ?? '') ? ['runs as root'] : []),
    ...instructions.flatMap(({ keyword, rest }) => [
      ...(keyword === 'ADD' ? ['ADD where COPY does'] : []),
      ...(keyword === 'WORKDIR' && !rest.startsWith('/') ? ['WORKDIR is not absolute'] : []),
      ...(/\bsudo\b|\bcurl\b.*\|/.test(rest) ? ['sudo, or a script from the network'] : []),
      ...(/^(ENTRYPOINT|CMD)$/.test(keyword) && !rest.startsWith('[') ? ['ENTRYPOINT in shell form'] : []),
      ...(keyword === 'ENV' && /TOKEN|SECRET|PASSWORD/.test(rest) ? ['a secret in the image'] : []),
    ]),
  ];
}

describe('Dockerfile', () => {
  it('has nothing that a linter objects to', () => {
    expect(lint(text)).toEqual([]);
  });

  it.each([
    ['not pinned', text.replaceAll(/FROM node:\S+/g, 'FROM node:latest')],
    ['runs as root', text.replace('USER node', '')],
    ['runs as root', text.replace('USER node', 'USER root')],
    ['shell form', text.replace('ENTRYPOINT ["cqube-conform"]', 'ENTRYPOINT cqube-conform')],
    ['not absolute', text.replace('WORKDIR /data', 'WORKDIR data')],
    ['Unknown instruction', text.replace('COPY . .', 'COPPY . .')],
  ])('%s would be told', (problem, changed) => {
    expect(lint(changed).join('\n')).toContain(problem);
  });

  it('is given what npm pack needs, and no more', () => {
    const ignored = readFileSync(new URL('.dockerignore', root), 'utf8').trim().split('\n');
    const given = ignored.filter((line) => line.startsWith('!')).map((line) => line.slice(1));
    expect(ignored[0]).toBe('**');
    for (const path of given) expect(existsSync(fileURLToPath(new URL(path, root))), path).toBe(true);
    const { files } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as { files: string[] };
    const published = files.filter((path) => !path.startsWith('!')).map((path) => path.replace(/\/.*/, ''));
    // What tsc writes is made in the image.
    expect(published.filter((path) => path !== 'dist' && !given.includes(path))).toEqual([]);
  });

  it('packs all of it from what it is given', () => {
    const folder = mkdtempSync(join(tmpdir(), 'cqube-conform-context-'));
    try {
      const given = readFileSync(new URL('.dockerignore', root), 'utf8').matchAll(/^!(.*)$/gm);
      for (const [, path = ''] of given) cpSync(new URL(path, root), join(folder, path), { recursive: true });
      symlinkSync(new URL('node_modules', root), join(folder, 'node_modules'), 'junction');
      const packed = (cwd: string): string[] => {
        const output = execFileSync('npm', ['pack', '--dry-run', '--json'], {
          cwd,
          encoding: 'utf8',
          shell: process.platform === 'win32',
          stdio: ['ignore', 'pipe', 'ignore'],
        });
        return (JSON.parse(output) as { files: { path: string }[] }[]).flatMap(({ files }) =>
          files.map(({ path }) => path),
        );
      };
      expect(packed(folder)).toEqual(packed(fileURLToPath(root)));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }, 180_000);
});
