/** Fates of rows in the diksha flow, with where the facts say so. */
import type { ForecastCase } from '../forecast-cases.js';
import { sourceOf } from '../forecast-csv.js';

export const dikshaCases: readonly ForecastCase[] = [
  {
    source: 'diksha_data_summary',
    layout: 'sample',
    cites: '7: about twenty columns must hold something; only same-record duplicates; no datatype check',
    rows: [
      { object_id: 'do_1' },
      { object_id: '' },
      { object_id: 'do_2', collection_board: '' },
      { object_id: 'do_3', total_count: '' },
      { object_id: 'do_4', total_count: '1' },
      { object_id: 'do_4', total_count: '2' },
      { object_id: 'do_1' },
    ],
    expected: { kept: 4, 'null object_id': 1, 'null total_count': 1, 'same-record': 1 },
  },
  {
    source: 'diksha_data_summary',
    layout: 'gradelevel',
    about: 'a number that the table cannot take',
    cites: '7: table types date, int, double',
    options: { loadBatchRows: 1 },
    rows: [
      { object_id: 'do_1' },
      { object_id: 'do_2', total_count: 'many' },
      { object_id: 'do_3', Date: '15/07/2020' },
    ],
    expected: { kept: 1, 'load total_count': 1, 'load Date': 1 },
  },
  {
    source: 'diksha_tpd',
    cites: '7: dates dd/MM/yyyy, percent signs are taken away, an upsert by collection, uuid and batch',
    rows: [
      { 'user uuid': 'a', 'Enrolment Date': '15/07/2020', 'completion Date': '16/07/2020' },
      { 'user uuid': '' },
      { 'user uuid': 'b', 'Enrolment Date': '2020-07-15' },
      { 'user uuid': 'c', progress: '50%' },
      { 'user uuid': 'd', progress: 'half' },
      { 'user uuid': 'e', progress: '1' },
      { 'user uuid': 'e', progress: '2' },
      { 'user uuid': 'a', 'Enrolment Date': '15/07/2020', 'completion Date': '16/07/2020' },
    ],
    expected: {
      kept: 4,
      overwriting: 1,
      'null user uuid': 1,
      'datatype Enrolment Date': 1,
      'datatype progress': 1,
      'same-record': 1,
    },
  },
  {
    source: 'diksha_tpd_mapping',
    layout: 'sample',
    cites: '7: key uuid, school_id; two rows of one uuid and school that differ break the insert',
    rows: [
      { 'Diksha UUID': 'a' },
      { 'Diksha UUID': '' },
      { 'Diksha UUID': 'b', 'School UDISE ID': 'x' },
      { 'Diksha UUID': 'a' },
    ],
    expected: { kept: 1, 'null Diksha UUID': 1, 'datatype School UDISE ID': 1, 'same-record': 1 },
  },
  {
    source: 'diksha_tpd_mapping',
    layout: 'sample',
    about: 'one uuid and school twice',
    cites: '7',
    rows: [{ 'Diksha UUID': 'a', status: '1' }, { 'Diksha UUID': 'a', status: '2' }, { 'Diksha UUID': 'b' }],
    expected: { kept: 0, 'load Diksha UUID': 1, 'load-batch': 2 },
  },
  {
    source: 'diksha_api_progress_exhaust_batch_ids',
    cites: '7: one column, which becomes a parameter',
    rows: ['01309448197166694422', '01309448197166694423', '01309448197166694422'],
    expected: { kept: 3 },
  },
  {
    source: 'diksha_tpd_mapping',
    layout: 'sample',
    about: 'what the listing of another source takes too',
    cites: '7: its key also matches the TPD listing',
    rows: [{ 'Diksha UUID': 'a' }, { 'Diksha UUID': 'b' }],
    expected: { kept: 2 },
    also: { 'listed-twice': 2 },
  },
  {
    source: 'diksha_data_summary',
    layout: 'sample',
    about: 'rows that are not play, and a delete that goes too far',
    cites: '7: only play is counted; the null delete mixes OR and AND; table types',
    options: { loadBatchRows: 2 },
    rows: [
      { object_id: 'do_1' },
      { object_id: 'do_2', dimensions_mode: 'edit' },
      { object_id: 'do_3', total_count: 'many' },
      { object_id: 'do_4' },
    ],
    expected: { kept: 2, 'load total_count': 1, 'load-batch': 1 },
    also: {
      'null-delete-too-wide': 2,
      'dimensions_mode is not play, and the reports count nothing else': 1,
    },
  },
];

const markers = (sourceOf('diksha_enrolment').sections ?? []).map(({ endMarker }) => endMarker);

/** Four tables in one file; the counts are those of all four. */
export const sectionCases: readonly (ForecastCase & { readonly csv: string })[] = [
  {
    source: 'diksha_enrolment',
    cites: '7 and JSON of the four cut files',
    rows: [],
    csv: [
      'program_name,do_1',
      'Course A,Yes',
      ',Yes',
      markers[0],
      'program_name,district_id,expected_enrollments',
      'Course A,2401,10',
      'Course A,2401,20',
      'Course A,2402,NULL',
      'Course A,x,10',
      markers[1],
      'course_id,course_start_date,course_end_date',
      'do_1,2020-07-01,2020-07-31',
      'do_2,2020-07-01,soon',
      'do_1,2020-07-01,2020-07-31',
      markers[2],
      'course_id,district_id,expected_enrollment',
      'do_1,2401,5',
      ',2401,5',
      markers[3],
      '',
    ].join('\n'),
    expected: {
      in: 11,
      kept: 3,
      'null program_name': 1,
      'same-id': 2,
      'datatype expected_enrollments': 1,
      'datatype district_id': 1,
      'datatype course_end_date': 1,
      'same-record': 1,
      'null course_id': 1,
    },
  },
];
