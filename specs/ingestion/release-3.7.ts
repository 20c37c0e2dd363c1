/** Release 3.7, source by source. Read in its flows, not run: each fact says how sure it is. */
import { sources } from '../sources/index.js';
import type { HiddenWithout, Ingestion, MonthFilter, SourceIngestion } from './ingestion.js';
import { enrolment, exam, geographic, master, school, subjects } from './release-3.7-masters.js';
import { udise, udiseExceptions } from './release-3.7-udise.js';
import {
  CHECKED,
  inferred,
  longName,
  read,
  RESERVED_IDS,
  stagesOf,
  STORED_BEFORE,
  without,
  WITHOUT_SCHOOL,
} from './release-3.7-flows.js';

const dayNames = Array.from({ length: 31 }, (_, index) => String(index + 1));

const monthOf = (year: string, month: string): MonthFilter => ({ year, month, days: dayNames });

const attendance = (flow: string): SourceIngestion => ({
  grounds: stagesOf(flow, { ...CHECKED, 'other-month': 'code', 'future-month': 'code' }),
  datatypeChecked: true,
  notJudged: [
    {
      what: 'days that cQube has already',
      because:
        'it needs what was emitted before: a day with any value stored for that month is not loaded again',
    },
  ],
  hiddenWithout: [WITHOUT_SCHOOL],
});

const crc: SourceIngestion = {
  grounds: stagesOf('crc', CHECKED),
  datatypeChecked: true,
  fieldsCounted: true,
  neverShown: [RESERVED_IDS],
  hiddenWithout: [WITHOUT_SCHOOL],
  notJudged: [STORED_BEFORE],
};

const result = (flow: string, hiddenWithout: readonly HiddenWithout[]): SourceIngestion => ({
  ...exam(flow),
  grounds: stagesOf(flow, { ...CHECKED, retention: 'code' }),
  // Three letters, grade, subject, then the day.
  hiddenWithout: [WITHOUT_SCHOOL, ...hiddenWithout],
  retention: { column: 'exam_code', from: 7, shape: 'ddMMyyyy', by: 'day' },
  notJudged: [
    STORED_BEFORE,
    {
      what: 'results with more marks than the exam has',
      because: 'it needs the exam file: such rows are stored and no report shows them',
    },
  ],
});

const diksha: SourceIngestion = {
  grounds: stagesOf('diksha', { datatype: 'code', null: 'code', 'same-record': 'code' }),
  datatypeChecked: true,
  notJudged: [],
};

const API_MODE = {
  what: 'whether the installation lists this file at all',
  because: 'after installation the source is in API mode, until an administrator switches it to emission',
};

