/** SARIF is valid by its schema, bounded, and says the same of the same finding in the next run. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { uriOf } from '../../../conformance/reporters/sarif.js';
import type { Report } from '../../../specs/report.js';
import { brokenReport, inFormat, manyFindings } from '../../support/broken-report.js';
import { hostileReport, hostileText } from '../../support/hostile-report.js';

interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly locations: readonly {
    readonly physicalLocation: {
      readonly artifactLocation: { readonly uri: string };
      readonly region: { readonly startLine: number };
    };
    readonly logicalLocations?: readonly { readonly fullyQualifiedName: string }[];
  }[];
}
interface Log {
  readonly runs: readonly {
    readonly tool: {
      readonly driver: {
        readonly rules: readonly { readonly id: string; readonly help: { readonly markdown: string } }[];
      };
    };
    readonly results: readonly Result[];
    readonly properties: { readonly findings: object };
    readonly invocations: readonly {
      readonly executionSuccessful: boolean;
      readonly toolExecutionNotifications: readonly { readonly message: { readonly text: string } }[];
    }[];
  }[];
}

/** The schema is draft 4; nothing in it has another meaning in draft 7 but the name of its id. */
function validator() {
  const path = fileURLToPath(new URL('sarif-2.1.0.schema.json', import.meta.url));
  const {
    id: _id,
    $schema: _schema,
    ...schema
  } = JSON.parse(readFileSync(path, 'utf8')) as Record<string, object>;
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  const uri = /^(?:[a-z][a-z\d+.-]*:)?(?:[\w.~!$&'()*+,;=:@/?#-]|%[\dA-F]{2})*$/i;
  ajv.addFormat('uri', uri).addFormat('uri-reference', uri);
  ajv.addFormat('date-time', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/);
  return ajv.compile(schema);
}

const validate = validator();
let base: Report;

beforeAll(async () => {
  base = await brokenReport();
});

function runOf(report: Report): Log['runs'][number] {
  const log = JSON.parse(inFormat('sarif', report)) as Log;
  validate(log);
  expect(validate.errors).toBeNull();
  expect(log.runs).toHaveLength(1);
  return log.runs[0];
}

describe('sarif', () => {
  it('is refused by the schema where it is wrong', () => {
    expect(validate({ version: '2.1.0', runs: [{ tool: { driver: {} } }] })).toBe(false);
    expect(
      validate({ version: '2.1.0', runs: [{ tool: { driver: { name: 'a', rules: [{ id: 1 }] } } }] }),
    ).toBe(false);
  });

  it('has a result for each sample, and every rule that ran, with help', () => {
    const run = runOf(base);
    const { rules } = run.tool.driver;
    expect(run.results).toHaveLength(base.findings.length);
    expect(rules.map(({ id }) => id)).toEqual(base.rules.map(({ id }) => id));
    for (const rule of rules) expect(rule.help.markdown).toMatch(/\*\*Why:\*\* \S[^]*\*\*Mend:\*\* \S/);
    for (const { ruleId, ruleIndex } of run.results) expect(rules[ruleIndex]?.id).toBe(ruleId);
  });

  it('puts a CSV in a zip in a logical location, and the zip in the physical one', () => {
    const result = runOf(base).results.find(({ ruleId }) => ruleId === 'table/value-type');
    const zip = 'data/cqube_emission/student_attendance/student_attendance.zip';
    expect(result?.locations[0]?.physicalLocation).toEqual({
      artifactLocation: { uri: zip },
      region: { startLine: 1 },
    });
    expect(result?.locations[0]?.logicalLocations?.map((one) => one.fullyQualifiedName)).toEqual([
      `${zip}!/student_attendance.csv`,
      `${zip}!/student_attendance.csv#SchoolId`,
    ]);
    expect(result?.message.text).toMatch(/^student_attendance\.csv, line 2: /);
  });

  it('knows a finding again on another line, with another value that looks alike', () => {
    const moved = {
      ...base,
      findings: base.findings.map((finding) => ({
        ...finding,
        where: {
          ...finding.where,
          ...(finding.where.line !== undefined && { line: finding.where.line + 1000 }),
        },
        details: {
          ...finding.details,
          ...(finding.details['value'] === '2.40101E+10' && { value: '7.5E+09' }),
        },
      })),
    };
    const prints = (report: Report): readonly object[] =>
      runOf(report).results.map((one) => one.partialFingerprints);
    expect(prints(moved)).toEqual(prints(base));
    expect(new Set(prints(base).map((one) => JSON.stringify(one))).size).toBe(base.findings.length);
  });

  it('ends at 5,000 results, with some of every column, and says so', () => {
    const run = runOf(manyFindings(base, 900, 20, 1000));
    expect(run.results).toHaveLength(5000);
    expect(
      new Set(run.results.flatMap((one) => one.locations[0]?.logicalLocations?.[1]?.fullyQualifiedName)).size,
    ).toBe(900);
    expect(run.properties.findings).toEqual({ error: 900_000, warning: 0, info: 0 });
    expect(run.invocations[0]?.toolExecutionNotifications.map(({ message }) => message.text)).toEqual([
      expect.stringContaining('5,000 of 900,000 findings'),
    ]);
  });

  it('tells faults, and that the run did not succeed', () => {
    const faults = [{ path: null, message: 'The disk is full.', mend: 'Make room.' }];
    const [invocation] = runOf({ ...base, exitCode: 3, verdict: 'incomplete', faults }).invocations;
    expect(invocation).toMatchObject({
      executionSuccessful: false,
      toolExecutionNotifications: [{ level: 'error', message: { text: 'The disk is full. Make room.' } }],
    });
  });

  it('is valid whatever stands in the files', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const run = runOf({ ...hostileReport(base, text), profile: base.profile });
        expect(run.results).toHaveLength(1);
        expect(JSON.stringify(run).length).toBeLessThan(200_000);
        expect(run.results[0]?.message.text).not.toMatch(/[\u0000-\u0009\u001b\u202e\u2066]/);
      }),
      { numRuns: 150 },
    );
  });
});

describe('uriOf', () => {
  it.each([
    ['a b/ä%#?.zip', 'a%20b/%C3%A4%25%23%3F.zip'],
    ['/abs/x.zip', 'file:///abs/x.zip'],
    ['C:/abs/x.zip', 'file:///C:/abs/x.zip'],
    ['\ud800', '%EF%BF%BD'],
  ])('%j', (path, uri) => {
    expect(uriOf(path)).toBe(uri);
  });
});
