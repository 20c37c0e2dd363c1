/** Release 3.7: the 32 files of UDISE, which one flow takes. */
import type { Defect, SourceIngestion } from './ingestion.js';
import { NEEDS_COORDINATES, read, stagesOf, STORED_BEFORE, WITHOUT_SCHOOL } from './release-3.7-flows.js';

export const udise: SourceIngestion = {
  grounds: stagesOf('udise', { null: 'code', 'same-record': 'code', 'same-id': 'code' }),
  datatypeChecked: false,
  hiddenWithout: [WITHOUT_SCHOOL],
  notJudged: [
    {
      what: STORED_BEFORE.what,
      because: `${STORED_BEFORE.because}, that of another year too, as the year is in no key`,
    },
    NEEDS_COORDINATES,
  ],
};

/** The table has no such column, or calls it otherwise. */
const lost = (id: string, reason: string): Defect => ({
  id,
  reason,
  hits: { kind: 'all' },
  grounds: read('udise flow: load, tables'),
});

export const udiseExceptions: Readonly<Record<string, Partial<SourceIngestion>>> = {
  sch_enr_medinstr: {
    defects: [lost('columns-lost', 'c12_b and c12_g are lost: the table has no such columns')],
  },
  sch_exmres_c8: {
    defects: [lost('columns-lost', 'ac_year is lost: the table calls it academic_year')],
  },
  tch_profile: {
    defects: [lost('columns-lost', 'name, gender and dob are lost: they were taken out of the table')],
  },
  nsqf_faculty: { loadFails: 'the upsert goes by faculty_code, on which the table has no constraint' },
  nsqf_enr_sub_sec: {
    loadFails: 'the upsert goes by school and sector, while the table’s key has the sub sector too',
  },
};
