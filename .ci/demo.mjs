/* The main job, shown: `check` on the project's own sample emission and on a broken one. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureInstalled, root, run } from './ensure-installed.mjs';

ensureInstalled();
const built = run('npx', ['tsc', '-b']);
if (built !== 0) process.exit(built);
const { writeDemo } = await import('../dist/fixtures/demo.js');

const folder = mkdtempSync(join(tmpdir(), 'cqube-conform-demo-'));
let failed = false;
try {
  for (const { name, what, expected } of writeDemo(folder)) {
    console.log(`\n━━━ ${what}\n\n$ cqube-conform check ${name}\n`);
    const code = run(process.execPath, [join(root, 'dist/bin/cqube-conform.js'), 'check', name], {
      cwd: folder,
      shell: false,
    });
    console.log(`\nexit code ${code}`);
    failed ||= code !== expected;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = failed ? 1 : 0;
