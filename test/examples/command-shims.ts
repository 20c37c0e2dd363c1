/** Puts the built checkout where the examples expect an installed or fetched package. */
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../dist/bin/cqube-conform.js', import.meta.url));

/**
 * Programs for the front of PATH: `cqube-conform`; `npx`, which takes `--yes` and `--package <spec>` and then runs
 * nothing but `cqube-conform`; `npm`, whose `install --prefix <folder>` puts our program there, whose `pack` writes an
 * empty tarball, and whose `ci` does nothing. What `npm` is called with stands in `npm.log`. Gives back the folder.
 */
export function writeCommandShims(folder: string): string {
  const bin = join(folder, 'bin');
  mkdirSync(bin, { recursive: true });
  symlinkSync(process.execPath, join(bin, 'node'));
  const start = `exec "${process.execPath}" "${program}" "$@"`;
  const write = (name: string, lines: readonly string[]): void => {
    writeFileSync(join(bin, name), `#!/bin/sh\n${lines.join('\n')}\n`);
    chmodSync(join(bin, name), 0o755);
  };
  write('cqube-conform', [start]);
  write('npx', [
    '[ "$1" = --yes ] && shift',
    '[ "$1" = --package ] && [ -f "$2" ] && shift 2',
    '[ "$1" = cqube-conform ] || { echo "npx: not cqube-conform: $*" >&2; exit 9; }',
    'shift',
    start,
  ]);
  write('npm', [
    `printf '%s\\n' "$*" >> "${join(folder, 'npm.log')}"`,
    'case "$1" in',
    '  ci) ;;',
    '  pack) for last; do :; done; : > "$last/cqube-conform-0.0.0.tgz"; echo cqube-conform-0.0.0.tgz ;;',
    '  install)',
    '    [ "$2" = -g ] && exit 0',
    '    [ "$2" = --prefix ] || exit 9',
    '    mkdir -p "$3/node_modules/.bin"',
    `    ln -s "${join(bin, 'cqube-conform')}" "$3/node_modules/.bin/cqube-conform" ;;`,
    '  *) exit 9 ;;',
    'esac',
  ]);
  return bin;
}
