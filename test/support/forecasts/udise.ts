/** Fates of rows in the udise flow: 32 files alike but for their keys, with where the facts say so. */
import type { ForecastCase } from '../forecast-cases.js';
import { flowTable, sourceOf } from '../forecast-csv.js';
import type { Changes, FlowTable } from '../forecast-csv.js';

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
export const NEVER_LOADED = new Set(['nsqf_faculty', 'nsqf_enr_sub_sec']);

export const udiseKeys = KEYS.flatMap(([stems, key]) => stems.split(' ').map((stem) => [stem, key] as const));

const layoutOf = (id: string): string => Object.keys(sourceOf(id).pipeline.layouts)[0] ?? '';
export const tableOf = (id: string): FlowTable => flowTable(id, layoutOf(id));

/** A column outside the key (and none that the table lacks, as it does gender of tch_profile), in which rows of one id may differ: a number where there is one. */
function otherColumn(id: string, key: readonly string[]): string {
  const other = sourceOf(id).fields.find(
    ({ name, type }) => type === 'smallint' && !key.includes(name) && name !== SCHOOL && name !== 'gender',
  );
  return other?.name ?? 'ac_year';
}

export const inSchool = (school: number, changes: Changes = {}): Changes => ({
  [SCHOOL]: String(24010100000 + school),
  ...changes,
});

const rowFates = (stem: string, key: readonly string[]): ForecastCase => {
  const other = otherColumn(stem, key);
  const lost = { [`null ${SCHOOL}`]: 1, 'same-id': 2, 'same-record': 1 };
  return {
    source: stem,
    layout: layoutOf(stem),
    cites: '8: the school code is null-checked; same record; same id by the key of the table there',
    rows: [
      inSchool(1),
      inSchool(2, { [SCHOOL]: '' }),
      inSchool(3, { [other]: '1' }),
      inSchool(3, { [other]: '2' }),
      inSchool(1),
      // Spaces are trimmed.
      inSchool(4, { [other]: ' 1 ' }),
    ],
    expected: NEVER_LOADED.has(stem) ? { ...lost, kept: 0, load: 2 } : { ...lost, kept: 2 },
  };
};

const loadFates = (stem: string, key: readonly string[]): ForecastCase => {
  const other = otherColumn(stem, key);
  const column = other === 'ac_year' ? (key[0] ?? SCHOOL) : other;
  return {
    source: stem,
    layout: layoutOf(stem),
    about: 'a number that does not fit the table',
    cites:
      '8: no datatype check; JSON: a misfit fails the write of its part of the file; upserts of two files fail',
    options: { loadBatchRows: 2 },
    rows: [inSchool(1), inSchool(2, { [column]: '40000' }), inSchool(3)],
    expected: NEVER_LOADED.has(stem)
      ? { kept: 0, load: 3 }
      : { kept: 1, [`load ${column}`]: 1, 'load-batch': 1 },
  };
};

/** Facts, section 8, “Lost columns”. */
const COLUMNS_LOST = new Set(['sch_enr_medinstr', 'sch_exmres_c8', 'tch_profile']);

export const udiseCases: readonly ForecastCase[] = udiseKeys.flatMap(([stem, key]) => {
  const also = COLUMNS_LOST.has(stem) ? { also: { 'columns-lost': 2 } } : {};
  return [{ ...rowFates(stem, key), ...also }, loadFates(stem, key)];
});
