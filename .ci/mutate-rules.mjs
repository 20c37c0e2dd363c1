/*
 * Proves that every rule is needed: takes each out of its registry in a copy of the checkout, and expects that a broken
 * emission which the rule should object to fails its test. Ends with 1 where a rule can go unnoticed. Not part of
 * npm test: it takes some minutes. `node .ci/mutate-rules.mjs [rule id…]`
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { ensureInstalled, root } from './ensure-installed.mjs';

ensureInstalled();
const LEFT_BEHIND = new Set(['.git', 'node_modules', 'dist', 'coverage']);
const TEST = 'test/fixtures/broken.test.ts';
const copy = join(mkdtempSync(join(tmpdir(), 'cqube-conform-mutate-')), 'checkout');

try {
  cpSync(root, copy, { recursive: true, filter: (path) => !LEFT_BEHIND.has(relative(root, path)) });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction');
  process.exitCode = main(process.argv.slice(2));
} finally {
  rmSync(join(copy, '..'), { recursive: true, force: true });
}

function main(asked) {
  const known = ruleIds();
  const unknown = asked.filter((id) => !known.includes(id));
  if (unknown.length > 0) {
    console.error(`no such rule: ${unknown.join(', ')}`);
    return 2;
  }
  const before = runTests('');
  if (before.failed !== 0 || before.passed === 0) {
    console.error(`The tests must pass before a rule is taken out: ${before.failed} of them fail.`);
    return 2;
  }
  const survivors = (asked.length > 0 ? asked : known).filter((id) => !isNoticed(id));
  console.log(
    survivors.length === 0
      ? `Every rule is needed (${(asked.length > 0 ? asked : known).length} taken out, one after the other).`
      : `Not noticed: ${survivors.join(', ')}`,
  );
  return survivors.length === 0 ? 0 : 1;
}

function ruleIds() {
  const text = readFileSync(join(copy, 'specs/rule-ids.ts'), 'utf8');
  return [...text.matchAll(/^ {2}'([a-z]+\/[a-z-]+)',$/gm)].map(([, id]) => id);
}

/** Takes the rule out, runs the tests whose titles name it, and puts it back. */
function isNoticed(id) {
  const [scope = '', defect = ''] = id.split('/');
  const registry = join(copy, 'conformance/rules', scope, 'index.ts');
  const text = readFileSync(registry, 'utf8');
  const name = new RegExp(`^import \\{ (\\w+) \\} from './${defect}\\.js';$`, 'm').exec(text)?.[1];
  const mutated = text.replace(new RegExp(`^ {2}${name},\\n`, 'm'), '');
  if (name === undefined || mutated === text) throw new Error(`${id} is not in ${registry}`);
  writeFileSync(registry, mutated);
  try {
    // Every small emission lacks sources: one of a whole emission is enough there.
    const filter = id === 'emission/missing-source' ? 'source-left-out, ' : `${id}(?![a-z-])`;
    const { passed, failed } = runTests(filter);
    console.log(
      `${failed > 0 ? 'noticed' : 'SURVIVED'}  ${id.padEnd(28)} ${failed} of ${passed + failed} fail`,
    );
    return failed > 0;
  } finally {
    writeFileSync(registry, text);
  }
}

/** How many tests pass and fail whose titles fit; a run that does not come to its tests is an error of its own. */
function runTests(filter) {
  const results = join(copy, '..', 'results.json');
  rmSync(results, { force: true });
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const options = ['--reporter=json', `--outputFile=${results}`, ...(filter === '' ? [] : ['-t', filter])];
  const { stderr } = spawnSync(process.execPath, [vitest, 'run', TEST, '--root', copy, ...options], {
    cwd: copy,
    encoding: 'utf8',
  });
  if (!existsSync(results)) throw new Error(`vitest wrote no results:\n${stderr}`);
  const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(results, 'utf8'));
  if (numPassedTests + numFailedTests === 0) throw new Error(`no test ran for "${filter}":\n${stderr}`);
  return { passed: numPassedTests, failed: numFailedTests };
}
