/** Stored rows without what they refer to are counted as never shown: for every source and every such fact, and no other. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { checkEmission } from '../../../conformance/check-emission.js';
import { exampleCsv } from '../../../conformance/engine/example-csv.js';
import { writeEmission } from '../../../fixtures/sample/write-emission.js';
import { defaultIngestion } from '../../../specs/ingestion/index.js';
import type { FileForecast } from '../../../specs/forecast.js';
import { references } from '../../../specs/references/index.js';
import { keySetOf } from '../../../specs/references/reference.js';
import type { DataSource } from '../../../specs/source.js';
import { sources } from '../../../specs/sources/index.js';

let work = '';
beforeEach(() => {
  work = mkdtempSync(join(tmpdir(), 'row-matches-'));
});
afterEach(() => rmSync(work, { recursive: true, force: true }));

/** Files that the flow takes as the dictionary has them, with what hides their rows. */
const facts = sources
  .filter(({ pipeline, delimiter }) => pipeline.delimiter === delimiter)
  .flatMap((source) =>
    (defaultIngestion.sources[source.id]?.hiddenWithout ?? []).map((rule) => ({ source, rule })),
  );

const fileOf = ({ folder, stem }: DataSource): string => `${folder}/${stem}`;

const changed = (text: string): string => (/^\d+$/.test(text) ? String(BigInt(text) + 1n) : `${text}x`);

async function forecast(
  source: DataSource,
  files: ReadonlyMap<string, string>,
): Promise<FileForecast | undefined> {
  const root = mkdtempSync(join(work, 'cqube_emission-'));
  writeEmission(root, new Map([...files, [fileOf(source), exampleCsv(source.id)]]));
  const report = await checkEmission([root], { now: () => 0, today: '2020-08-01', forecastOnly: true });
  return report.forecast.find(({ path }) => path === `${fileOf(source)}.zip`);
}

it('covers the hierarchy, visits, exams and questions', () => {
  const covered = new Set(facts.map(({ source, rule }) => `${source.id} ${rule.target}`));
  for (const pair of [
    'student_attendance school_master',
    'user_location_master inspection_master',
    'periodic_exam_result_trans periodic_exam_mst',
    'periodic_exam_result_trans periodic_exam_qst_mst',
    'semester_exam_result_trans semester_exam_mst',
    'sch_safety school_master',
    'school_master cluster_master',
  ])
    expect([...covered]).toContain(pair);
});

it.each(facts.map((one) => [`${one.source.id} without ${one.rule.target}`, one] as const))(
  '%s',
  async (_name, { source, rule }) => {
    const target = sources.find(({ id }) => id === rule.target) as DataSource;
    const reference = references.find((one) => one.source === source.id && keySetOf(one) === keySetOf(rule));
    const values = (reference?.fields ?? []).map(
      (name) => source.fields.find((field) => field.name === name)?.example ?? '',
    );
    const master = (last: (text: string) => string): ReadonlyMap<string, string> =>
      new Map([
        [
          fileOf(target),
          exampleCsv(
            target.id,
            Object.fromEntries(
              rule.targetFields.map((name, index) => {
                const value = values[index] ?? '';
                return [name, index === values.length - 1 ? last(value) : value];
              }),
            ),
          ),
        ],
      ]);
    const hiddenBy = (found: FileForecast | undefined): number =>
      found?.rowsNeverShown.find(({ reason }) => reason === rule.reason)?.count ?? 0;
    const [without, alone, together] = [
      await forecast(source, new Map()),
      await forecast(source, master(changed)),
      await forecast(
        source,
        master((text) => text),
      ),
    ];
    const stored = alone?.rowsStored ?? 0;
    expect(hiddenBy(alone)).toBe(stored);
    expect(hiddenBy(together)).toBe(0);
    expect(hiddenBy(without)).toBe(0);
    const isAccepted = without?.header?.accepted === true;
    expect(without?.notJudged.some(({ what }) => what === rule.unknown.what)).toBe(isAccepted);
    expect(together?.notJudged.some(({ what }) => what === rule.unknown.what)).toBe(false);
    for (const found of [without, alone, together])
      expect(found?.rowsIn).toBe(
        (found?.rowsStored ?? 0) + (found?.fates ?? []).reduce((sum, { count }) => sum + count, 0),
      );
  },
);
