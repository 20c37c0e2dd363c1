/** Keys as paths: only a plain one becomes one, and none leads out of the folder. */
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve, sep } from 'node:path';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { emissionPath, stageObjects } from '../../../bin/arrivals/staged-objects.js';
import { UnjudgedError } from '../../../server/arrivals/judge.js';
import type { JudgedObject } from '../../../server/arrivals/judge.js';

let parent: string;

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'staged-'));
});

afterEach(() => rmSync(parent, { recursive: true, force: true }));

const object = (key: string, content: string | null = key): JudgedObject => ({
  key,
  open: async () => (content === null ? null : Readable.from([Buffer.from(content)])),
});

it.each([
  ['pat/periodic_exam_mst_20260131120000.zip', 'pat/periodic_exam_mst.zip'],
  ['cqube_emission/pat/periodic_exam_mst_20260131120000.zip', 'pat/periodic_exam_mst.zip'],
  ['विद्यालय/शाला_20260131120000.zip', 'विद्यालय/शाला.zip'],
  ['a', 'a'],
  ['../../etc/passwd', null],
  ['a/../../b', null],
  ['a//b', null],
  [String.raw`a\..\..\b.zip`, null],
  ['c:/windows/x.zip', null],
  ['a\u0000b.zip', null],
  ['a\u202eb.zip', null],
  ['x'.repeat(300), null],
  ['a/b/c/d/e/f/g/h.zip', null],
  ['con./x', null],
])('takes %j for %j', (key, path) => {
  expect(emissionPath(key)).toBe(path);
});

it('never leaves the folder, whatever the key', () => {
  const part = fc.oneof(fc.string(), fc.constantFrom('..', '.', '', '\\', '/', 'C:', '~', '%2e%2e'));
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      const path = emissionPath(parts.join('/'));
      if (path === null) return;
      expect(resolve('/root', ...path.split('/')).startsWith(`/root${sep}`)).toBe(true);
    }),
  );
});

it('makes an emission folder of the latest of each path, and takes it away', async () => {
  const staged = await stageObjects(
    [
      object('pat/x_20260131120000.zip', 'old'),
      object('pat/x_20260131120001.zip', 'new'),
      object('../out', 'no'),
      object('gone', null),
      object('folder', 'a file'),
      object('folder/below', 'in its way'),
    ],
    parent,
  );
  expect(readFileSync(join(staged.root, 'pat', 'x.zip'), 'utf8')).toBe('new');
  expect(readdirSync(staged.root).toSorted()).toEqual(['folder', 'pat']);
  expect(readdirSync(parent)).toHaveLength(1);
  await staged.remove();
  expect(readdirSync(parent)).toEqual([]);
});

it('leaves nothing behind where an object cannot be read', async () => {
  const broken: JudgedObject = {
    key: 'a',
    open: async () =>
      new Readable({
        read() {
          this.destroy(Object.assign(new Error('no space'), { code: 'ENOSPC' }));
        },
      }),
  };
  await expect(stageObjects([object('b'), broken], parent)).rejects.toThrow(UnjudgedError);
  expect(existsSync(parent) && readdirSync(parent)).toEqual([]);
});
