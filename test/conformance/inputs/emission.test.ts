import { basename, join, relative } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError, readEmission } from '../../../conformance/inputs/emission.js';
import { matchInTree } from '../../../conformance/inputs/match-file.js';
import { pickUp, publishedTree } from '../../../conformance/inputs/published-tree.js';
import { findSource } from '../../../specs/lookup.js';
import { sources } from '../../../specs/sources/index.js';
import { plant, read, readTree, shortlyAll } from './emission-tree.js';

const DISTRICT = 'district_master/district_mst.zip';
const here = (path: string): string => relative(process.cwd(), path).replaceAll('\\', '/');

describe('which folder is the emission folder', () => {
  it('is the one given, whatever its name', async () => {
    const root = plant([DISTRICT, 'pat/periodic_exam_mst.zip']);
    const input = await read(root);
    expect(input.root).toBe(root);
    expect(input.facts.wholeTree).toBe(true);
    expect(shortlyAll(input)).toEqual([
      'district_master/district_mst.zip: source district_master',
      'pat/periodic_exam_mst.zip: source periodic_exam_mst',
    ]);
    expect(input.facts.files[0]?.absolutePath).toBe(join(root, DISTRICT));
    expect(input.facts.files[0]?.bytes).toBe(7);
  });

  it('is cqube_emission inside the one given', async () => {
    const root = plant([`cqube_emission/${DISTRICT}`, 'readme.txt']);
    const input = await read(root);
    expect(input.root).toBe(join(root, 'cqube_emission'));
    expect(shortlyAll(input)).toEqual(['district_master/district_mst.zip: source district_master']);
  });

  it('is cqube_emission and no second one inside it', async () => {
    const root = join(plant([`cqube_emission/cqube_emission/${DISTRICT}`]), 'cqube_emission');
    const input = await read(root);
    expect(input.root).toBe(root);
    expect(shortlyAll(input)).toEqual([
      `cqube_emission/${DISTRICT}: unknown-folder district_master → ${DISTRICT}`,
    ]);
  });

  it('is the parent of one source folder, and only that folder is looked at', async () => {
    const root = plant(['pat/periodic_exam_mst.zip', 'pat/readme', 'pat/old/x.zip', DISTRICT]);
    const input = await read(join(root, 'pat'));
    expect(input.root).toBe(root);
    expect(input.facts.wholeTree).toBe(false);
    expect(shortlyAll(input)).toEqual([
      'pat/old/x.zip: unknown-folder',
      'pat/periodic_exam_mst.zip: source periodic_exam_mst',
      'pat/readme: unknown-file',
    ]);
  });

  it('is a folder called like a source folder if it holds the tree', async () => {
    const root = join(plant([`diksha/${DISTRICT}`, 'diksha/notes.zip']), 'diksha');
    expect((await read(root)).root).toBe(root);
  });

  it('may be empty', async () => {
    const input = await read(plant([]));
    expect(input.facts.files).toEqual([]);
    expect(input.facts.wholeTree).toBe(true);
  });
});

describe('a file named by itself', () => {
  it('is matched by its place', async () => {
    const root = plant(['pat/periodic_exam_mst.zip', 'pat/semester_exam_mst.zip']);
    const input = await read(join(root, 'pat', 'periodic_exam_mst.zip'));
    expect(input.root).toBeNull();
    expect(input.facts.wholeTree).toBe(false);
    expect(shortlyAll(input)).toEqual(['periodic_exam_mst.zip: source periodic_exam_mst']);
    expect(shortlyAll(await read(join(root, 'pat', 'semester_exam_mst.zip')))).toEqual([
      'semester_exam_mst.zip: unknown-file → sat/semester_exam_mst.zip',
    ]);
  });

  it('is matched by its stem alone elsewhere', async () => {
    const root = plant([
      'downloads/periodic_exam_grade_details.zip',
      'downloads/school_mst.csv',
      'downloads/x.zip',
    ]);
    const one = await read(join(root, 'downloads', 'periodic_exam_grade_details.zip'));
    expect(shortlyAll(one)).toEqual(['periodic_exam_grade_details.zip: source grade_details']);
    expect(one.facts.files[0]?.takenByPipeline).toBe(true);
    expect(shortlyAll(await read(join(root, 'downloads', 'school_mst.csv')))).toEqual([
      'school_mst.csv: loose-csv school_master',
    ]);
    expect(shortlyAll(await read(join(root, 'downloads', 'x.zip')))).toEqual(['x.zip: unknown-file']);
  });

  it('is what --source says', async () => {
    const root = plant(['a.zip', 'b.CSV', 'c']);
    const options = { sources, asked: [], forcedSource: findSource('school_master') ?? null };
    const input = await readEmission(
      ['a.zip', 'b.CSV', 'c'].map((name) => join(root, name)),
      options,
    );
    expect(input.facts.files.map(({ path, match }) => [basename(path), match.kind])).toEqual([
      ['a.zip', 'source'],
      ['b.CSV', 'loose-csv'],
      ['c', 'source'],
    ]);
    await expect(readEmission([root], options)).rejects.toThrow(/--source says what one file is/);
  });
});

