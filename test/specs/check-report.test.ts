/** What `merge` takes for a report, against the published schema: neither takes what the other refuses. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkEmission } from '../../conformance/check-emission.js';
import { demoEmission } from '../../fixtures/broken/demo-emission.js';
import { writeEmission } from '../../fixtures/sample/write-emission.js';
import { asReport } from '../../specs/check-report.js';
import { reportSchema } from '../../specs/report-schema.js';

let work = '';
let text = '';
/** Ways to every value of the report. */
let places: readonly (readonly string[])[] = [];

beforeAll(async () => {
  work = mkdtempSync(join(tmpdir(), 'cqube-conform-report-check-'));
  writeEmission(join(work, 'cqube_emission'), demoEmission);
  const report = await checkEmission([join(work, 'cqube_emission')], {
    now: () => 0,
    shard: { index: 1, count: 2 },
    overrides: [{ rules: { 'table/value-type': 'info' }, files: ['pat/*'], reason: 'x' }],
    columns: [{ source: 'infra_trans', name: 'x', type: 'string', maxLength: 3, enum: ['a', 1] }],
    variants: { infra_trans: 'state' },
    expansion: { ratio: 100 },
    baseline: {
      file: 'b.json',
      entries: [
        { rule: 'table/duplicate-key', path: 'a', count: 1, reason: 'r', owner: 'o', until: '2020-01-01' },
        {
          rule: 'table/duplicate-key',
          path: 'grade_details/grade_details.zip',
          count: 1,
          reason: 'r',
          owner: 'o',
          until: '2020-01-01',
        },
      ],
    },
  });
  text = JSON.stringify(report);
  places = placesIn(JSON.parse(text));
});
afterAll(() => rmSync(work, { recursive: true, force: true }));

type Json = Record<string, unknown>;

const placesIn = (value: unknown, way: readonly string[] = []): readonly (readonly string[])[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => [[...way, key], ...placesIn(inner, [...way, key])])
    : [];

const accepts = (document: unknown): boolean => 'report' in asReport(document);

describe('a report', () => {
  it('is one as it is written', () => {
    expect(asReport(JSON.parse(text))).toEqual({ report: JSON.parse(text) as unknown });
  });

  it('is none after a change that the schema refuses, and one after a change that it takes', () => {
    const other = fc.oneof(
      fc.constantFrom(undefined, null, true, -1, 1.5, 0, 7, '', 'x', [], {}, ['x'], [null], {
        kind: 'source',
      }),
    );
    fc.assert(
      fc.property(fc.nat(), other, fc.boolean(), (at, value, adds) => {
        const document = JSON.parse(text) as Json;
        const way = places[at % places.length] ?? [];
        const holder = way.slice(0, -1).reduce<Json>((inner, key) => inner[key] as Json, document);
        const key = adds && !Array.isArray(holder) ? 'unheardOf' : (way.at(-1) ?? '');
        if (value === undefined && !Array.isArray(holder)) delete holder[key];
        else holder[key] = value ?? null;
        // The schema says more of a few texts, and describes scenarios too.
        fc.pre(!['startedAt', 'digest', 'message', 'scenarios'].includes(key));
        expect(accepts(document), `${way.join('.')}: ${JSON.stringify(value)}`).toBe(
          reportSchema.safeParse(document).success,
        );
      }),
      { numRuns: 2000 },
    );
  });

  it('has details that end somewhere', () => {
    const document = JSON.parse(text) as { findings: { details: unknown }[] };
    const [finding] = document.findings;
    if (finding) finding.details = { deep: JSON.parse(`${'['.repeat(5000)}${']'.repeat(5000)}`) as unknown };
    expect(asReport(document)).toMatchObject({ problem: expect.stringMatching(/nested/) as string });
  });

  it.each([null, 1, 'x', [], {}, { schemaVersion: 2 }])('%j is none', (document) => {
    expect(accepts(document)).toBe(false);
  });
});
