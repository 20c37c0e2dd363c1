/** cQube's reports, and the files that each is made of (release 3.7: joins of the report tables, load order). */
import type { Origin } from './source.js';
import { sources } from './sources/index.js';

export interface CqubeReport {
  readonly id: string;
  readonly title: string;
  /** Ids of the sources that all must have been loaded, in the order of loading. */
  readonly needs: readonly string[];
  /** One of these suffices: each fills its own part of the report. */
  readonly oneOf?: readonly string[];
  readonly origin: Origin;
}

/** Every report names the school, its cluster, block and district. */
const HIERARCHY = ['district_master', 'block_master', 'cluster_master', 'school_master'] as const;

const joined = (flow: string): Origin => ({
  from: 'pipeline',
  where: `release 3.7, ${flow} flow: report queries`,
});

export const CQUBE_REPORTS: readonly CqubeReport[] = [
  {
    id: 'SAR',
    title: 'Student Attendance',
    needs: [...HIERARCHY, 'student_attendance'],
    origin: joined('student attendance'),
  },
  {
    id: 'TAR',
    title: 'Teacher Attendance',
    needs: [...HIERARCHY, 'teacher_attendance'],
    origin: joined('teacher attendance'),
  },
  {
    id: 'CRC',
    title: 'Visits of cluster coordinators',
    needs: [...HIERARCHY, 'inspection_master', 'user_location_master'],
    origin: joined('crc'),
  },
  {
    id: 'PAT',
    title: 'Periodic Exams',
    needs: [
      ...HIERARCHY,
      'grade_details',
      'periodic_exam_mst',
      'periodic_exam_qst_mst',
      'periodic_exam_result_trans',
    ],
    origin: joined('pat'),
  },
  {
    id: 'SAT',
    title: 'Semester Exams',
    needs: [
      ...HIERARCHY,
      'grade_details',
      'semester_exam_mst',
      'semester_exam_qst_mst',
      'semester_exam_result_trans',
    ],
    origin: joined('sat'),
  },
  {
    id: 'Infrastructure',
    title: 'Infrastructure of schools',
    needs: [...HIERARCHY, 'infra_trans'],
    origin: joined('infra'),
  },
  {
    id: 'UDISE',
    title: 'UDISE (each file fills its own indices)',
    needs: HIERARCHY,
    oneOf: sources.filter(({ kind }) => kind === 'udise').map(({ id }) => id),
    origin: joined('udise'),
  },
  {
    id: 'DIKSHA usage',
    title: 'Use of DIKSHA content',
    needs: [...HIERARCHY, 'diksha_data_summary'],
    origin: joined('diksha'),
  },
  {
    id: 'DIKSHA TPD',
    title: 'Courses of teachers on DIKSHA',
    needs: [...HIERARCHY, 'diksha_tpd_mapping', 'diksha_tpd'],
    origin: joined('diksha'),
  },
];

/** Ids of the masters that every report joins. */
export const REPORT_MASTERS: ReadonlySet<string> = new Set(HIERARCHY);
