/*
 * For machines without a network: `npm run bundle [-- --out <folder>]` makes
 *   cqube-conform-<version>-offline.tgz   the package with all that it depends on; npm install -g takes it offline
 *   cqube-conform-check.mjs               `check` in one file
 */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { root } from './ensure-installed.mjs';
import { singleFile } from './single-file.mjs';

const [option, target = 'bundle', ...more] = process.argv.slice(2);
if ((option !== undefined && option !== '--out') || more.length > 0) {
  console.error('usage: npm run bundle [-- --out <folder>]');
  process.exit(2);
}
const out = resolve(target);
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
mkdirSync(out, { recursive: true });
console.log(await writeSingleFile());
console.log(writeOfflinePackage());

async function writeSingleFile() {
  const file = join(out, 'cqube-conform-check.mjs');
  writeFileSync(file, await singleFile(manifest.version), { mode: 0o755 });
  return file;
}

function writeOfflinePackage() {
  const stage = mkdtempSync(join(tmpdir(), 'cqube-conform-bundle-'));
  try {
    const packed = npmPack(root, stage);
    execFileSync('tar', ['-xzf', packed], { cwd: stage });
    const folder = join(stage, 'package');
    copyDependencies(folder);
    const { devDependencies: _dev, scripts: _scripts, publishConfig: _publish, ...kept } = manifest;
    const bundled = { ...kept, bundleDependencies: Object.keys(manifest.dependencies) };
    writeFileSync(join(folder, 'package.json'), `${JSON.stringify(bundled, null, 2)}\n`);
    const tarball = join(out, `cqube-conform-${manifest.version}-offline.tgz`);
    const whole = npmPack(folder, folder);
    cpSync(join(folder, whole), tarball);
    return tarball;
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
}

/** The name of the tarball, which lies in `destination`. */
function npmPack(folder, destination) {
  const output = execFileSync(
    'npm',
    ['pack', '--ignore-scripts', '--json', '--loglevel=error', '--pack-destination', destination],
    {
      cwd: folder,
      encoding: 'utf8',
      shell: process.platform === 'win32',
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  return JSON.parse(output)[0].filename;
}

/** What the lockfile says is needed to run, as it is installed here: nothing is fetched. */
function copyDependencies(folder) {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  for (const [path, { dev, devOptional, optional }] of Object.entries(packages)) {
    if (path === '' || dev || devOptional) continue;
    const source = join(root, path);
    if (!existsSync(source)) {
      if (optional) continue;
      throw new Error(`${path} is not installed: npm ci`);
    }
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    // What is nested has an entry of its own.
    cpSync(source, join(folder, path), {
      recursive: true,
      filter: (file) => !relative(source, file).split(/[\\/]/).includes('node_modules'),
    });
  }
}
