/** The order in which to emit what is there (EP-9 to EP-12, and what the reports of cQube join). */
import type { EmissionFile } from './emission-facts.js';

/**
 * Steps by source id: all of one step before any of the next. Inside a step the order does not matter.
 * Static sources fill the first steps (EP-9).
 */
export const EMISSION_STEPS: readonly (readonly string[])[] = [
  // Parents first: the school file rebuilds the hierarchy from the parents that are there.
  ['district_master'],
  ['block_master'],
  ['cluster_master'],
  ['school_master'],
  // Their names are copied into the hierarchy only once it has schools.
  ['school_category_master', 'school_management_master'],
  // Grade details before the other pat and sat files (EP-12); exams count students by them.
  ['grade_details', 'subject_details', 'semester_exam_subject_details'],
  // Exams, their questions, and only then the results (EP-11).
  ['periodic_exam_mst', 'semester_exam_mst'],
  ['periodic_exam_qst_mst', 'semester_exam_qst_mst'],
  // The mapping tells to which school a diksha_tpd row belongs.
  ['diksha_tpd_mapping', 'diksha_api_progress_exhaust_batch_ids', 'diksha_enrolment', 'diksha_etb_enrolment'],
  ['periodic_exam_result_trans', 'semester_exam_result_trans'],
  // Visits before the places of visits (EP-10).
  ['inspection_master'],
  ['user_location_master'],
  ['diksha_tpd', 'diksha_data_summary'],
  ['student_attendance', 'teacher_attendance', 'infra_trans'],
  // UDISE files depend on the school alone.
  [
    'nsqf_basic_info',
    'nsqf_class_cond',
    'nsqf_enr_caste',
    'nsqf_enr_sub_sec',
    'nsqf_exmres_c10',
    'nsqf_exmres_c12',
    'nsqf_faculty',
    'nsqf_plcmnt_c10',
    'nsqf_plcmnt_c12',
    'nsqf_trng_prov',
    'sch_enr_age',
    'sch_enr_by_stream',
    'sch_enr_cwsn',
    'sch_enr_fresh',
    'sch_enr_medinstr',
    'sch_enr_newadm',
    'sch_enr_reptr',
    'sch_exmmarks_c10',
    'sch_exmmarks_c12',
    'sch_exmres_c10',
    'sch_exmres_c12',
    'sch_exmres_c5',
    'sch_exmres_c8',
    'sch_facility',
    'sch_incen_cwsn',
    'sch_incentives',
    'sch_pgi_details',
    'sch_profile',
    'sch_recp_exp',
    'sch_safety',
    'sch_staff_posn',
    'tch_profile',
  ],
];

const STEP_OF = new Map(EMISSION_STEPS.flatMap((ids, step) => ids.map((id): [string, number] => [id, step])));

/** Groups of paths, one after the other. Files that were matched to no source are left out. */
export function emissionOrder(
  files: readonly Pick<EmissionFile, 'path' | 'match'>[],
): readonly (readonly string[])[] {
  const groups = EMISSION_STEPS.map((): string[] => []);
  for (const { path, match } of files) {
    const source = match.kind === 'unknown-file' ? null : match.source;
    const step = source ? STEP_OF.get(source.id) : undefined;
    if (step !== undefined) groups[step]?.push(path);
  }
  return groups.filter((group) => group.length > 0);
}
