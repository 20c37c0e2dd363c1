/* Everything that must hold, in the order in which it fails fastest. */
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureInstalled, run } from './ensure-installed.mjs';

ensureInstalled();
const results = join(tmpdir(), `cqube-conform-test-${process.pid}.json`);

const steps = [
  ['build', ['tsc', '-b']],
  ['type-check of the tests', ['tsc', '-p', 'test/tsconfig.json']],
  ['lint', ['oxlint', '--type-aware', '--deny-warnings']],
  ['format', ['prettier', '--check', '--log-level=warn', '.']],
  ['unused code and dependencies', ['knip', '--no-progress']],
  ['package', ['publint', '--strict']],
  ['generated files', ['node', '.ci/docs.mjs', '--check']],
  ['tests', ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${results}`]],
];

let failed = 0;
for (const [name, args] of steps) {
  console.log(`\n── ${name}`);
  const [program, ...rest] = args;
  const code = program === 'node' ? run(process.execPath, rest, { shell: false }) : run('npx', args);
  if (code !== 0) {
    console.error(`${name}: failed`);
    failed++;
  }
}

const tests = readResults();
console.log('');
for (const { title, reason } of tests.skipped)
  console.log(`skipped: ${title}${reason ? ` (${reason})` : ''}`);
console.log(`${tests.passed} passed, ${tests.failed + failed} failed, ${tests.skipped.length} skipped`);
process.exitCode = failed === 0 && tests.failed === 0 ? 0 : 1;

function readResults() {
  try {
    const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(results, 'utf8'));
    const skipped = testResults
      .flatMap((file) => file.assertionResults)
      .filter((test) => test.status === 'skipped' || test.status === 'pending')
      .map((test) => ({ title: test.fullName, reason: /install: [^\]]+/.exec(test.fullName)?.[0] }));
    return { passed: numPassedTests, failed: numFailedTests, skipped };
  } catch {
    return { passed: 0, failed: 1, skipped: [] };
  } finally {
    rmSync(results, { force: true });
  }
}
