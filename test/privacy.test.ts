/** A canary Aadhaar number must appear in no output, whatever is wrong with it and around it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { checkEmission } from '../conformance/check-emission.js';
import { sampleCsv } from '../fixtures/sample/sample-csv.js';
import { findSource } from '../specs/lookup.js';
import { profiles } from '../specs/profiles/index.js';
import type { Report } from '../specs/report.js';
import type { DataSource } from '../specs/source.js';
import { inEveryFormat } from './support/run-reporters.js';
import { runWhole } from './support/split-run.js';

const CANARY = '777733338888';
const attendance = findSource('student_attendance') as DataSource;
const sample = sampleCsv(attendance).replaceAll('100000000000001', CANARY);
const root = mkdtempSync(join(tmpdir(), 'cqube-conform-privacy-'));

afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

async function check(csv: string | Uint8Array, showValues: boolean): Promise<Report[]> {
  const path = join(root, 'student_attendance.csv');
  writeFileSync(path, csv);
  return Promise.all(profiles.map((profile) => checkEmission([path], { profile, showValues, now: () => 0 })));
}

const around = (text: string): string => sample.replaceAll(CANARY, text);

const cases: readonly (readonly [string, string | Uint8Array])[] = [
  ['a letter behind it', around(`${CANARY}x`)],
  ['too wide for its type', around(`${CANARY}${CANARY}`)],
  ['a null word beside it', around(`${CANARY}|NULL`)],
  ['quotes that do not close', around(`"${CANARY}`)],
  ['text behind its quotes', around(`"${CANARY}" x`)],
  ['a zero-width space in it', around(`${CANARY}\u200b`)],
  ['a NUL behind it', around(`${CANARY}\0`)],
  ['invalid UTF-8 behind it', Buffer.from(around(`${CANARY}\u00e9`), 'latin1')],
  ['no header line', sample.slice(sample.indexOf('\n') + 1)],
  ['a NUL in the place of the header', `\0${sample.slice(sample.indexOf('\n') + 1)}`],
  ['every row twice', sample + sample.slice(sample.indexOf('\n') + 1)],
  ['commas', sample.replaceAll('|', ',')],
  ['another number of fields', sample.replaceAll(`|${CANARY}`, `|${CANARY}|1`)],
];

describe('an Aadhaar number', () => {
  it.each(cases)('is hidden: %s', async (_title, csv) => {
    const reports = await check(csv, false);
    expect(reports.flatMap((report) => report.findings).length).toBeGreaterThan(0);
    for (const report of reports) {
      for (const [format, text] of Object.entries(inEveryFormat(report)))
        expect(text, format).not.toContain(CANARY);
    }
  });

  it.each(cases)('is hidden among all findings: %s', async (_title, csv) => {
    const path = join(root, 'student_attendance.csv');
    writeFileSync(path, csv);
    const files = profiles.map(async (profile) => {
      const { findings } = await runWhole([path], mkdtempSync(join(root, 'findings-')), { profile });
      return findings;
    });
    const findings = (await Promise.all(files)).join('');
    expect(findings).not.toBe('');
    expect(findings).not.toContain(CANARY);
  });

  it('is shown when asked for', async () => {
    const [documented] = await check(around(`${CANARY}x`), true);
    for (const text of Object.values(inEveryFormat(documented))) expect(text).toContain(`${CANARY}x`);
  });
});
