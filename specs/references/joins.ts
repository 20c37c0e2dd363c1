/** What release 3.7 does with each reference, and where that was read. */
import type { DataSource, ForeignKey, Origin } from '../source.js';
import type { Join } from './reference.js';

const HIERARCHY = new Set(['district_master', 'block_master', 'cluster_master', 'school_master']);
const NAMES = new Set(['school_management_master', 'school_category_master']);

/** References of which a report shows no row without its match, beside those to the hierarchy. */
const INNER: Readonly<Record<string, readonly string[]>> = {
  user_location_master: ['inspection_master'],
  periodic_exam_result_trans: ['periodic_exam_mst', 'periodic_exam_qst_mst'],
};

/** The flow that reads the source. */
const flowOf = ({ id, folder, kind }: DataSource): string => {
  if (kind === 'udise') return 'udise';
  if (id === 'student_attendance' || id === 'teacher_attendance') return id.replace('_', ' ');
  if (id === 'inspection_master' || id === 'user_location_master') return 'crc';
  if (id === 'infra_trans') return 'infra';
  return ['pat', 'sat', 'diksha'].includes(folder) ? folder : 'static';
};

export function joinOf(source: DataSource, { reference }: ForeignKey): Join {
  const target = reference.source;
  if (NAMES.has(target)) return 'left';
  if (HIERARCHY.has(source.id)) return 'builds-hierarchy';
  if (target === 'school_master') return 'hierarchy';
  return INNER[source.id]?.includes(target) ? 'inner' : 'left';
}

const STEPS: Readonly<Record<Join, string>> = {
  hierarchy: 'reports join the hierarchy of schools',
  'builds-hierarchy': 'build of the school hierarchy',
  inner: 'inner join of the report queries',
  left: 'left join of the report queries',
};

/** The dictionary marks foreign keys; all others are joins of the flows. */
export const originOf = (source: DataSource, key: ForeignKey): Origin =>
  key.origin === 'dictionary'
    ? { from: 'dictionary', where: `foreign key mark of ${key.fields.join(', ')}` }
    : { from: 'pipeline', where: `release 3.7, ${flowOf(source)} flow: ${STEPS[joinOf(source, key)]}` };

/** A place of a visit without its visit is none (EP-10 wants the visits first). */
export const isDetail = (source: DataSource, { reference }: ForeignKey): boolean =>
  source.id === 'user_location_master' && reference.source === 'inspection_master';
