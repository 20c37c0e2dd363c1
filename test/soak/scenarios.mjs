/**
 * An emitter through every scenario, again and again: the same verdicts each time. `npm run soak:run -- [rounds]
 * [--emitter "<command>"]`; without a command: our own emitter, or the one for Python where that is not built. Ends with
 * status 1 on the first difference.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const pathOf = (name) => fileURLToPath(new URL(`../../${name}`, import.meta.url));
const program = pathOf('dist/bin/cqube-conform.js');

const { values, positionals } = parseArgs({
  options: { emitter: { type: 'string' } },
  allowPositionals: true,
});
const rounds = Number(positionals[0] ?? 20);
if (!Number.isInteger(rounds) || rounds < 1) {
  console.error('usage: npm run soak:run -- [rounds] [--emitter "<command>"]');
  process.exit(2);
}

/** Double quotes keep blanks together. */
const wordsOf = (command) =>
  [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain);

const own = existsSync(pathOf('dist/bin/commands/emit.js'))
  ? [process.execPath, program, 'emit']
  : ['python3', pathOf('fixtures/emitters/python/conformant.py')];
const emitter = values.emitter === undefined ? own : wordsOf(values.emitter);

function playAll() {
  const begun = performance.now();
  const args = [program, 'run', '-f', 'json', '--', ...emitter];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (status !== 0 && status !== 1) throw new Error(`run ended with status ${status}: ${stderr}`);
  const { scenarios, rules } = JSON.parse(stdout);
  return {
    seconds: (performance.now() - begun) / 1000,
    verdicts: [
      ...scenarios.map(
        ({ name, level, must, should, exit }) => `${name} ${level} ${must.met} ${should.met} ${exit}`,
      ),
      ...rules.map(({ id, state, findings }) => `${id} ${state} ${findings}`),
    ],
    missed: scenarios.filter(({ level }) => level !== 'must+should').map(({ name }) => name),
  };
}

let first;
for (let round = 1; round <= rounds; round += 1) {
  const { seconds, verdicts, missed } = playAll();
  first ??= verdicts;
  const different = verdicts.filter((verdict, index) => verdict !== first[index]);
  const passed = missed.length === 0 ? 'every MUST and SHOULD kept' : `not whole: ${missed.join(', ')}`;
  console.log(`round ${round} of ${rounds}: ${seconds.toFixed(1)} s, ${passed}`);
  for (const line of different) console.error(`  not as in round 1: ${line}`);
  if (different.length > 0) process.exit(1);
}
