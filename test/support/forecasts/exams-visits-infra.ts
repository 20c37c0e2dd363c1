/** Fates of rows in the pat, sat, crc and infra flows, with where the facts say so. */
import type { ForecastCase } from '../forecast-cases.js';
import { flowTable } from '../forecast-csv.js';
import type { Changes } from '../forecast-csv.js';

const exams = (source: string): ForecastCase => ({
  source,
  cites: '6: division may be empty; key exam and year',
  rows: [
    { exam_id: '1' },
    { exam_id: '2', division: '' },
    { exam_id: '3', medium: '' },
    { exam_id: '4', exam_date: '2020-13-01' },
    { exam_id: '5', total_marks: '20.5' },
    { exam_id: '6', exam_date: '2020-07-15 10:00' },
    { exam_id: '7', medium: 'A' },
    { exam_id: '7', medium: 'B' },
    { exam_id: '1' },
    { exam_id: '1', assessment_year: '2019-20' },
  ],
  expected: {
    kept: 4,
    'null medium': 1,
    'datatype exam_date': 1,
    'datatype total_marks': 1,
    'same-id': 2,
    'same-record': 1,
  },
});

const questions = (source: string): ForecastCase => ({
  source,
  cites: '6: indicator columns may be empty; question_id is unique over all exams',
  rows: [
    { question_id: '1' },
    { question_id: '2', indicator: '', indicator_title: '' },
    { question_id: '3', question: '' },
    { question_id: '4', question_marks: 'two' },
    { question_id: '5', question_marks: '2.5' },
    { question_id: '6', exam_id: '1' },
    { question_id: '6', exam_id: '2' },
    { question_id: '1' },
  ],
  expected: { kept: 3, 'null question': 1, 'datatype question_marks': 1, 'same-id': 2, 'same-record': 1 },
});

const results = (source: string): ForecastCase => ({
  source,
  cites: '6: key exam_code, student_uid, question_id; the date of exam_code is kept for 90 days',
  rows: [
    { student_uid: '1' },
    { student_uid: '2', section: '' },
    { student_uid: '3', exam_code: '' },
    { student_uid: '4', obtained_marks: '' },
    { student_uid: '5', obtained_marks: '1' },
    { student_uid: '5', obtained_marks: '2' },
    { student_uid: '1' },
    // 90 days before 2020-08-15 is 2020-05-17.
    { student_uid: '6', exam_code: 'PAT030217052020' },
    { student_uid: '7', exam_code: 'PAT030216052020' },
  ],
  expected: {
    kept: 3,
    'null exam_code': 1,
    'datatype obtained_marks': 1,
    'same-id': 2,
    'same-record': 1,
    'retention exam_code': 1,
  },
});

const visit = (id: number, changes: Changes = {}): Changes => ({
  InspectionId: String(id),
  ...changes,
});
const place = (id: number, changes: Changes = {}): Changes => ({
  UserLocationMasterId: String(id),
  ...changes,
});

const RESERVED = 'the id of the school or the visit is 0 or 9999, which the reports leave out';

