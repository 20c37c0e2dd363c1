/** Files that somebody writes to, or takes away, while they are checked: no verdict, and no endless read. */
import { appendFileSync, mkdtempSync, rmSync, truncateSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkEmission } from '../../conformance/check-emission.js';
import { sampleCsv } from '../../fixtures/sample/sample-csv.js';
import { zipOf } from '../../fixtures/sample/write-emission.js';
import { findSource } from '../../specs/lookup.js';
import type { Report } from '../../specs/report.js';
import type { DataSource } from '../../specs/source.js';

const [header = '', row = ''] = sampleCsv(findSource('grade_details') as DataSource).split('\n');
/** Longer than one chunk, so that something is left to read when the first progress is told. */
const long = `${header}\n${Array.from({ length: 150_000 }, (_, at) => row.replace('24010100011', String(24_010_100_011 + at))).join('\n')}\n`;

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cqube-conform-changing-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Does `change` once, when the first megabyte has been checked. */
function checkWhile(path: string, change: () => void): Promise<Report> {
  let changed = false;
  return checkEmission([path], {
    now: () => 0,
    onProgress: ({ bytes }) => {
      if (changed || bytes === 0) return;
      changed = true;
      change();
    },
  });
}

describe('a CSV', () => {
  it.each([
    ['is appended to', (path: string) => appendFileSync(path, `${row}\n`)],
    ['is cut', (path: string) => truncateSync(path, 100)],
    ['is written anew', (path: string) => writeFileSync(path, long.replace(row, `x${row}`))],
  ])('that %s while it is read is incomplete, with the reason', async (_title, change) => {
    const path = join(folder, 'grade_details.csv');
    writeFileSync(path, long);
    const report = await checkWhile(path, () => change(path));
    expect([report.verdict, report.exitCode]).toEqual(['incomplete', 3]);
    expect(report.findings.map(({ rule }) => rule)).toContain('emission/unreadable-file');
    expect(report.findings.at(0)?.message).toMatch(/changed or cut while it was read/);
  });

  it('that vanishes while it is read is incomplete', async () => {
    const path = join(folder, 'grade_details.csv');
    writeFileSync(path, long);
    const report = await checkWhile(path, () => unlinkSync(path));
    expect(report.exitCode).toBe(3);
  });

  it('that stays as it is is judged', async () => {
    const path = join(folder, 'grade_details.csv');
    writeFileSync(path, long);
    const report = await checkWhile(path, () => undefined);
    expect([report.exitCode, report.summary.rows]).toEqual([0, 150_000]);
  });

  it('of 0 bytes ends at once', async () => {
    const path = join(folder, 'grade_details.csv');
    writeFileSync(path, '');
    const report = await checkEmission([path], { now: () => 0 });
    expect(report.findings.map(({ rule }) => rule)).toEqual(['table/empty-file']);
  });
});

describe('a zip', () => {
  it('that is cut while it is read is incomplete, not corrupt', async () => {
    const path = join(folder, 'grade_details.zip');
    const noise = Array.from({ length: 400_000 }, (_, at) =>
      row.replace('24010100011', String((at * 7919 + 24_010_100_011) % 99_999_999_999)),
    );
    writeFileSync(path, zipOf('grade_details.csv', `${header}\n${noise.join('\n')}\n`));
    const report = await checkWhile(path, () => truncateSync(path, 1000));
    expect(report.findings.map(({ rule }) => rule)).not.toContain('archive/corrupt');
    expect(report.exitCode).toBe(3);
  });
});
