/** Plans as they lie on disk, good and bad. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { UsageError } from '../../bin/exit-codes.js';
import { readFaultPlanFile } from '../../bin/fault-plan-file.js';

const folder = mkdtempSync(join(tmpdir(), 'cqube-conform-fault-plan-'));
const path = join(folder, 'plan.json');

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function refused(content: string | Uint8Array): Promise<string> {
  writeFileSync(path, content);
  const error: unknown = await readFaultPlanFile(path).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(UsageError);
  return (error as UsageError).message.replaceAll(path, 'plan.json');
}

const PLAN = { version: 1, faults: [{ step: 'route', action: { kind: 'reset' } }] };

it.each(['', '\ufeff'])('reads a plan, with and without byte order mark', async (mark) => {
  writeFileSync(path, `${mark}${JSON.stringify(PLAN)}`);
  expect(await readFaultPlanFile(path)).toEqual(PLAN);
});

it.each([
  ['', 'the fault plan plan.json is no JSON: it is empty'],
  [
    '{\n  "version": 1,\n  oops\n}',
    'the fault plan plan.json is no JSON: line 3, column 3: "o" is not expected there',
  ],
  ['{"version": 1', 'the fault plan plan.json is no JSON: line 1, column 14: it ends too early'],
  ['{"a": "b\nc"}', 'the fault plan plan.json is no JSON: line 1, column 9: "\\n" is not expected there'],
  ['{"a": [1,\n x]}', 'the fault plan plan.json is no JSON: line 2, column 2: "x" is not expected there'],
  ['nope', 'the fault plan plan.json is no JSON: line 1, column 2: "o" is not expected there'],
  ['{"a": 1} }', 'the fault plan plan.json is no JSON: line 1, column 10: "}" is not expected there'],
  ['{"a": "b', 'the fault plan plan.json is no JSON: line 1, column 9: it ends too early'],
  ['[]', 'plan.json is no fault plan:\n  the document: must be an object, not a list'],
  [
    new Uint8Array([0x7b, 0xff]),
    'the fault plan plan.json cannot be read: it is not UTF-8; save it as UTF-8',
  ],
  [' '.repeat(17_000_000), 'the fault plan plan.json is larger than 16 MiB: shorten the bodies in it'],
])('tells what is wrong with %.20s', async (content, message) => {
  expect(await refused(content)).toBe(message);
});

it('shows ten problems and counts the rest', async () => {
  const faults = Array.from({ length: 13 }, () => ({ step: 'route', action: { kind: 'rest' } }));
  const lines = (await refused(JSON.stringify({ version: 1, faults }))).split('\n');
  expect(lines[1]).toBe('  faults[0].action.kind: unknown kind `rest`; did you mean `reset`?');
  expect([lines.length, lines.at(-1)]).toEqual([12, '  and 3 more']);
});

it('tells a file that is not there, and a folder', async () => {
  await expect(readFaultPlanFile(join(folder, 'no'))).rejects.toThrow(
    /cannot be read: there is no such file$/,
  );
  mkdirSync(join(folder, 'sub'));
  await expect(readFaultPlanFile(join(folder, 'sub'))).rejects.toBeInstanceOf(UsageError);
});