export const release37: Ingestion = {
  release: '3.7',
  retentionDays: 90,
  loadBatchRows: 100_000,
  sources: {
    district_master: { ...geographic, neverShown: [longName('district_name', 'District')] },
    block_master: {
      ...geographic,
      neverShown: [longName('block_name', 'Block')],
      grounds: stagesOf('static', { ...CHECKED, 'same-record': 'inferred' }),
    },
    cluster_master: { ...geographic, neverShown: [longName('cluster_name', 'Cluster')] },
    school_master: school,
    school_category_master: master,
    school_management_master: master,
    grade_details: enrolment,
    subject_details: subjects,
    semester_exam_subject_details: exam('sat'),
    student_attendance: {
      ...attendance('student attendance'),
      month: monthOf('AcademicYear', 'Month'),
      defects: [
        {
          id: 'day-14-from-day-4',
          reason: 'where cQube has the row already, its day 14 is filled from day 4',
          hits: { kind: 'differ', columns: ['4', '14'] },
          grounds: read('student attendance flow: update of stored rows'),
        },
      ],
    },
    teacher_attendance: {
      ...attendance('teacher attendance'),
      month: monthOf('AC_YEAR', 'MONTH'),
      defects: [
        {
          id: 'updated-by-teacher-alone',
          reason:
            'where cQube has a row of the teacher already, it is updated by the teacher’s id alone, whatever the month',
          hits: { kind: 'all' },
          grounds: read('teacher attendance flow: update of stored rows'),
        },
      ],
    },
    inspection_master: {
      ...crc,
      grounds: stagesOf('crc', { datatype: 'code', null: 'code', 'same-record': 'code' }),
      tableKey: { columns: ['InspectionId'], secondRow: 'breaks-batch' },
      tableAsPrinted: true,
    },
    user_location_master: {
      ...crc,
      grounds: stagesOf('crc', { ...CHECKED, 'only-where': 'code', retention: 'inferred' }),
      onlyWhere: { column: 'InSchoolLocation', is: 'true' },
      earliestBy: 'CreatedOn',
      retention: { column: 'CreatedOn', from: 0, shape: 'yyyy-MM-dd', by: 'month' },
      hiddenWithout: [
        WITHOUT_SCHOOL,
        without(
          'crc',
          'inspection_master',
          ['InspectionId'],
          'places of visits that inspection_master lacks',
          'their visit is not in inspection_master, and no report shows a place without its visit',
        ),
      ],
    },
    infra_trans: {
      grounds: stagesOf('infra', { null: 'code', 'same-record': 'inferred', 'same-id': 'code' }),
      datatypeChecked: false,
      comparedOn: ['school_id'],
      notJudged: [
        {
          what: 'the columns besides school_id',
          because: 'an administrator sets which are read, and how they are compared',
        },
        STORED_BEFORE,
      ],
      hiddenWithout: [WITHOUT_SCHOOL],
    },
    periodic_exam_mst: exam('pat'),
    periodic_exam_qst_mst: exam('pat'),
    periodic_exam_result_trans: result('pat', [
      without(
        'pat',
        'periodic_exam_mst',
        ['exam_id', 'exam_code'],
        'results without their exam',
        'their exam (exam_id and exam_code) is not in periodic_exam_mst, and results without it are not shown',
      ),
      without(
        'pat',
        'periodic_exam_qst_mst',
        ['exam_id', 'question_id'],
        'results without their question',
        'their question is not among those of the exam in periodic_exam_qst_mst, and results without it are not shown',
      ),
    ]),
    semester_exam_mst: exam('sat'),
    semester_exam_qst_mst: exam('sat'),
    semester_exam_result_trans: result('sat', [
      without(
        'sat',
        'semester_exam_mst',
        ['exam_id'],
        'results without their exam',
        'their exam is not in semester_exam_mst: without it a row has no year, and the report’s insert fails',
      ),
    ]),
    diksha_data_summary: {
      ...diksha,
      grounds: stagesOf('diksha', { null: 'code', 'same-record': 'code' }),
      datatypeChecked: false,
      neverShown: [
        {
          columns: ['dimensions_mode'],
          unless: { kind: 'is', value: 'play' },
          reason: 'dimensions_mode is not play, and the reports count nothing else',
          grounds: read('diksha flow: report queries'),
        },
      ],
      defects: [
        {
          id: 'null-delete-too-wide',
          reason:
            'the query that removes rows with blanks mixes AND and OR, and may remove rows of other files too',
          hits: { kind: 'all' },
          grounds: inferred('diksha flow: null check'),
        },
      ],
      notJudged: [
        API_MODE,
        {
          what: 'districts that the hierarchy lacks',
          because: 'it needs the masters: they count under others',
        },
      ],
    },
    diksha_tpd: {
      ...diksha,
      tableKey: { columns: ['Collection Id', 'user uuid', 'Batch Id'], secondRow: 'overwrites' },
      notJudged: [
        API_MODE,
        {
          what: 'whether the file is read',
          because:
            'the parameter diksha_tpd_encryption must be true or false; as shipped it is neither, and every file fails',
        },
        {
          what: 'certificates',
          because: 'the reports count rows whose certificate status is Issued',
        },
        {
          what: 'users without a school',
          because: 'it needs diksha_tpd_mapping: they belong to school 9999',
        },
      ],
    },
    diksha_tpd_mapping: {
      ...diksha,
      tableKey: { columns: ['Diksha UUID', 'School UDISE ID'], secondRow: 'breaks-batch' },
      hiddenWithout: [WITHOUT_SCHOOL],
      defects: [
        {
          id: 'listed-twice',
          reason: 'its key begins like that of diksha_tpd, whose listing takes it too',
          hits: { kind: 'all' },
          grounds: inferred('diksha flow: listing'),
        },
      ],
      notJudged: [],
    },
    diksha_api_progress_exhaust_batch_ids: {
      ...diksha,
      grounds: stagesOf('diksha', {}),
      datatypeChecked: false,
      notJudged: [
        {
          what: 'what is stored',
          because: 'the list becomes a parameter of the API mode, no row of a table',
        },
      ],
    },
    diksha_enrolment: {
      ...master,
      grounds: stagesOf('static', {
        columns: 'inferred',
        datatype: 'inferred',
        null: 'inferred',
        'same-record': 'inferred',
        'same-id': 'inferred',
      }),
      notJudged: [
        {
          what: 'rows of the first section after the cut',
          because: 'a script turns its course columns into rows; all four cut files must arrive',
        },
      ],
    },
    diksha_etb_enrolment: master,
    ...Object.fromEntries(
      sources
        .filter(({ kind }) => kind === 'udise')
        .map(({ id }) => [id, { ...udise, ...udiseExceptions[id] }]),
    ),
  },
};
