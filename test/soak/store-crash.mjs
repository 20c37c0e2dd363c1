/* `node test/soak/store-crash.mjs [rounds]`: the store's crash test, for as many rounds as are asked for (300). */
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const rounds = Number(process.argv[2] ?? 300);
if (!Number.isSafeInteger(rounds) || rounds < 1) {
  console.error('usage: node test/soak/store-crash.mjs [rounds]');
  process.exit(2);
}
const root = dirname(createRequire(import.meta.url).resolve('../../package.json'));
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
const { status } = spawnSync(process.execPath, [vitest, 'run', 'test/server/s3/embedded/crash.test.ts'], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, STORE_CRASH_ROUNDS: String(rounds) },
});
process.exit(status ?? 1);
