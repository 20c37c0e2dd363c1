/* Installs the locked dependencies when they are missing. Plain Node, so that it runs in a fresh clone. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** Runs a program of the project and gives back its exit code; npm is a shell script on Windows. */
export function run(command, args, options = {}) {
  const result = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
    ...options,
  });
  if (result.error) throw result.error;
  return result.status ?? 1;
}

export function ensureInstalled() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    console.error(`cqube-conform needs Node 20.19 or newer, this is ${process.versions.node}.`);
    process.exit(2);
  }
  if (existsSync(new URL('../node_modules/.package-lock.json', import.meta.url))) return;
  console.log('Installing the locked dependencies (npm ci) …');
  const code = run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  if (code !== 0) process.exit(code);
}
