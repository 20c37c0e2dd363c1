/** Code Quality as GitLab reads it: an array of issues, each with a fingerprint of its own. */
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../../specs/report.js';
import { brokenReport, inFormat, manyFindings } from '../../support/broken-report.js';
import { hostileReport, hostileText } from '../../support/hostile-report.js';

/** The fields that GitLab's documentation of the report demands (“Code Quality report format”), and nothing besides. */
const validate = new Ajv({ allErrors: true }).compile({
  type: 'array',
  items: {
    type: 'object',
    required: ['description', 'check_name', 'fingerprint', 'severity', 'location'],
    additionalProperties: false,
    properties: {
      description: { type: 'string', minLength: 1 },
      check_name: { type: 'string', minLength: 1 },
      fingerprint: { type: 'string', minLength: 1 },
      severity: { enum: ['info', 'minor', 'major', 'critical', 'blocker'] },
      location: {
        type: 'object',
        required: ['path', 'lines'],
        additionalProperties: false,
        properties: {
          path: { type: 'string', pattern: '^(?!\\./).+' },
          lines: {
            type: 'object',
            required: ['begin'],
            additionalProperties: false,
            properties: { begin: { type: 'integer', minimum: 1 } },
          },
        },
      },
    },
  },
});

interface Issue {
  readonly description: string;
  readonly check_name: string;
  readonly fingerprint: string;
  readonly severity: string;
  readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
}

let base: Report;

beforeAll(async () => {
  base = await brokenReport();
});

function issuesOf(report: Report): readonly Issue[] {
  const issues = JSON.parse(inFormat('gitlab', report)) as readonly Issue[];
  validate(issues);
  expect(validate.errors).toBeNull();
  expect(new Set(issues.map(({ fingerprint }) => fingerprint)).size).toBe(issues.length);
  return issues;
}

describe('gitlab', () => {
  it('has an issue for each rule, file and column', () => {
    const issues = issuesOf(base);
    expect(issues).toHaveLength(base.groups.length);
    expect(issues.find(({ check_name: name }) => name === 'table/column-order')).toMatchObject({
      description: expect.stringMatching(
        /^cluster_mst\.csv, line 1: The columns are not in the listed order/,
      ),
      severity: 'critical',
      location: { path: 'data/cqube_emission/cluster_master/cluster_mst.zip', lines: { begin: 1 } },
    });
  });

  it('keeps the fingerprint when lines, values and numbers change', () => {
    const later = {
      ...base,
      groups: base.groups.map((group) => ({ ...group, count: group.count + 5 })),
      findings: base.findings.map((finding) => ({
        ...finding,
        where: { ...finding.where, line: 77 },
        details: {},
      })),
    };
    const prints = (report: Report): readonly string[] =>
      issuesOf(report).map(({ fingerprint }) => fingerprint);
    expect(prints(later)).toEqual(prints(base));
  });

  it('ends at 5,000 issues and says so', () => {
    const issues = issuesOf(manyFindings(base, 5002, 1));
    expect(issues).toHaveLength(5001);
    expect(issues.at(-1)?.description).toContain('2 more issues left out');
  });

  it('is valid whatever stands in the files', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const issues = issuesOf(hostileReport(base, text));
        expect(issues.map(({ severity }) => severity)).toEqual(['blocker', 'critical']);
        for (const { description } of issues) expect(description.length).toBeLessThan(8000);
      }),
      { numRuns: 150 },
    );
  });
});
