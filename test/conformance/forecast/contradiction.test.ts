/** Sources whose published header the flow refuses: both lines are told, and each is good for its side (facts, 7 and 8). */
import { expect, it } from 'vitest';
import { contradictionOf } from '../../../conformance/forecast/contradiction.js';
import { defaultIngestion } from '../../../specs/ingestion/index.js';
import { sources } from '../../../specs/sources/index.js';
import { checkCsv } from '../../support/check-csv.js';
import { forecastCsv, sourceOf } from '../../support/forecast-csv.js';

const of = (id: string): ReturnType<typeof contradictionOf> =>
  contradictionOf(sourceOf(id), defaultIngestion.sources[id] ?? { grounds: {} });

/** DIKSHA cuts at commas, and its sample has other columns; three UDISE files have an order of their own. */
const KNOWN = [
  'diksha_data_summary',
  'diksha_tpd',
  'diksha_tpd_mapping',
  'nsqf_faculty',
  'sch_facility',
  'sch_incen_cwsn',
];

it('are these, and no others', () => {
  expect(sources.flatMap(({ id }) => (of(id) === null ? [] : [id])).toSorted()).toEqual(KNOWN);
});

it.each(KNOWN)('%s: the published line for the published rules, the other for the flow', async (id) => {
  const { documented, pipeline } = of(id) ?? { documented: '', pipeline: '' };
  const { collected } = await checkCsv(id, `${documented}\n`);
  expect(collected.totals.filter(({ rule }) => rule !== 'table/no-rows')).toEqual([]);
  const accepted = async (line: string): Promise<unknown> =>
    (await forecastCsv(id, `${line}\n`, { profile: 'pipeline-3.7' })).map(({ header }) => header.accepted);
  expect(await accepted(pipeline)).toEqual([true]);
  expect(await accepted(documented)).toEqual([false]);
});
