/** All findings as NDJSON: as many as the groups count, of which the report's are samples. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkEmission } from '../../conformance/check-emission.js';
import { FindingPart, FindingPartError, partPath } from '../../conformance/finding-part.js';
import { contentOf } from '../../fixtures/broken/broken-emission.js';
import { demoEmission } from '../../fixtures/broken/demo-emission.js';
import { brokenEmissions } from '../../fixtures/broken/index.js';
import { sampleCsv } from '../../fixtures/sample/sample-csv.js';
import { writeEmission, zipOf } from '../../fixtures/sample/write-emission.js';
import { profiles } from '../../specs/profiles/index.js';
import type { DataSource } from '../../specs/source.js';
import { findSource } from '../../specs/lookup.js';
import type { Finding, Group, Report } from '../../specs/report.js';
import { runWhole, VERSION } from '../support/split-run.js';

let work = '';

beforeEach(() => {
  work = mkdtempSync(join(tmpdir(), 'cqube-conform-findings-'));
});
afterEach(() => rmSync(work, { recursive: true, force: true }));

const linesOf = (text: string): readonly Finding[] =>
  text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Finding);

const keyOf = ({ rule, severity, path, column = '' }: Omit<Group, 'count'>): string =>
  JSON.stringify([rule, severity, path, column]);

/** By rule, severity, file and column. */
const totalsOf = (findings: readonly Finding[]): ReadonlyMap<string, number> => {
  const totals = new Map<string, number>();
  for (const { rule, severity, where } of findings) {
    // Rules that have no column in their groups may still tell one.
    const key = keyOf({ rule, severity, path: where.path });
    totals.set(key, (totals.get(key) ?? 0) + 1);
  }
  return totals;
};

const groupTotals = ({ groups }: Report): ReadonlyMap<string, number> => {
  const totals = new Map<string, number>();
  for (const { rule, severity, path, count } of groups) {
    const key = keyOf({ rule, severity, path });
    totals.set(key, (totals.get(key) ?? 0) + count);
  }
  return totals;
};

/** Files as in the report, the tree before them, the traffic after them: no file comes twice. */
const filesInOrder = (findings: readonly Finding[]): readonly string[] =>
  findings
    .filter(({ rule }) => !rule.startsWith('emission/'))
    .map(({ where }) => where.path)
    .filter((path, at, all) => at === 0 || all[at - 1] !== path);

describe('a findings file', () => {
  it.each(brokenEmissions.map((emission) => [emission.name, emission] as const))(
    '%s: as many lines as the groups count',
    async (_name, emission) => {
      const root = join(work, 'cqube_emission');
      writeEmission(root, contentOf(emission));
      const { report, findings } = await runWhole([root], work, { samples: 2 });
      const all = linesOf(findings);
      expect(totalsOf(all)).toEqual(groupTotals(report));
      const texts = new Set(all.map((finding) => JSON.stringify(finding)));
      for (const sample of report.findings) expect(texts).toContain(JSON.stringify(sample));
      const met = filesInOrder(all);
      expect(met).toEqual(report.files.map(({ path }) => path).filter((path) => met.includes(path)));
    },
  );

  it('changes nothing about the report', async () => {
    const root = join(work, 'cqube_emission');
    writeEmission(root, demoEmission);
    for (const profile of profiles) {
      const { report } = await runWhole([root], join(work, profile.id), { profile });
      const plain = await checkEmission([root], { profile, now: () => 0, version: VERSION });
      expect(JSON.stringify(report)).toBe(JSON.stringify(plain));
    }
  });
});

const grades = sampleCsv(findSource('grade_details') as DataSource);