describe('several paths', () => {
  it('are told relative to the working directory, each file once', async () => {
    const root = plant([DISTRICT, 'pat/periodic_exam_mst.zip', 'wrong/x.txt']);
    const input = await read(root, join(root, 'pat'), join(root, DISTRICT));
    expect(input.root).toBe(process.cwd());
    expect(input.facts.wholeTree).toBe(true);
    expect(input.facts.files.map(({ path }) => path)).toEqual(
      [DISTRICT, 'pat/periodic_exam_mst.zip', 'wrong/x.txt'].map((path) => here(join(root, path))),
    );
    expect(input.facts.files[2]?.match).toMatchObject({ folder: here(join(root, 'wrong')) });
    expect(input.facts.files[1]?.listedByPipeline).toBe(true);
  });

  it('are no whole tree if they are parts', async () => {
    const root = plant([DISTRICT, 'pat/periodic_exam_mst.zip']);
    expect((await read(join(root, 'pat'), join(root, 'district_master'))).facts.wholeTree).toBe(false);
  });
});

describe('paths that cannot be an input', () => {
  it.each(['no/such/path', '', 'a\0b'])('%j does not exist', async (path) => {
    const refused = read(path);
    await expect(refused).rejects.toThrow(InputError);
    await expect(refused).rejects.toMatchObject({ code: 'NO_SUCH_PATH' });
  });

  it('says so in one line', async () => {
    await expect(read('a\nb')).rejects.toThrow('no such file or folder: a?b (check the path)');
  });

  it('needs at least one', async () => {
    await expect(read()).rejects.toMatchObject({ code: 'NO_PATH' });
  });

  it.skipIf(process.platform === 'win32')('takes no device', async () => {
    await expect(read('/dev/null')).rejects.toMatchObject({ code: 'NOT_A_FILE' });
  });
});

