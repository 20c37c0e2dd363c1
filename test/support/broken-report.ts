/** The report of the emission in which every kind of defect is shown, and what the formats make of it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkEmission } from '../../conformance/check-emission.js';
import { reporters } from '../../conformance/reporters/index.js';
import { plainStyle } from '../../conformance/reporters/style.js';
import { ruleText } from '../../conformance/report-page.js';
import { demoEmission } from '../../fixtures/broken/demo-emission.js';
import { writeEmission } from '../../fixtures/sample/write-emission.js';
import type { Group, Report } from '../../specs/report.js';

export async function brokenReport(): Promise<Report> {
  const folder = mkdtempSync(join(tmpdir(), 'cqube-conform-broken-'));
  try {
    writeEmission(join(folder, 'cqube_emission'), demoEmission);
    const report = await checkEmission([join(folder, 'cqube_emission')], {
      version: '1.2.3',
      now: () => 1_600_000_000_000,
    });
    return { ...report, inputs: ['cqube_emission'] };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One format; files lie in `data/cqube_emission`. */
export function inFormat(name: string, report: Report): string {
  return (
    reporters[name]?.(report, {
      style: plainStyle,
      rule: ruleText,
      locate: (path) => (path === '' ? 'data/cqube_emission' : `data/cqube_emission/${path}`),
    }) ?? ''
  );
}

/** The same report with `columns` groups of errors, and `samples` findings for each. */
export function manyFindings(base: Report, columns: number, samples: number, total = samples): Report {
  const groups: Group[] = Array.from({ length: columns }, (_, index) => ({
    rule: 'table/value-type',
    severity: 'error',
    path: `udise/file_${index % 7}.zip`,
    column: `c${index}`,
    count: total,
  }));
  const findings = groups.flatMap(({ rule, severity, path, column = '' }, index) =>
    Array.from({ length: samples }, (_, number) => ({
      rule,
      severity,
      message: `“x${index}” in “${column}” is not a whole number.`,
      where: { path, member: 'file.csv', line: number + 2, record: number + 1, column, field: 1 },
      details: { value: `x${index}`, key: { id: String(number) } },
    })),
  );
  return { ...base, groups, findings, counts: { error: columns * total, warning: 0, info: 0 } };
}
