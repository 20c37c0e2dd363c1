/** Each data source has a case for every stage at which its flow can lose a row, and for all else that befalls rows. */
import { describe, expect, it } from 'vitest';
import { flowPlan } from '../../../conformance/forecast/flow-plan.js';
import { Verdict } from '../../../conformance/engine/flow-value.js';
import type { FateKind, SourceIngestion } from '../../../specs/ingestion/ingestion.js';
import { defaultIngestion } from '../../../specs/ingestion/index.js';
import type { DataSource } from '../../../specs/source.js';
import { sources } from '../../../specs/sources/index.js';
import type { ForecastCase } from '../../support/forecast-cases.js';
import { attendanceCases } from '../../support/forecasts/attendance.js';
import { dikshaCases, sectionCases } from '../../support/forecasts/diksha.js';
import { examVisitInfraCases } from '../../support/forecasts/exams-visits-infra.js';
import { staticCases } from '../../support/forecasts/static.js';
import { udiseCases } from '../../support/forecasts/udise.js';
import { countsOf, flowTable, forecastCsv } from '../../support/forecast-csv.js';

const cases: readonly ForecastCase[] = [
  ...staticCases,
  ...attendanceCases,
  ...examVisitInfraCases,
  ...dikshaCases,
  ...sectionCases,
  ...udiseCases,
];

/** Stages that befall a file as a whole: below, for every source alike. */
const OF_FILES: ReadonlySet<FateKind> = new Set(['not-picked-up', 'columns', 'unreadable']);

const ingestionOf = ({ id }: DataSource): SourceIngestion => {
  const ingestion = defaultIngestion.sources[id];
  if (!ingestion) throw new Error(`no facts of ${id}`);
  return ingestion;
};

/** Some value breaks its batch in the table. */
function canBreakLoad(source: DataSource): boolean {
  const ingestion = ingestionOf(source);
  if (ingestion.loadFails !== undefined || ingestion.tableKey?.secondRow === 'breaks-batch') return true;
  const values = ['', '40000', 'x', 'x'.repeat(300), '9'.repeat(30)];
  return Object.values(source.pipeline.layouts).some((layout) =>
    flowPlan(source, ingestion, layout, layout.read).columns.some(
      (column) => column !== null && values.some((value) => column.judgeText(value) === Verdict.load),
    ),
  );
}

function stagesOf(source: DataSource): readonly FateKind[] {
  const ingestion = ingestionOf(source);
  const layouts = Object.values(source.pipeline.layouts);
  const stages = (Object.keys(ingestion.grounds) as FateKind[]).filter((fate) => !OF_FILES.has(fate));
  return stages.filter((fate) => {
    if (fate === 'load') return canBreakLoad(source);
    if (fate === 'load-batch') return canBreakLoad(source) && ingestion.loadFails === undefined;
    if (fate === 'datatype')
      return layouts.some(({ types = {} }) => Object.values(types).some(({ is }) => is !== 'any'));
    if (fate === 'null') return layouts.some(({ nullChecked }) => nullChecked.length > 0);
    return true;
  });
}

const casesOf = (id: string): readonly ForecastCase[] => cases.filter(({ source }) => source === id);

const hasStage = (id: string, fate: FateKind): boolean =>
  casesOf(id).some(({ expected }) => Object.keys(expected).some((name) => name.split(' ')[0] === fate));

/** Stages for which no case of this source can be written, and why. */
const IMPOSSIBLE: Readonly<Record<string, Readonly<Partial<Record<FateKind, string>>>>> = {
  infra_trans: {
    'same-id': 'rows of one school are copies already, and make the file fail',
  },
  ...Object.fromEntries(
    ['grade_details', 'subject_details', 'semester_exam_subject_details', 'inspection_master'].map((id) => [
      id,
      { null: 'the columns of the null check are numbers, and a blank fails the datatype check before' },
    ]),
  ),
};

describe.each(sources.map((source) => [source.id, source] as const))('%s', (id, source) => {
  it('has a case for every stage of its flow', () => {
    const missing = stagesOf(source).filter((fate) => !hasStage(id, fate) && !IMPOSSIBLE[id]?.[fate]);
    expect(missing, `write cases of ${id} in test/support/forecasts`).toEqual([]);
  });

  it('has a case whose rows are kept, or none ever is', () => {
    const isKept = casesOf(id).some(({ expected }) => (expected['kept'] ?? 0) > 0);
    expect(isKept || ingestionOf(source).loadFails !== undefined).toBe(true);
  });

  it('has a case of every defect, and of all that no report shows', () => {
    const { defects = [], neverShown = [] } = ingestionOf(source);
    const told = new Set(casesOf(id).flatMap(({ also = {} }) => Object.keys(also)));
    const wanted = [...defects.map((defect) => defect.id), ...neverShown.map(({ reason }) => reason)];
    const missing = wanted.filter((name) => !told.has(name));
    expect(missing, `write cases of ${id} with "also"`).toEqual([]);
  });

  it('cites the facts in every case', () => {
    for (const { cites } of casesOf(id)) expect(cites).toMatch(/^\d/);
  });
});

/** Of four tables in one file, and of one column that takes any text, others tell. */
const flat = sources.filter(
  ({ id, sections }) => sections === undefined && id !== 'diksha_api_progress_exhaust_batch_ids',
);

it.each(flat)(
  'loses the whole file of a header without a column, and of a broken quote: $id',
  async (source) => {
    const { id } = source;
    const table = flowTable(id);
    const { layouts, delimiter } = source.pipeline;
    const gone = Object.values(layouts)[0]?.required[0]?.toLowerCase() ?? '';
    const names = table.header.split(delimiter);
    const others = names.map((name) => (name.toLowerCase() === gone ? 'something_else' : name));
    const without = [others.join(delimiter), table.row(), table.row()].join('\n');
    expect(countsOf(await forecastCsv(id, without))).toEqual({ in: 2, kept: 0, columns: 2 });
    const broken = [table.header, table.row(), `"open${delimiter}`].join('\n');
    expect(countsOf(await forecastCsv(id, broken))).toEqual({ in: 2, kept: 0, unreadable: 2 });
  },
);
