/** The diksha flow: commas, no trimming, no same-id check. */
import { describe, expect, it } from 'vitest';
import { testForecasts } from '../../support/forecast-cases.js';
import { countsOf, flowTable, forecastCsv } from '../../support/forecast-csv.js';

testForecasts([
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
]);

it('counts rows of data_summary that are not play', async () => {
  const csv = flowTable('diksha_data_summary', 'sample').csv([
    { object_id: 'do_1' },
    { object_id: 'do_2', dimensions_mode: '' },
    { object_id: 'do_3', dimensions_mode: 'edit' },
  ]);
  const [table] = await forecastCsv('diksha_data_summary', csv);
  expect(table?.rowsNeverShown.map(({ count }) => count)).toEqual([2]);
});

describe('diksha_enrolment, section by section', () => {
  const text = [
    'program_name,do_1',
    'Course A,Yes',
    ',Yes',
    'end of diksha_program_course_details',
    'program_name,district_id,expected_enrollments',
    'Course A,2401,10',
    'Course A,2401,20',
    'Course A,2402,NULL',
    'Course A,x,10',
    'end of diksha_program_details',
    'course_id,course_start_date,course_end_date',
    'do_1,2020-07-01,2020-07-31',
    'do_2,2020-07-01,soon',
    'do_1,2020-07-01,2020-07-31',
    'end of diksha_course_details',
    'course_id,district_id,expected_enrollment',
    'do_1,2401,5',
    ',2401,5',
    'end of diksha_course_enrolment',
    '',
  ];

  it('adds up over the four', async () => {
    const { sections = [] } = (await import('../../support/forecast-csv.js')).sourceOf('diksha_enrolment');
    const markers = sections.map(({ endMarker }) => endMarker);
    let next = 0;
    const csv = text.map((line) => (line.startsWith('end of') ? (markers[next++] ?? '') : line)).join('\n');
    const tables = await forecastCsv('diksha_enrolment', csv);
    expect(tables.map((table) => countsOf([table]))).toEqual([
      // Facts, section 7 and JSON of the four cut files.
      { in: 2, kept: 1, 'null program_name': 1 },
      { in: 4, kept: 0, 'same-id': 2, 'datatype expected_enrollments': 1, 'datatype district_id': 1 },
      { in: 3, kept: 1, 'datatype course_end_date': 1, 'same-record': 1 },
      { in: 2, kept: 1, 'null course_id': 1 },
    ]);
  });
});
