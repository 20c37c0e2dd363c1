/** Every kind of fault has its file, its test and its steps. */
import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { STEPS_OF_KIND } from '../../../specs/fault-plan.js';
import { FAULT_KINDS } from '../../../specs/read-fault-plan.js';

const actions = fileURLToPath(new URL('../../../server/faults/actions/', import.meta.url));
const tests = fileURLToPath(new URL('actions/', import.meta.url));

it.each(FAULT_KINDS)('%s: write server/faults/actions/<kind>.ts and a test beside this one', (kind) => {
  expect([existsSync(`${actions}${kind}.ts`), existsSync(`${tests}${kind}.test.ts`)]).toEqual([true, true]);
  expect(STEPS_OF_KIND[kind].length).toBeGreaterThan(0);
});

it('has no file without a kind', () => {
  const files = readdirSync(actions).map((file) => file.replace(/\.ts$/, ''));
  expect(files.toSorted()).toEqual([...FAULT_KINDS, 'action', 'index'].toSorted());
});
