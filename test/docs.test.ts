import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { GENERATED_FOLDERS, generatedFiles } from '../bin/docs.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const files = await generatedFiles();

describe('generated files', () => {
  it.each([...files.keys()])('%s is current (otherwise: npm run docs)', (path) => {
    expect(existsSync(join(root, path)), 'missing').toBe(true);
    expect(readFileSync(join(root, path), 'utf8')).toBe(files.get(path));
  });

  it.each(GENERATED_FOLDERS)('%s holds nothing else', (folder) => {
    const found = readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
    expect(found.filter((path) => !files.has(path))).toEqual([]);
  });
});
