/**
 * In which order the files of an emission are sent: what the published rules ask for (EP-9 to EP-12), and what the
 * reports of cQube join. One definition for the report of a check, for the emitter, and for who judges what was sent.
 */
import type { Requirement } from './requirements.js';
import { sources } from './sources/index.js';

export interface EmissionStep {
  /** Ids of the sources; their order inside a step does not matter. */
  readonly sources: readonly string[];
  /** Why they are sent here. */
  readonly why: string;
}

const idsOf = (wanted: (source: (typeof sources)[number]) => boolean): readonly string[] =>
  sources.filter(wanted).map(({ id }) => id);

const STATIC = idsOf(({ kind }) => kind === 'static');
const OTHERS = idsOf(({ kind }) => kind !== 'static');
const HIERARCHY = ['district_master', 'block_master', 'cluster_master', 'school_master'] as const;

/** All of one step before any of the next. Static sources fill the first steps (EP-9). */
export const EMISSION_STEPS: readonly EmissionStep[] = [
  { sources: ['district_master'], why: 'parents first: the school file rebuilds the hierarchy from them' },
  { sources: ['block_master'], why: 'blocks lie in districts' },
  { sources: ['cluster_master'], why: 'clusters lie in blocks' },
  { sources: ['school_master'], why: 'schools lie in clusters; everything else names a school' },
  {
    sources: ['school_category_master', 'school_management_master'],
    why: 'their names are copied into the hierarchy only once it has schools',
  },
  {
    sources: ['grade_details', 'subject_details', 'semester_exam_subject_details'],
    why: 'grade details before the other pat and sat files (EP-12); exams count students by them',
  },
  { sources: ['periodic_exam_mst', 'semester_exam_mst'], why: 'exams before their questions' },
  {
    sources: ['periodic_exam_qst_mst', 'semester_exam_qst_mst'],
    why: 'questions before results (EP-11)',
  },
  {
    sources: [
      'diksha_tpd_mapping',
      'diksha_api_progress_exhaust_batch_ids',
      'diksha_enrolment',
      'diksha_etb_enrolment',
    ],
    why: 'the mapping tells to which school a diksha_tpd row belongs; the last of the static files (EP-9)',
  },
  {
    sources: ['periodic_exam_result_trans', 'semester_exam_result_trans'],
    why: 'results after exams and questions (EP-11)',
  },
  { sources: ['inspection_master'], why: 'visits before the places of visits (EP-10)' },
  { sources: ['user_location_master'], why: 'places of visits after the visits (EP-10)' },
  { sources: ['diksha_tpd', 'diksha_data_summary'], why: 'after the static files (EP-9)' },
  {
    sources: ['student_attendance', 'teacher_attendance', 'infra_trans'],
    why: 'after the static files (EP-9)',
  },
  {
    sources: idsOf(({ kind }) => kind === 'udise'),
    why: 'after the static files (EP-9); UDISE files depend on the school alone',
  },
];

/** Every file of `before` that is sent at all is acknowledged before any file of `after` is asked for. */
export interface Precedence {
  /** null: no published rule, but what cQube's reports join. */
  readonly requirement: Requirement['id'] | null;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

export const PRECEDENCES: readonly Precedence[] = [
  { requirement: 'EP-9', before: STATIC, after: OTHERS },
  { requirement: 'EP-10', before: ['inspection_master'], after: ['user_location_master'] },
  {
    requirement: 'EP-11',
    before: ['periodic_exam_mst', 'periodic_exam_qst_mst'],
    after: ['periodic_exam_result_trans'],
  },
  {
    requirement: 'EP-12',
    before: ['grade_details'],
    after: idsOf(({ id, folder }) => isExamFolder(folder) && !/_(grade|subject)_details$/.test(id)),
  },
  ...HIERARCHY.map((parent, level): Precedence => {
    const above = new Set<string>(HIERARCHY.slice(0, level + 1));
    return { requirement: null, before: [parent], after: STATIC.filter((id) => !above.has(id)) };
  }),
  { requirement: null, before: ['periodic_exam_mst'], after: ['periodic_exam_qst_mst'] },
  { requirement: null, before: ['semester_exam_mst'], after: ['semester_exam_qst_mst'] },
];

function isExamFolder(folder: string): boolean {
  return folder === 'pat' || folder === 'sat';
}

const STEP_OF = new Map(
  EMISSION_STEPS.flatMap((step, index) => step.sources.map((id): [string, number] => [id, index])),
);

/** Position in `EMISSION_STEPS`; undefined for what is no source. */
export const emissionStepOf = (sourceId: string): number | undefined => STEP_OF.get(sourceId);

/** The precedences that a source of this id has to wait for. */
export const precedencesOf = (sourceId: string): readonly Precedence[] =>
  PRECEDENCES.filter(({ after }) => after.includes(sourceId));
