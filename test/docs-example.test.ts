/** The example of an emitter and its tests is run as it stands in the document. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';

const root = new URL('../', import.meta.url);
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'cqube-conform-example-')));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Where the packages that it names lie here. */
const PACKAGES = [
  ["'cqube-conform/server'", 'dist/server/index.js'],
  ["'vitest'", 'node_modules/vitest/dist/index.js'],
] as const;

it('server/TESTING-AN-EMITTER.md holds', () => {
  const document = readFileSync(new URL('server/TESTING-AN-EMITTER.md', root), 'utf8');
  const blocks = [...document.matchAll(/^```ts (\S+)\n(.*?)^```$/gms)];
  expect(blocks.map(([, name]) => name)).toEqual(['emit.ts', 'emit.test.ts']);
  for (const [, name = '', code = ''] of blocks) {
    const here = PACKAGES.reduce(
      (text, [named, path]) => text.replaceAll(named, JSON.stringify(new URL(path, root).href)),
      code,
    );
    writeFileSync(join(folder, name), here);
  }
  const vitest = fileURLToPath(new URL('node_modules/vitest/vitest.mjs', root));
  const report = join(folder, 'report.json');
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [vitest, 'run', '--root', folder, '--reporter=json', `--outputFile=${report}`],
    { encoding: 'utf8', cwd: folder },
  );
  const results = JSON.parse(readFileSync(report, 'utf8')) as Record<'success', boolean> &
    Record<'numTotalTests', number>;
  expect(results, `${stdout}${stderr}`).toMatchObject({ success: true, numTotalTests: 4 });
});
