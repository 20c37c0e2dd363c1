/** `fix` on every broken emission: mended and clean, or refused with the reason; and nothing is changed in place. */
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { main } from '../../../bin/main.js';
import { checkEmission } from '../../../conformance/check-emission.js';
import { contentOf, csvOf } from '../../../fixtures/broken/broken-emission.js';
import { brokenEmissions } from '../../../fixtures/broken/index.js';
import { sampleEmission } from '../../../fixtures/sample/sample-csv.js';
import { writeEmission, zipOf } from '../../../fixtures/sample/write-emission.js';
import type { RuleId } from '../../../specs/rule-ids.js';

let work = '';
let told = '';

beforeEach(() => {
  work = mkdtempSync(join(tmpdir(), 'cqube-conform-fix-'));
  told = '';
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    told += String(text);
    return true;
  });
  vi.spyOn(process.stdout, 'write').mockImplementation((...args: readonly unknown[]) => {
    const done = args.at(-1);
    if (typeof done === 'function') (done as () => void)();
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(work, { recursive: true, force: true });
});

const fix = (): Promise<number> => main(['fix', join(work, 'in'), '--out', join(work, 'out'), '--no-config']);

function hashOf(folder: string): string {
  const hash = createHash('sha256');
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    hash.update(`${path}\n`);
    if (entry.isSymbolicLink()) hash.update(readlinkSync(path));
    else if (entry.isFile()) hash.update(readFileSync(path));
  }
  return hash.digest('hex');
}

/** Defects that need no knowledge of the data: with only these in it, an emission is clean afterwards. */
const MENDABLE: ReadonlySet<RuleId> = new Set<RuleId>([
  'archive/member-name',
  'table/wrong-delimiter',
  'table/column-order',
  'table/column-case',
  'table/quoted-header',
  'table/byte-order-mark',
  'table/blank-line',
]);
/** Of these only what is named here can be mended without guessing. */
const MENDABLE_TOO: ReadonlySet<string> = new Set([
  'folder-misspelled',
  'folder-in-upper-case',
  'folder-too-deep',
  'no-folder',
  'file-in-upper-case',
  'not-zipped',
  'zip-macosx',
  'zip-in-folder',
  'zip-traversal',
  'zip-absolute',
  'zip-backslash',
]);

/** Of millions of rows: that they are many is no defect that could be mended. */
const isLarge = ({ name }: { readonly name: string }): boolean => name === 'too-many-rows';

describe('a broken emission', () => {
  const small = brokenEmissions.filter((broken) => !isLarge(broken));
  it.each(small.map((broken) => [broken.name, broken] as const))('%s', async (name, broken) => {
    writeEmission(join(work, 'in', 'cqube_emission'), contentOf(broken));
    const before = hashOf(join(work, 'in'));
    const code = await fix();
    expect(hashOf(join(work, 'in'))).toBe(before);
    const rules = broken.expect.documented.filter((rule) => rule !== 'emission/missing-source');
    const isMendable = MENDABLE_TOO.has(name) || rules.every((rule) => MENDABLE.has(rule));
    if (isMendable) {
      const { findings } = await checkEmission([join(work, 'out')], { now: () => 0 });
      expect(findings.filter(({ rule }) => rule !== 'emission/missing-source')).toEqual([]);
      expect(told).not.toContain('refused  ');
    } else {
      // A file that is left out fails, although a check would only warn of it.
      expect(code).toBe(told.includes('refused  ') || broken.exits.documented !== 0 ? 1 : 0);
      if (code !== 0) expect(told).toMatch(/^(refused|left) {2,}.*: \S/m);
    }
  });
});

const grade = (csv: string | Uint8Array, member = 'grade_details.csv'): void =>
  writeEmission(
    join(work, 'in', 'cqube_emission'),
    new Map([['grade_details/grade_details.zip', zipOf(member, csv)]]),
  );