describe('matching by name', () => {
  it('knows every published path and alias, zipped and not', async () => {
    const files = sources.flatMap((source) =>
      [source, ...source.aliases].map((file) => ({ source, ...file })),
    );
    const tree = publishedTree(sources);
    for (const { source, folder, stem } of files) {
      expect(matchInTree(`${folder}/${stem}.zip`, tree)).toMatchObject({
        kind: 'source',
        source: { folder: source.folder },
      });
      expect(matchInTree(`${folder}/${stem}.csv`, tree)).toMatchObject({ kind: 'loose-csv' });
    }
  });

  it.each([
    ['sat/periodic_exam_mst.zip', 'unknown-file → pat/periodic_exam_mst.zip'],
    ['pat/SEMESTER_EXAM_MST.ZIP', 'unknown-file → sat/semester_exam_mst.zip'],
    ['district_master/District_Mst.zip', 'unknown-file → district_master/district_mst.zip'],
    ['district_master/district_mst.ZIP', 'unknown-file → district_master/district_mst.zip'],
    ['district_master/district_mst_20220901101112.zip', 'unknown-file → district_master/district_mst.zip'],
    ['district_master/district_mst.csv.zip', 'unknown-file → district_master/district_mst.zip'],
    ['district_master/district_mst.7z', 'unknown-file → district_master/district_mst.zip'],
    ['district_master/data.zip', 'unknown-file → district_master/district_mst.zip'],
    ['school_master/school_master.zip', 'unknown-file → school_master/school_mst.zip'],
    ['pat/periodic_exam_qst.zip', 'unknown-file → pat/periodic_exam_mst.zip, pat/periodic_exam_qst_mst.zip'],
    [
      'udise/sch_exmres.zip',
      'unknown-file → udise/sch_exmres_c5.zip, udise/sch_exmres_c8.zip, udise/sch_exmres_c10.zip',
    ],
    ['pat/.DS_Store', 'unknown-file'],
    ['readme.txt', 'unknown-file'],
    ['district_mst.zip', 'unknown-folder district_master → district_master/district_mst.zip'],
    ['district_mst.csv', 'unknown-file → district_master/district_mst.zip'],
    ['District_Master/district_mst.zip', 'unknown-folder district_master → district_master/district_mst.zip'],
    ['District_Master/x.txt', 'unknown-folder → district_master/'],
    ['district_mst/notes.txt', 'unknown-folder → district_master/'],
    ['2023/pat/periodic_exam_mst.zip', 'unknown-folder periodic_exam_mst → pat/periodic_exam_mst.zip'],
    ['udise/udise/sch_profile.zip', 'unknown-folder sch_profile → udise/sch_profile.zip'],
    ['2023/pat/Periodic_exam_mst.zip', 'unknown-folder'],
    ['2023/school_mst.csv', 'unknown-folder'],
    ['ज़िला/ज़िला सूची.zip', 'unknown-folder'],
    ['pat/परीक्षा.zip', 'unknown-file'],
  ])('%s', async (path, expected) => {
    expect(shortlyAll(await readTree(path))).toEqual([`${path}: ${expected}`]);
  });

  it('tells which folder is the unknown one', async () => {
    const { facts } = await readTree('pat/old/2020/x.zip', 'a/b/c.zip', 'district_mst.zip');
    expect(facts.files.map(({ match }) => (match.kind === 'unknown-folder' ? match.folder : ''))).toEqual([
      'a',
      null,
      'pat/old',
    ]);
  });

  it('sorts by bytes', async () => {
    const { facts } = await readTree(
      'pat/b',
      'pat/B',
      'pat/é',
      'pat/\u{10400}',
      'pat/\uff5a',
      'pat.x',
      'pat/a',
    );
    expect(facts.files.map(({ path }) => path)).toEqual([
      'pat.x',
      'pat/B',
      'pat/a',
      'pat/b',
      'pat/é',
      'pat/\uff5a',
      'pat/\u{10400}',
    ]);
  });

  it('throws for no tree of names at all', () => {
    const known = fc.constantFrom(
      'pat',
      'udise',
      'district_mst.zip',
      'sch_profile.csv',
      'PAT',
      '.zip',
      '.csv',
      '.',
      '',
    );
    const name = fc.oneof(
      known,
      fc.string({ unit: 'grapheme', maxLength: 40 }),
      fc.string({ unit: 'binary' }),
    );
    const tree = publishedTree(sources);
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 5 }), (parts) => {
        const key = parts.join('/');
        const match = matchInTree(key, tree);
        const { listed, taken } = pickUp(key, tree);
        expect(taken && !listed).toBe(false);
        if (match.kind === 'source')
          expect(match.source.folder.length + match.source.stem.length).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  });
});

describe('what release 3.7 picks up', () => {
  it.each([
    ['district_master/district_mst.zip', true, true],
    ['district_master/district_mst_v2.zip', true, true],
    ['district_master/district_mst.v2.zip', true, true],
    ['district_master/x.zip', true, false],
    ['district_master/district_mst.csv', true, false],
    ['district_master/district_mst.ZIP', true, false],
    ['District_master/district_mst.zip', false, false],
    ['school_management_master/school_management_master.zip', false, false],
    ['student_attendance_2021/anything.zip', true, true],
    ['teacher_attendance_2021/teacher_attendance.zip', false, false],
    ['udise/sch_recp_exp.zip', true, true],
    ['udise/unheard_of.zip', false, false],
    ['diksha/diksha_tpd_v2.csv', true, true],
    ['diksha/diksha_tpd_mapping_v2.csv', true, false],
    ['pat/old/periodic_exam_mst.zip', true, false],
    ['district_mst.zip', false, false],
  ])('%s: listed %s, taken %s', (key, listed, taken) => {
    expect(pickUp(key, publishedTree(sources))).toEqual({ listed, taken });
  });
});
