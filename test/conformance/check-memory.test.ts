/** Whole checks with next to no memory for indexes: the same report, or none and the reason. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkEmission } from '../../conformance/check-emission.js';
import { ownMark } from '../../conformance/spill/process-mark.js';
import type { Report } from '../../specs/report.js';

let folder = '';
let tempDir = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cqube-conform-memory-'));
  tempDir = join(folder, 'temp');
  mkdirSync(tempDir);
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const HEADER = 'school_id|grade|students_count';
const ROWS = 200_000;
const FEWER = 50_000;

function write(name: string, rowOf: (index: number) => string, rows = ROWS): string {
  const path = join(folder, name);
  writeFileSync(path, `${HEADER}\n${Array.from({ length: rows }, (_, index) => rowOf(index)).join('\n')}\n`);
  return path;
}

const school = (number: number): number => 24_010_100_011 + number;

async function check(paths: readonly string[], memory?: number): Promise<Report> {
  const report = await checkEmission(paths, {
    now: () => 0,
    tempDir,
    ...(memory !== undefined && { memory }),
  });
  expect(readdirSync(tempDir), 'files are left').toEqual([]);
  return report;
}

describe('a check with next to no memory', () => {
  it.each<[string, (index: number) => string, number]>([
    ['every row twice', (index) => `${school(index >> 1)}|3|84`, ROWS / 2],
    ['every key twice', (index) => `${school(index % (FEWER / 2))}|3|${index % 90}`, FEWER / 2],
    ['all rows equal', () => `${school(1)}|3|84`, FEWER - 1],
    ['one key', (index) => `${school(1)}|3|${index}`, FEWER - 1],
    ['blank keys', (index) => `|3|${index % 20_000}`, FEWER - 20_000],
    [
      'some of each, and bad rows between',
      (index) => {
        if (index % 97 === 0) return `${school(index)}|3`;
        if (index % 31 === 0) return '';
        return index % 10 === 0 ? `${school(index % 7000)}|3|${index % 3}` : `${school(index)}|3|x`;
      },
      -1,
    ],
  ])('writes the same report: %s', async (_title, rowOf, duplicates) => {
    const rows = duplicates >= 0 && duplicates < FEWER ? FEWER : ROWS;
    const path = write('grade_details.csv', rowOf, rows);
    const plenty = await check([path]);
    const found = plenty.groups.filter(({ rule }) => rule.startsWith('table/duplicate-'));
    const count = found.reduce((sum, group) => sum + group.count, 0);
    if (duplicates >= 0) expect(count).toBe(duplicates);
    else expect(count).toBeGreaterThan(1000);
    expect(JSON.stringify(await check([path], rows / 2))).toBe(JSON.stringify(plenty));
  });

  it('begins by taking away what a killed one left', async () => {
    const left = join(tempDir, `cqube-conform-spill-2000000000-77-${ownMark().place}-abcdef`);
    mkdirSync(left, { mode: 0o700 });
    writeFileSync(join(left, '1.spill'), 'x');
    await check([write('grade_details.csv', (index) => `${school(index)}|3|84`, 3)]);
  });

  it.each([Number.NaN, -1])('refuses %d as memory', async (memory) => {
    await expect(check([folder], memory)).rejects.toThrow('memory is a number of bytes');
  });

  it('gives no verdict on a file whose index has no place, and a verdict on the others', async () => {
    const large = write('grade_details.csv', (index) => `${school(index)}|3|84`);
    const small = join(folder, 'district_mst.csv');
    writeFileSync(small, 'district_id|district_name\n2401|Kachchh\n2401|Kachchh\n');
    rmSync(tempDir, { recursive: true });
    const report = await checkEmission([large, small], { now: () => 0, memory: 20_000, tempDir });
    expect([report.verdict, report.exitCode]).toEqual(['incomplete', 3]);
    expect(report.faults).toEqual([
      expect.objectContaining({ path: report.files.find(({ rows }) => rows === 0)?.path }),
    ]);
    expect(report.faults[0]?.message).toContain(
      `could not be kept in ${tempDir} instead (there is no such folder)`,
    );
    expect(report.faults[0]?.mend).toMatch(/--memory 1G.*--temp-dir/);
    const verdicts = report.files.map(({ path, verdict }) => [path.split('/').at(-1), verdict]);
    expect(Object.fromEntries(verdicts)).toEqual({
      'grade_details.csv': 'incomplete',
      'district_mst.csv': 'fail',
    });
  });

  it.skipIf(process.platform === 'win32').each([
    ['in the first pass', (index: number) => `${school(index)}|3|84`],
    ['when it puts answers off', (index: number) => `${school(index >> 1)}|3|84`],
  ])('is incomplete where the disk takes no more %s', (_title, rowOf) => {
    const path = write('grade_details.csv', rowOf);
    const index = new URL('../../dist/conformance/index.js', import.meta.url).href;
    const script = `
      import { checkEmission } from '${index}';
      const options = { now: () => 0, memory: 100000, tempDir: '${tempDir}' };
      const { exitCode, faults } = await checkEmission(['${path}'], options);
      console.log(JSON.stringify({ exitCode, faults }));`;
    // A file there may grow to 500 KB: what a full disk does, done by the system itself.
    const limited = ['-c', 'ulimit -f 1000; exec "$0" --input-type=module -e "$1"', process.execPath, script];
    const { stdout, stderr } = spawnSync('sh', limited, { encoding: 'utf8' });
    expect(stderr).toBe('');
    const { exitCode, faults } = JSON.parse(stdout) as Pick<Report, 'exitCode' | 'faults'>;
    expect([exitCode, faults.length]).toEqual([3, 1]);
    expect(faults[0]?.message).toContain('(files there may not become so large)');
    expect(readdirSync(tempDir)).toEqual([]);
  });
});
