/** The udise flow: 32 files, strict header order, no datatype check, keys as the facts list them. */
import { describe, expect, it } from 'vitest';
import { countsOf, flowTable, forecastCsv, sourceOf } from '../../support/forecast-csv.js';
import type { Changes, FlowTable } from '../../support/forecast-csv.js';

const SCHOOL = 'udise_sch_code';

/** Facts, section 8: what the key has besides the school; the first table, line by line. */
const KEYS: readonly (readonly [stems: string, key: readonly string[]])[] = [
  [
    'sch_facility sch_profile sch_recp_exp sch_safety sch_pgi_details sch_staff_posn sch_enr_newadm sch_exmres_c5 sch_exmres_c8 nsqf_basic_info',
    [],
  ],
  ['sch_exmres_c10 sch_incen_cwsn', ['item_id']],
  ['sch_exmres_c12', ['item_id', 'stream_id']],
  ['sch_enr_by_stream', ['stream_id', 'caste_id']],
  ['sch_enr_cwsn', ['disability_type']],
  ['sch_enr_medinstr', ['medinstr_seq']],
  ['sch_enr_age', ['age_id']],
  ['sch_enr_reptr sch_enr_fresh', ['item_group', 'item_id']],
  ['sch_exmmarks_c10 sch_exmmarks_c12', ['item_id', 'marks_range_id']],
  ['sch_incentives', ['grade_pri_upr', 'incentive_type']],
  ['nsqf_trng_prov nsqf_enr_sub_sec', ['sector_no']],
  ['nsqf_enr_caste nsqf_plcmnt_c10 nsqf_plcmnt_c12', ['sector_no', 'item_id']],
  ['nsqf_class_cond', ['sector_no', 'class_type_id']],
  ['nsqf_exmres_c10 nsqf_exmres_c12', ['sector_no', 'marks_range_id']],
  ['nsqf_faculty', ['nsqf_faculty_id']],
  ['tch_profile', ['tch_code']],
];

/** Upserts without a matching constraint: every load fails (section 8, contradictions). */
const NEVER_LOADED = new Set(['nsqf_faculty', 'nsqf_enr_sub_sec']);

const cases = KEYS.flatMap(([stems, key]) => stems.split(' ').map((stem) => [stem, key] as const));

const layoutOf = (id: string): string => Object.keys(sourceOf(id).pipeline.layouts)[0] ?? '';
const tableOf = (id: string): FlowTable => flowTable(id, layoutOf(id));

/** A column outside the key (and none that the table lacks, as it does gender of tch_profile), in which rows of one id may differ: a number where there is one. */
function otherColumn(id: string, key: readonly string[]): string {
  const other = sourceOf(id).fields.find(
    ({ name, type }) => type === 'smallint' && !key.includes(name) && name !== SCHOOL && name !== 'gender',
  );
  return other?.name ?? 'ac_year';
}

it('covers the 32 files', () => {
  expect(new Set(cases.map(([stem]) => stem)).size).toBe(32);
});

describe.each(cases)('%s', (stem, key) => {
  const other = otherColumn(stem, key);
  const at = (school: number, changes: Changes = {}): Changes => ({
    [SCHOOL]: String(24010100000 + school),
    ...changes,
  });
  const rows = [
    at(1),
    at(2, { [SCHOOL]: '' }),
    at(3, { [other]: '1' }),
    at(3, { [other]: '2' }),
    at(1),
    // Spaces are trimmed.
    at(4, { [other]: ' 1 ' }),
  ];
  const lost = { in: 6, [`null ${SCHOOL}`]: 1, 'same-id': 2, 'same-record': 1 };
  const expected = NEVER_LOADED.has(stem) ? { ...lost, kept: 0, load: 2 } : { ...lost, kept: 2 };

  it.each(['documented', 'pipeline-3.7'])('ends each row where the facts say, beside %s', async (profile) => {
    const tables = await forecastCsv(stem, tableOf(stem).csv(rows), { profile });
    expect(tables.map(({ header }) => header.accepted)).toEqual([true]);
    expect(countsOf(tables)).toEqual(expected);
  });

  it('keeps rows that differ in any column of the key', async () => {
    const numbers = key.map((name) => ({ [name]: '98' }));
    const csv = tableOf(stem).csv([at(1), ...numbers.map((change) => at(1, change)), at(2)]);
    const counts = countsOf(await forecastCsv(stem, csv));
    const kept = key.length + 2;
    expect(counts).toEqual(NEVER_LOADED.has(stem) ? { in: kept, kept: 0, load: kept } : { in: kept, kept });
  });

  it('loses the batch of a number that does not fit', async () => {
    const column = other === 'ac_year' ? (key[0] ?? SCHOOL) : other;
    const csv = tableOf(stem).csv([at(1), at(2, { [column]: '40000' }), at(3)]);
    const counts = countsOf(await forecastCsv(stem, csv, { loadBatchRows: 2 }));
    expect(counts).toEqual(
      NEVER_LOADED.has(stem)
        ? { in: 3, kept: 0, load: 3 }
        : { in: 3, kept: 1, [`load ${column}`]: 1, 'load-batch': 1 },
    );
  });

  it('is refused with its columns in another order, and taken with further ones outside', async () => {
    const table = tableOf(stem);
    const [first = '', ...rest] = table.header.split('|');
    const moved = await forecastCsv(stem, `${[...rest, first].join('|')}\n`);
    expect(moved.map(({ header }) => header.accepted)).toEqual([false]);
    const more = `extra|${table.header.toUpperCase()}|more\n|${table.row(at(1))}|\n`;
    const tables = await forecastCsv(stem, more);
    expect(tables.map(({ header, rowsIn }) => [header.accepted, rowsIn])).toEqual([[true, 1]]);
  });
});

it.each(['sch_facility', 'sch_incen_cwsn', 'nsqf_faculty'])(
  '%s in the order of the dictionary is refused (section 8)',
  async (stem) => {
    const { fields } = sourceOf(stem);
    const names = fields.map(({ name }) => name).join('|');
    const values = fields.map(({ example }) => example).join('|');
    const tables = await forecastCsv(stem, `${names}\n${values}\n`);
    expect(tables.map(({ header }) => header.accepted)).toEqual([false]);
    expect(countsOf(tables)).toEqual({ in: 1, kept: 0, columns: 1 });
  },
);
