/** The package as `npm pack` makes it of what is built. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface PackedPackage {
  /** Absolute path of the tarball. */
  readonly path: string;
  /** In bytes. */
  readonly size: number;
  readonly files: readonly string[];
}

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Writes the tarball into `folder`. */
export function npmPack(folder: string): PackedPackage {
  const output = execFileSync(
    'npm',
    ['pack', '--ignore-scripts', '--json', '--loglevel=error', '--pack-destination', folder],
    { cwd: root, encoding: 'utf8', shell: process.platform === 'win32', stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const [packed] = JSON.parse(output) as [{ filename: string; size: number; files: { path: string }[] }];
  return {
    path: join(folder, packed.filename),
    size: packed.size,
    files: packed.files.map(({ path }) => path),
  };
}
