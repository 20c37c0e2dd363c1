/** JUnit XML is valid, agrees with the exit code, and survives whatever stands in other people's files. */
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { checkEmission } from '../../../conformance/check-emission.js';
import type { CheckOptions } from '../../../conformance/check-emission.js';
import { demoEmission } from '../../../fixtures/broken/demo-emission.js';
import { sampleCsv, sampleEmission } from '../../../fixtures/sample/sample-csv.js';
import { writeEmission, zipOf } from '../../../fixtures/sample/write-emission.js';
import { findSource } from '../../../specs/lookup.js';
import type { Report } from '../../../specs/report.js';
import type { DataSource } from '../../../specs/source.js';
import { inEveryFormat } from '../../support/run-reporters.js';

const schema = readFileSync(fileURLToPath(new URL('junit.xsd', import.meta.url)), 'utf8');
const root = mkdtempSync(join(tmpdir(), 'cqube-conform-junit-'));

beforeAll(() => {
  writeEmission(join(root, 'sample'), sampleEmission());
  writeEmission(join(root, 'broken'), demoEmission);
  const grades = sampleCsv(findSource('grade_details') as DataSource);
  const folder = join(root, 'odd');
  mkdirSync(join(folder, 'grade_details'), { recursive: true });
  mkdirSync(join(folder, 'district_master'));
  writeFileSync(
    join(folder, 'grade_details', 'grade_details.zip'),
    zipOf('grade_details.csv', `${grades}24010100011|3|]]>&<\u0001\ud800\n`),
  );
  symlinkSync(join(root, 'nowhere'), join(folder, 'district_master', 'district_mst.zip'));
});

afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

const check = (folder: string, options: Partial<CheckOptions> = {}): Promise<Report> =>
  checkEmission([join(root, folder)], { now: () => 1_600_000_000_000, ...options });

const xmlOf = (report: Report): string => inEveryFormat(report)['junit'] ?? '';

async function complaints(xml: string): Promise<readonly string[]> {
  const { errors } = await validateXML({ xml: [{ fileName: 'junit.xml', contents: xml }], schema: [schema] });
  return errors.map(({ message }) => message);
}

const number = (xml: string, element: string): number => xml.split(`<${element} `).length - 1;

const stated = (xml: string, attribute: string): number =>
  [...xml.matchAll(new RegExp(`<testsuite [^>]*\\b${attribute}="(\\d+)"`, 'g'))].reduce(
    (sum, match) => sum + Number(match[1]),
    0,
  );

describe('junit', () => {
  it.each([
    ['sample', {}],
    ['broken', {}],
    ['odd', {}],
    ['broken', { failOn: 'info' }],
    ['broken', { failOn: 'never' }],
  ] as const)('is valid and counts right: %s %o', async (folder, options) => {
    const xml = xmlOf(await check(folder, options));
    expect(await complaints(xml)).toEqual([]);
    expect(stated(xml, 'tests')).toBe(number(xml, 'testcase'));
    expect(stated(xml, 'failures')).toBe(number(xml, 'failure'));
    expect(stated(xml, 'errors')).toBe(number(xml, 'error'));
    expect(stated(xml, 'skipped')).toBe(number(xml, 'skipped'));
  });

  it.each(['error', 'warning', 'info', 'never'] as const)(
    'fails a case exactly where the exit code does, --fail-on %s',
    async (failOn) => {
      for (const folder of ['sample', 'broken']) {
        const report = await check(folder, { failOn });
        expect(number(xmlOf(report), 'failure') > 0, folder).toBe(report.exitCode === 1);
      }
    },
  );

  it('passes every rule that looked at the sample', async () => {
    const report = await check('sample');
    const xml = xmlOf(report);
    const passed = report.files.flatMap(({ rules }) => rules.filter(({ state }) => state === 'pass'));
    expect(passed.length).toBeGreaterThan(500);
    expect(number(xml, 'testcase')).toBeGreaterThanOrEqual(passed.length);
    expect(number(xml, 'testsuite')).toBe(59);
  });

  it('tells each failing rule of each file once, with its findings', async () => {
    const report = await check('broken');
    const xml = xmlOf(report);
    const pairs = new Set(
      report.groups
        .filter(({ severity }) => severity === 'error')
        .map(({ rule, path }) => `${rule} ${report.files.some((file) => file.path === path) ? path : ''}`),
    );
    expect(number(xml, 'failure')).toBe(pairs.size);
    expect(xml).toMatch(/<failure type="error" message="[^"]*2\.40101E\+10[^"]*">table\/value-type EP-13: /);
  });

  it('tells findings that do not count in the output of the suite', async () => {
    const report = await check('broken', { failOn: 'never' });
    const output = [...xmlOf(report).matchAll(/<system-out>([^<]*)<\/system-out>/g)]
      .map((match) => match[1])
      .join('');
    for (const { rule } of report.findings) expect(output).toContain(rule);
  });

  it('tells a file that cannot be opened as one error, and skips its rules', async () => {
    const report = await check('odd');
    const xml = xmlOf(report);
    expect(report.exitCode).toBe(3);
    const suite = xml.slice(xml.indexOf('<testsuite name="district_master/district_mst.zip"'));
    expect(suite).toMatch(
      /<testcase name="emission\/unreadable-file"[^>]*>\s*<error type="fault" message="[^"]*points nowhere/,
    );
    expect(number(xml, 'error')).toBe(1);
  });

  it('skips what a defect blocks, and says by which', async () => {
    expect(xmlOf(await check('broken'))).toContain('<skipped message="blocked by table/wrong-delimiter"/>');
  });

  it('stays valid whatever a value, a message or a path holds', { timeout: 60_000 }, async () => {
    const base = await check('broken');
    const first = base.findings[0];
    const hostile = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        ']]>',
        '<!--',
        '&#0;',
        '\u0000\u0008\u001b[31m',
        '\ud800',
        '\uffff',
        '"\n\r\t\'',
        'x'.repeat(100_000),
      ),
    );
    await fc.assert(
      fc.asyncProperty(hostile, async (text) => {
        const findings = [{ ...first, message: `m${text}`, details: { key: { id: text }, value: text } }];
        const report = { ...base, findings, inputs: [text] };
        expect(await complaints(xmlOf(report))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});