const fixedCsv = async (): Promise<string> => {
  const { openArchive } = await import('../../../conformance/inputs/archive.js');
  const about = { path: '', stem: 'grade_details', memberNameRead: false };
  const archive = await openArchive(join(work, 'out/grade_details/grade_details.zip'), about);
  const pieces: Uint8Array[] = [];
  for await (const piece of archive.read()) pieces.push(piece);
  await archive.close();
  return Buffer.concat(pieces).toString();
};

describe('a CSV', () => {
  it.each(['\r\n', '\r'])('with line ends %j gets LF', async (end) => {
    grade(csvOf('grade_details').replaceAll('\n', end));
    expect(await fix()).toBe(0);
    expect(await fixedCsv()).toBe(csvOf('grade_details'));
    expect(told).toContain('line ends made LF');
  });

  it('with everything at once is mended', async () => {
    const csv = csvOf('grade_details');
    const turned = csv.replaceAll(/^([^|\n]*)\|([^|\n]*)\|([^|\n]*)$/gm, '$3|$1|$2').replaceAll('|', ';');
    grade(
      `\ufeff${turned.replace(/^.*/, (header) => header.toUpperCase()).replaceAll('\n', '\r\n')}`,
      'Export.csv',
    );
    expect(await fix()).toBe(0);
    expect(await fixedCsv()).toBe(csv);
  });

  it('that is fine stays the same byte for byte', async () => {
    grade(csvOf('grade_details'));
    expect(await fix()).toBe(0);
    expect(readFileSync(join(work, 'out/grade_details/grade_details.zip'))).toEqual(
      readFileSync(join(work, 'in/cqube_emission/grade_details/grade_details.zip')),
    );
  });

  it.each([
    ['a pipe in a value', 'school_id,grade,students_count\n1|2,3,4\n', 'would cut it in two'],
    ['an escaped comma', 'school_id,grade,students_count\n1\\,2,3,4\n', 'would not unescape'],
    ['a field too many', 'school_id,grade,students_count\n1,2,3,4\n', 'line 2 has 4 fields'],
    [
      'a quote without its partner',
      'school_id,grade,students_count\n"1,2,3\n',
      'a quote without its partner',
    ],
    ['two columns of one name', 'school_id|grade|GRADE|students_count\n1|2|2|3\n', 'table/duplicate-column'],
  ])('with %s is refused', async (_what, csv, reason) => {
    grade(csv);
    expect(await fix()).toBe(1);
    expect(told).toContain(reason);
    expect(readdirSync(work)).toEqual(['in']);
  });

  it('keeps quoted values as they are', async () => {
    grade('students_count,school_id,grade\n84,"24010100011","3"\n');
    await fix();
    expect(await fixedCsv()).toBe('school_id|grade|students_count\n"24010100011"|"3"|84\n');
  });
});

it('takes a whole emission over unchanged', async () => {
  writeEmission(join(work, 'in', 'cqube_emission'), sampleEmission());
  expect(await fix()).toBe(0);
  expect(told).toContain('0 mended, 58 unchanged, 0 refused.');
});

it('writes nothing through a link back into what it reads', async () => {
  grade(csvOf('grade_details'));
  const { symlinkSync } = await import('node:fs');
  symlinkSync(join(work, 'in'), join(work, 'link'));
  expect(await main(['fix', join(work, 'in'), '--out', join(work, 'link/new'), '--no-config'])).toBe(2);
  expect(readdirSync(join(work, 'in'))).toEqual(['cqube_emission']);
});

it('takes a single CSV of any name for what its header says', async () => {
  writeFileSync(join(work, 'in.csv'), csvOf('grade_details').replaceAll('|', ','));
  const out = join(work, 'out');
  expect(await main(['fix', join(work, 'in.csv'), '--out', out, '--no-config'])).toBe(0);
  expect(await fixedCsv()).toBe(csvOf('grade_details'));
});
