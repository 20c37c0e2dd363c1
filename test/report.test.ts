/** The report as programs read it: schema, determinism, verdicts. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, describe, expect, it } from 'vitest';
import { checkEmission } from '../conformance/check-emission.js';
import { demoEmission } from '../fixtures/broken/demo-emission.js';
import { sampleEmission } from '../fixtures/sample/sample-csv.js';
import { writeEmission } from '../fixtures/sample/write-emission.js';
import { profiles } from '../specs/profiles/index.js';
import { reportSchema } from '../specs/report-schema.js';
import type { Report } from '../specs/report.js';

const root = mkdtempSync(join(tmpdir(), 'cqube-conform-report-'));
const schema = JSON.parse(
  readFileSync(fileURLToPath(new URL('../specs/report.schema.json', import.meta.url)), 'utf8'),
) as object;
const validate = new Ajv2020({ strict: true, allErrors: true, validateFormats: false }).compile(schema);

writeEmission(join(root, 'sample'), sampleEmission());
writeEmission(join(root, 'broken'), demoEmission);
mkdirSync(join(root, 'empty'));
mkdirSync(join(root, 'damaged', 'district_master'), { recursive: true });
writeFileSync(join(root, 'damaged', 'district_master', 'district_mst.zip'), 'PK\u0003\u0004 and no more');

afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

const check = (folder: string, profile = 'documented'): Promise<Report> =>
  checkEmission([join(root, folder)], {
    profile: profiles.find(({ id }) => id === profile) ?? profiles[0],
    now: () => 1_600_000_000_000,
  });

describe.each(profiles.map(({ id }) => id))('profile %s', (profile) => {
  it.each(['sample', 'broken', 'empty', 'damaged'])('%s: the report fits its schema', async (folder) => {
    const report = JSON.parse(JSON.stringify(await check(folder, profile))) as unknown;
    validate(report);
    expect(validate.errors).toBeNull();
    expect(reportSchema.parse(report)).toEqual(report);
  });

  it.each(['sample', 'broken'])('%s: a second run gives the same bytes', async (folder) => {
    expect(JSON.stringify(await check(folder, profile))).toBe(JSON.stringify(await check(folder, profile)));
  });
});

describe('verdicts', () => {
  it('is conformant without a single finding for the sample of all 58 files', async () => {
    const report = await check('sample');
    expect(report.findings).toEqual([]);
    expect(report.summary).toMatchObject({
      files: 58,
      filesChecked: 58,
      sources: 58,
    });
    expect(report.counts).toEqual({ error: 0, warning: 0, info: 0 });
    expect([report.verdict, report.exitCode]).toEqual(['conformant', 0]);
  });

  it.each([
    ['broken', 'not-conformant', 1],
    ['damaged', 'not-conformant', 1],
    ['empty', 'inconclusive', 4],
  ])('%s is %s, exit %i', async (folder, verdict, exitCode) => {
    const report = await check(folder);
    expect([report.verdict, report.exitCode]).toEqual([verdict, exitCode]);
  });

  it('passes no rule that looked at nothing', async () => {
    for (const folder of ['sample', 'broken', 'damaged', 'empty']) {
      const { rules, files } = await check(folder);
      for (const result of [...rules, ...files.flatMap((file) => file.rules)]) {
        expect(result.state !== 'pass' || result.checked > 0, `${result.id} passed without a look`).toBe(
          true,
        );
        if (result.state === 'skipped' && files.some((file) => file.rules.includes(result)))
          expect(result.skippedBecause, result.id).toBeTruthy();
      }
    }
  });

  it('has groups that agree with its counts, and samples within the groups', async () => {
    const { groups, findings, counts } = await check('broken');
    const sum = groups.reduce((count, total) => count + total.count, 0);
    expect(sum).toBe(counts.error + counts.warning + counts.info);
    for (const total of groups) {
      const own = findings.filter(
        ({ rule, severity, where }) =>
          rule === total.rule &&
          severity === total.severity &&
          where.path === total.path &&
          where.column === total.column,
      );
      expect(own.length).toBeGreaterThan(0);
      expect(own.length).toBeLessThanOrEqual(total.count);
    }
  });
});
