import { describe, expect, it } from 'vitest';
import { emissionOrder } from '../../../conformance/engine/emission-order.js';
import type { EmissionFile } from '../../../conformance/engine/emission-facts.js';
import { matchInTree } from '../../../conformance/inputs/match-file.js';
import { publishedTree } from '../../../conformance/inputs/published-tree.js';
import { sources } from '../../../specs/sources/index.js';

const tree = publishedTree(sources);

const fileAt = (path: string): EmissionFile => ({
  path,
  absolutePath: `/emission/${path}`,
  bytes: 0,
  match: matchInTree(path, tree),
  listedByPipeline: true,
  takenByPipeline: true,
});

const EVERYTHING = sources.flatMap((source) =>
  [source, ...source.aliases].map(({ folder, stem }) => ({
    id: source.id,
    kind: source.kind,
    path: `${folder}/${stem}.zip`,
  })),
);

/** In which group the file of this path stands. */
const groups = emissionOrder(EVERYTHING.map(({ path }) => fileAt(path)));
const groupOf = (path: string): number => groups.findIndex((group) => group.includes(path));

describe('the order of everything', () => {
  it('has every file once', () => {
    expect(groups.flat().toSorted()).toEqual(EVERYTHING.map(({ path }) => path).toSorted());
  });

  it('has static files before all others (EP-9)', () => {
    const lastStatic = Math.max(
      ...EVERYTHING.filter(({ kind }) => kind === 'static').map(({ path }) => groupOf(path)),
    );
    const others = EVERYTHING.filter(({ kind }) => kind !== 'static').map(({ path }) => groupOf(path));
    expect(Math.min(...others)).toBeGreaterThan(lastStatic);
  });

  it('has grade details before all other pat and sat files but subject details (EP-12)', () => {
    const exams = EVERYTHING.filter(
      ({ path }) => /^(pat|sat)\//.test(path) && !/_(grade|subject)_details\.zip$/.test(path),
    );
    const grades = EVERYTHING.filter(({ id }) => id === 'grade_details');
    expect(exams).toHaveLength(6);
    expect(grades).toHaveLength(3);
    for (const exam of exams)
      for (const grade of grades) expect(groupOf(grade.path)).toBeLessThan(groupOf(exam.path));
  });

  it.each([
    // EP-10
    ['inspection_master/inspection_master.zip', 'user_location_master/user_location_master.zip'],
    // EP-11
    ['pat/periodic_exam_mst.zip', 'pat/periodic_exam_qst_mst.zip'],
    ['pat/periodic_exam_qst_mst.zip', 'pat/periodic_exam_result_trans.zip'],
    ['sat/semester_exam_mst.zip', 'sat/semester_exam_qst_mst.zip'],
    ['sat/semester_exam_qst_mst.zip', 'sat/semester_exam_result_trans.zip'],
    // What the reports join
    ['district_master/district_mst.zip', 'block_master/block_mst.zip'],
    ['block_master/block_mst.zip', 'cluster_master/cluster_mst.zip'],
    ['cluster_master/cluster_mst.zip', 'school_master/school_mst.zip'],
    ['school_master/school_mst.zip', 'school_category/school_category_master.zip'],
    ['school_master/school_mst.zip', 'school_management/school_management_master.zip'],
    ['school_master/school_mst.zip', 'grade_details/grade_details.zip'],
    ['school_master/school_mst.zip', 'subject_details/subject_details.zip'],
    ['diksha/diksha_tpd_mapping.zip', 'diksha/diksha_tpd.zip'],
  ])('has %s before %s', (before, after) => {
    expect(groupOf(before)).toBeGreaterThanOrEqual(0);
    expect(groupOf(before)).toBeLessThan(groupOf(after));
  });
});

it('leaves out what is no source, and empty steps', () => {
  const paths = [
    'pat/periodic_exam_result_trans.zip',
    'pat/readme',
    'x/block_mst.zip',
    'x/y.zip',
    'district_master/district_mst.csv',
  ];
  expect(emissionOrder(paths.map(fileAt))).toEqual([
    ['district_master/district_mst.csv'],
    ['x/block_mst.zip'],
    ['pat/periodic_exam_result_trans.zip'],
  ]);
  expect(emissionOrder([])).toEqual([]);
});