export const examVisitInfraCases: readonly ForecastCase[] = [
  exams('periodic_exam_mst'),
  exams('semester_exam_mst'),
  questions('periodic_exam_qst_mst'),
  questions('semester_exam_qst_mst'),
  results('periodic_exam_result_trans'),
  results('semester_exam_result_trans'),
  {
    source: 'semester_exam_subject_details',
    cites: '6: an empty subject fails the datatype check; key subject_id, grade',
    rows: [
      { subject_id: '1' },
      { subject_id: '2', subject: '' },
      { subject_id: '3', subject: 'A' },
      { subject_id: '3', subject: 'B' },
    ],
    expected: { kept: 1, 'datatype subject': 1, 'same-id': 2 },
  },
  {
    source: 'periodic_exam_mst',
    about: 'a text longer than its column',
    cites: '6: lengths (medium 20)',
    rows: [{ exam_id: '1' }, { exam_id: '2', medium: 'm'.repeat(21) }],
    expected: { kept: 0, 'load medium': 1, 'load-batch': 1 },
  },
  {
    source: 'inspection_master',
    cites: '4: three null-checked, fields are counted, no trimming, no same-id check',
    rows: [
      visit(1),
      visit(2, { ObserverId: '' }),
      visit(3, { VisitDate: '15-07-2020' }),
      visit(4, { InspectionId: ' 4' }),
      visit(5, { ReasonDesc: '' }),
      'too|few',
      `${flowTable('inspection_master').row(visit(6))}|more`,
      visit(1),
    ],
    expected: {
      kept: 2,
      'datatype ObserverId': 1,
      'datatype VisitDate': 1,
      'datatype InspectionId': 1,
      datatype: 2,
      'same-record': 1,
    },
  },
  {
    source: 'inspection_master',
    about: 'a second visit of one id breaks the batch',
    cites: '4: a repeated InspectionId breaks the temp key',
    rows: [visit(1), visit(2, { TotalScore: '1' }), visit(2, { TotalScore: '2' })],
    expected: { kept: 0, 'load InspectionId': 1, 'load-batch': 2 },
  },
  {
    source: 'inspection_master',
    about: 'the table has 16 bit and time columns',
    cites: '4; JSON notes of inspection_master',
    options: { loadBatchRows: 1 },
    rows: [visit(1), visit(2, { TotalClassRooms: '40000' }), visit(3, { VisitStartTime: 'noon' })],
    expected: { kept: 1, 'load TotalClassRooms': 1, 'load VisitStartTime': 1 },
  },
  {
    source: 'user_location_master',
    cites: '4: all eight null-checked, only true rows, the earliest of an inspection, retention by month',
    rows: [
      place(1, { InspectionId: '1', CreatedOn: '2020-07-15 11:00:00' }),
      place(2, { InspectionId: '1', CreatedOn: '2020-07-15 10:00:00' }),
      // Earlier still, and not at the school: it does not compete.
      place(3, { InspectionId: '1', CreatedOn: '2020-07-15 09:00:00', InSchoolLocation: 'false' }),
      place(4, { InspectionId: '2' }),
      place(5, { InspectionId: '3', InSchoolLocation: '' }),
      place(6, { InspectionId: '4', Latitude: '' }),
      place(7, { InspectionId: '5', CreatedOn: '15/07/2020' }),
      // 90 days before 2020-08-15 is in May.
      place(8, { InspectionId: '6', CreatedOn: '2020-05-01 10:00:00' }),
      place(9, { InspectionId: '7', CreatedOn: '2020-04-30 10:00:00' }),
      place(4, { InspectionId: '2' }),
      place(10, { InspectionId: '0' }),
      place(11, { InspectionId: '0' }),
    ],
    expected: {
      kept: 5,
      'null InSchoolLocation': 1,
      'datatype Latitude': 1,
      'datatype CreatedOn': 1,
      'same-record': 1,
      'only-where InSchoolLocation': 1,
      'same-id': 1,
      'retention CreatedOn': 1,
    },
  },
  {
    source: 'infra_trans',
    cites: '5: only school_id is null-checked, NULL in any case counts; no datatype check',
    rows: [{ school_id: '24010100011' }, { school_id: '' }, { school_id: 'null' }, { school_id: ' NULL ' }],
    expected: { kept: 1, 'null school_id': 3 },
  },
  {
    source: 'infra_trans',
    about: 'any second row of a school',
    cites: '5: copies are judged on school_id alone, and any duplicate breaks the default setting',
    rows: [
      { school_id: '24010100011', NoOfToilet: '1' },
      { school_id: '24010100011', NoOfToilet: '2' },
      { school_id: '' },
    ],
    expected: { kept: 0, 'same-record': 2, 'null school_id': 1 },
  },
  {
    source: 'infra_trans',
    about: 'a school that is no number, a count beyond 16 bit',
    cites: '5: table key school_id, small integers',
    options: { loadBatchRows: 1 },
    rows: [
      { school_id: '24010100011' },
      { school_id: 'S1' },
      { school_id: '24010100012', NoOfToilet: '99999' },
    ],
    expected: { kept: 1, 'load school_id': 1, 'load NoOfToilet': 1 },
  },
  ...['periodic_exam_qst_mst', 'semester_exam_qst_mst'].map((source): ForecastCase => ({
    source,
    about: 'a title longer than its column',
    cites: '6: lengths (titles 20)',
    options: { loadBatchRows: 2 },
    rows: [{ question_id: '1' }, { question_id: '2', question_title: 't'.repeat(21) }, { question_id: '3' }],
    expected: { kept: 1, 'load question_title': 1, 'load-batch': 1 },
  })),
  {
    source: 'semester_exam_mst',
    about: 'a text longer than its column',
    cites: '6: lengths (medium 20)',
    rows: [{ exam_id: '1' }, { exam_id: '2', medium: 'm'.repeat(21) }],
    expected: { kept: 0, 'load medium': 1, 'load-batch': 1 },
  },
  ...['periodic_exam_result_trans', 'semester_exam_result_trans'].map((source): ForecastCase => ({
    source,
    about: 'a section longer than its column',
    cites: '6: lengths (section 20)',
    rows: [{ student_uid: '1' }, { student_uid: '2', section: 's'.repeat(21) }],
    expected: { kept: 0, 'load section': 1, 'load-batch': 1 },
  })),
  {
    source: 'semester_exam_subject_details',
    about: 'a copy, a name of 101 characters',
    cites: '1.7: same record; 6: shares the table with subject_details, name 100',
    rows: [{ subject_id: '1' }, { subject_id: '1' }, { subject_id: '2', subject: 's'.repeat(101) }],
    expected: { kept: 0, 'same-record': 1, 'load subject': 1, 'load-batch': 1 },
  },
  {
    source: 'inspection_master',
    about: 'ids that the reports leave out',
    cites: '1.9: crc ignores ids 0 and 9999',
    rows: [visit(1), visit(9999), visit(3, { SchoolId: '0' })],
    expected: { kept: 3 },
    also: { [RESERVED]: 2 },
  },
  {
    source: 'user_location_master',
    about: 'ids that the reports leave out',
    cites: '1.9: crc ignores ids 0 and 9999',
    rows: [place(1, { InspectionId: '1' }), place(2, { InspectionId: '9999' })],
    expected: { kept: 2 },
    also: { [RESERVED]: 1 },
  },
  {
    source: 'infra_trans',
    about: 'a school that is no number takes its batch',
    cites: '5: table key school_id; 1.7: load',
    rows: [{ school_id: '24010100011' }, { school_id: 'S1' }],
    expected: { kept: 0, 'load school_id': 1, 'load-batch': 1 },
  },
];
