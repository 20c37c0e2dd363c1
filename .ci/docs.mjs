/* Writes the generated files; with --check only says which are stale, missing or surplus. */
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { GENERATED_FOLDERS, generatedFiles } from '../dist/bin/docs.js';
import { root } from './ensure-installed.mjs';

const check = process.argv.includes('--check');
const files = generatedFiles();
const stale = [...files].filter(([path, text]) => read(join(root, path)) !== text).map(([path]) => path);
const surplus = GENERATED_FOLDERS.flatMap((folder) =>
  existsSync(join(root, folder))
    ? readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(root.length).replaceAll('\\', '/'))
    : [],
).filter((path) => !files.has(path));

if (!check) {
  for (const path of stale) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), files.get(path));
  }
  for (const path of surplus) rmSync(join(root, path));
}
for (const path of stale) console.log(`${check ? 'stale' : 'written'}: ${path}`);
for (const path of surplus) console.log(`${check ? 'surplus' : 'removed'}: ${path}`);
if (check && stale.length + surplus.length > 0) {
  console.log('Generated files are not current: npm run docs');
  process.exitCode = 1;
}

function read(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
}
