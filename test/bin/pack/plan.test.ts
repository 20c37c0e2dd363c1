import { describe, expect, it } from 'vitest';
import type { Found, FoundCsv } from '../../../bin/pack/found.js';
import { keptFrom } from '../../../bin/pack/pack-error.js';
import { planPack } from '../../../bin/pack/plan.js';
import type { Forced } from '../../../bin/pack/tell-source.js';
import { findSource } from '../../../specs/lookup.js';
import { sources } from '../../../specs/sources/index.js';
import { sampleOf, tree } from './pack-folder.js';

const headerOf = (id: string): string => sampleOf(id).split('\n', 1)[0] ?? '';

function csv(shown: string, header: string | null = 'a|b', realPath = `/${shown}`): FoundCsv {
  const [name = '', parent = ''] = shown.split('/').toReversed();
  return {
    shown,
    absolutePath: `/${shown}`,
    realPath,
    parent,
    name,
    size: { bytes: 1, changedAt: 0 },
    header,
  };
}

const found = (...csvs: readonly FoundCsv[]): Found => ({ csvs, packed: [], passedOver: [], problems: [] });

const force = (name: string, id = name): Forced => {
  const source = findSource(id);
  if (!source) throw new Error(`no source ${id}`);
  return { source, name };
};

const told = (one: FoundCsv, forced: Forced | null = null): readonly string[] => {
  const { items, problems } = planPack(found(one), tree, forced);
  return [...items.map(({ file, by }) => `${file.path} ${by}`), ...problems.map(({ message }) => message)];
};

describe('what a CSV is told by', () => {
  it.each([
    ['pat/periodic_exam_mst.csv', 'pat/periodic_exam_mst.zip place'],
    ['2021/pat/periodic_exam_grade_details.csv', 'pat/periodic_exam_grade_details.zip place'],
    [
      'school_management_master/school_management_master.csv',
      'school_management_master/school_management_master.zip place',
    ],
    ['school_management_master.csv', 'school_management/school_management_master.zip name'],
    ['x/periodic_exam_mst.csv', 'pat/periodic_exam_mst.zip name'],
    ['pat/semester_exam_mst.csv', 'sat/semester_exam_mst.zip name'],
    ['PAT/Periodic_Exam_Mst.CSV', 'pat/periodic_exam_mst.zip name-but-case'],
    ['semester_exam_grade_details.csv', 'sat/semester_exam_grade_details.zip name'],
  ])('%s: its place before its name', (shown, expected) => {
    expect(told(csv(shown, headerOf('school_master')))).toEqual([expected]);
  });

  it('its header, where nothing else does', () => {
    expect(told(csv('export (2).csv', headerOf('district_master')))).toEqual([
      'district_master/district_mst.zip header',
    ]);
  });

  it('--source before everything', () => {
    expect(told(csv('pat/periodic_exam_mst.csv'), force('block_master'))).toEqual([
      'block_master/block_mst.zip option',
    ]);
  });

  it.each([
    ['x.csv', 'grade_details', 'grade_details/grade_details.zip option'],
    ['pat/periodic_exam_grade_details.csv', 'grade_details', 'pat/periodic_exam_grade_details.zip option'],
    ['x.csv', 'semester_exam_grade_details', 'sat/semester_exam_grade_details.zip option'],
  ])('%s --source %s: an alias that is named keeps its place', (shown, name, expected) => {
    expect(told(csv(shown), force(name, 'grade_details'))).toEqual([expected]);
  });

  it('finds the place of every source by its id', () => {
    for (const source of sources)
      expect(told(csv('x'), force(source.id))).toEqual([`${source.folder}/${source.stem}.zip option`]);
  });
});

describe('what stops a plan', () => {
  it('is a header that several files have', () => {
    expect(told(csv('q.csv', headerOf('periodic_exam_qst_mst')))).toEqual([
      'q.csv: its header fits pat/periodic_exam_qst_mst.zip, sat/semester_exam_qst_mst.zip alike; give the CSV the name of one of them, or pack it alone with --source periodic_exam_qst_mst or semester_exam_qst_mst',
    ]);
  });

  it('is a CSV that nothing tells, on one line whatever its name', () => {
    expect(told(csv('a\nb.csv'))).toEqual([
      'a?b.csv: neither its name nor its place is published, and its header fits no data source; rename it, move it away, or pack it alone with --source',
    ]);
    expect(told(csv('district_mts.csv', null))[0]).toContain(
      'it has no header line; rename it (did you mean district_mst',
    );
  });

  it('is two CSVs for one target', () => {
    const plan = planPack(
      found(csv('a.csv', headerOf('district_master')), csv('x/district_mst.csv')),
      tree,
      null,
    );
    expect(plan.problems).toEqual([
      {
        kind: 'call',
        message:
          '2 CSVs for district_master/district_mst.zip: a.csv (told by its header), x/district_mst.csv (told by its name); cQube takes one file, so join them or leave all but one out',
      },
    ]);
  });

  it('is not the same file met twice', () => {
    const plan = planPack(
      found(csv('district_mst.csv', null, '/one'), csv('district_master/district_mst.csv', null, '/one')),
      tree,
      null,
    );
    expect(plan.problems).toEqual([]);
    expect(plan.items).toHaveLength(1);
    expect(plan.passedOver).toEqual([
      { shown: 'district_master/district_mst.csv', why: 'the same file as district_mst.csv' },
    ]);
  });

  it('is what could not be read, told along with the rest', () => {
    const plan = planPack({ ...found(csv('b.csv')), problems: [keptFrom('cannot read x')] }, tree, null);
    expect(plan.problems.map(({ kind }) => kind)).toEqual(['kept-from', 'call']);
  });
});

it('gives no file a name that Windows keeps for itself, or that differs from another by case alone', () => {
  const places = [...tree.folders.values()].flat();
  const reserved = /^(con|prn|aux|nul|com\d|lpt\d)$/i;
  for (const { folder, stem } of places) {
    for (const name of [folder, stem]) {
      expect(name).toMatch(/^[a-z0-9_]+$/);
      expect(name).not.toMatch(reserved);
    }
  }
  expect(new Set(places.map(({ path }) => path.toLowerCase())).size).toBe(places.length);
});
