/* A folder of many files on one core and on two. */
import { availableParallelism } from 'node:os';
import { check, compare, has, onCores, pairedRatio } from '../measure.mjs';
import { cost, skipped, verifyReport } from './outcome.mjs';

const SOURCES = [
  'student_attendance',
  'teacher_attendance',
  'periodic_exam_result_trans',
  'semester_exam_result_trans',
  'diksha_data_summary',
  'sch_enr_age',
  'sch_exmmarks_c10',
  'tch_profile',
];

export const folder = {
  id: 'folder',
  title: 'a folder of many files on two cores',
  sizeMatters: true,
  async run({ data, rounds, tell }) {
    const what = `folder of ${SOURCES.length} files, one core ÷ two`;
    if (availableParallelism() < 2) return [skipped(what, 'this machine has one core')];
    const { path, rows } = await data.folderOf(SOURCES, data.sizes.each);
    const pinned = has('taskset');
    const run = (jobs) => check(path, '-f', 'json', '--jobs', String(jobs));
    const got = await compare(
      pinned ? { one: onCores('0', run(1)), two: onCores('0,1', run(2)) } : { one: run(1), two: run(2) },
      { rounds, tell, verify: (_, out) => verifyReport(out, { rows }) },
    );
    return [
      {
        what: `${what}${pinned ? '' : ' (--jobs 1 and 2: no taskset here, and one job uses two cores too)'}`,
        ours: cost(got.two),
        beside: cost(got.one),
        figure: pairedRatio(got.one, got.two),
        unit: '×',
        better: 'more',
        bar: 1.5,
        goal: 1.8,
      },
    ];
  },
};