describe('a file', () => {
  it('has its rows in their order', async () => {
    const [header = '', row = ''] = grades.split('\n');
    const rows = Array.from({ length: 500 }, (_, at) => row.replace('24010100011', `x${at}`));
    const path = join(work, 'grade_details.csv');
    writeFileSync(path, `${header}\n${rows.join('\n')}\n`);
    const { findings } = await runWhole([path], work, { only: ['table/value-type'] });
    expect(linesOf(findings).map(({ where }) => where.line)).toEqual(rows.map((_, at) => at + 2));
  });

  it('has every row where rows are taken in batches', async () => {
    const [header = '', row = ''] = grades.split('\n');
    const rows = Array.from({ length: 400_000 }, (_, at) =>
      row.replace('24010100011', at % 3 ? `${at}` : 'x'),
    );
    const path = join(work, 'grade_details.csv');
    writeFileSync(path, `${header}\n${rows.join('\n')}\n`);
    const { findings, report } = await runWhole([path], work, { only: ['table/value-type'] });
    expect(findings.split('\n').length - 1).toBe(133_334);
    expect(report.counts.error).toBe(133_334);
  });

  it('that turns out to be damaged has no rows, as in the report', async () => {
    const path = join(work, 'grade_details.zip');
    const zip = zipOf('grade_details.csv', grades.replace('24010100011', 'x'));
    // The checksum in the directory.
    zip.writeUInt32LE(0xdead, zip.lastIndexOf('PK\u0001\u0002', undefined, 'latin1') + 16);
    zip.writeUInt32LE(0xdead, 14);
    writeFileSync(path, zip);
    const { findings, report } = await runWhole([path], work);
    expect(linesOf(findings).map(({ rule }) => rule)).toEqual(['archive/corrupt']);
    expect(totalsOf(linesOf(findings))).toEqual(groupTotals(report));
  });

  it('that changes while it is read has none', async () => {
    const path = join(work, 'grade_details.csv');
    const [header = '', row = ''] = grades.split('\n');
    writeFileSync(path, `${header}\n${`x${row}\n`.repeat(100_000)}`);
    const { findings, report } = await runWhole([path], work, {
      onProgress: ({ bytes }) => {
        if (bytes > 0) truncateSync(path, 100);
      },
    });
    expect(report.exitCode).toBe(3);
    expect(linesOf(findings).map(({ rule }) => rule)).toEqual(['emission/unreadable-file']);
  });

  it('whose findings cannot be kept is a fault of ours, not of the emission', async () => {
    const root = join(work, 'cqube_emission');
    mkdirSync(join(root, 'grade_details'), { recursive: true });
    const zip = zipOf('grade_details.csv', grades.replace('24010100011', 'x'));
    writeFileSync(join(root, 'grade_details', 'grade_details.zip'), zip);
    const folder = join(work, 'parts');
    mkdirSync(folder);
    writeFileSync(partPath(folder, 1), 'in the way');
    const report = await checkEmission([root], { now: () => 0, findingsFolder: folder });
    expect(report.exitCode).toBe(3);
    expect(report.faults.map(({ message }) => message)).toEqual([
      'findings could not be kept for the findings file: the system reports EEXIST',
    ]);
    expect(report.groups.map(({ rule }) => rule)).toEqual(['emission/missing-source']);
  });
});

describe('a part', () => {
  const finding: Finding = {
    rule: 'table/value-type',
    severity: 'error',
    message: 'm',
    where: { path: 'p' },
    details: {},
  };

  it('is no file as long as nothing is found', () => {
    new FindingPart(join(work, 'part')).close();
    expect(readdirSync(work)).toEqual([]);
  });

  it('is gone when it does not count after all, and may begin anew', () => {
    const path = join(work, 'part');
    const part = new FindingPart(path);
    for (let more = 0; more < 10_000; more++) part.add(finding);
    expect(existsSync(path)).toBe(true);
    part.reset();
    expect(existsSync(path)).toBe(false);
    part.add(finding);
    part.close();
    expect(existsSync(path)).toBe(true);
  });

  it('says why it cannot be written', () => {
    const part = new FindingPart(join(work, 'nowhere', 'part'));
    part.add(finding);
    expect(() => part.close()).toThrow(FindingPartError);
  });
});
