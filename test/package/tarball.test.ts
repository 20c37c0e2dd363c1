/** The tarball that is published: its size, and its types as every resolver of TypeScript sees them. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type PackedPackage, npmPack } from '../support/npm-pack.js';

const MOST_BYTES = 1.5e6;

const root = fileURLToPath(new URL('../..', import.meta.url));
let folder = '';
let packed: PackedPackage;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cqube-conform-tarball-'));
  packed = npmPack(folder);
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('is small', () => {
  expect(packed.size).toBeLessThan(MOST_BYTES);
});

it('has the types of every entry point where they are looked for', async () => {
  const result = await checkPackage(createPackageFromTarballData(readFileSync(packed.path)));
  if (result.types === false) throw new Error('no types');
  const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { exports: object };
  expect(Object.keys(result.entrypoints)).toEqual(Object.keys(exports));
  // The package is ESM for Node 20 and newer: without `exports`, or by require in older Nodes, there is no way in.
  const problems = result.problems.filter(
    (problem) =>
      !('resolutionKind' in problem) ||
      (problem.resolutionKind !== 'node10' && problem.resolutionKind !== 'node16-cjs'),
  );
  expect(problems).toEqual([]);
}, 60_000);

it('is made with nothing but its name on standard output, as tools that install from git read it', () => {
  const output = execFileSync('npm', ['pack', '--dry-run'], {
    cwd: root,
    encoding: 'utf8',
    shell: process.platform === 'win32',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  expect(output.trim()).toMatch(/^cqube-conform-[\d.]+\.tgz$/);
}, 60_000);
