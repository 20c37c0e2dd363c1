import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Details, EmissionRule, Place } from '../../../conformance/engine/define-rule.js';
import type { EmissionFacts } from '../../../conformance/engine/emission-facts.js';
import type { Example } from '../../../conformance/engine/example.js';
import { severityOf } from '../../../conformance/engine/severity.js';
import { readEmission } from '../../../conformance/inputs/emission.js';
import { emissionRules } from '../../../conformance/rules/emission/index.js';
import { profiles } from '../../../specs/profiles/index.js';
import type { Severity } from '../../../specs/profiles/profile.js';
import { RULE_IDS } from '../../../specs/rule-ids.js';
import { sources } from '../../../specs/sources/index.js';
import { plant, temporaryFolder } from '../inputs/emission-tree.js';

interface Seen {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly details: Details;
  readonly place: Place | undefined;
}

type EmissionExample = Extract<Example, { kind: 'emission' }>;

const ruleOf = (id: string): EmissionRule =>
  emissionRules.find((rule) => rule.id === `emission/${id}`) as EmissionRule;

function judge(facts: EmissionFacts, profileId = 'documented', rules = emissionRules): readonly Seen[] {
  const profile = profiles.find(({ id }) => id === profileId);
  if (!profile) throw new Error(`no profile ${profileId}`);
  const seen: Seen[] = [];
  for (const rule of rules) {
    rule.check(facts, (details, holding = [], place) => {
      const severity = severityOf(profile, rule.id, (fact) => holding.includes(fact));
      if (severity !== 'off')
        seen.push({ rule: rule.id, severity, message: rule.message(details), details, place });
    });
  }
  return seen;
}

async function factsOf(paths: readonly string[], asked: readonly string[] = []): Promise<EmissionFacts> {
  return (await readEmission([plant(paths)], { sources, asked, forcedSource: null })).facts;
}

const judgeRule = (id: string, facts: EmissionFacts, profile?: string): readonly Seen[] =>
  judge(facts, profile, [ruleOf(id)]);

async function judgeExample({ files, profile }: EmissionExample): Promise<readonly Seen[]> {
  const root = temporaryFolder();
  for (const [path, content] of Object.entries(files)) {
    const file = join(root, path);
    mkdirSync(dirname(file), { recursive: true });
    if (content === 'unreadable') symlinkSync('nowhere', file);
    else writeFileSync(file, content === 'sample' ? 'zip' : 'text' in content ? content.text : content.csv);
  }
  const { facts } = await readEmission([root], { sources, asked: [], forcedSource: null });
  return judge(facts, profile);
}

const emissionExamples = (examples: readonly Example[]): [string, EmissionExample][] =>
  examples.flatMap((example) => (example.kind === 'emission' ? [[example.title, example]] : []));

it('has a rule for every id of the scope', () => {
  const ids = RULE_IDS.filter((id) => id.startsWith('emission/'));
  expect(emissionRules.map(({ id }) => id)).toEqual(ids);
});

describe.each(emissionRules.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  const always = id === 'emission/missing-source' ? [] : ['emission/missing-source'];

  it.each(emissionExamples(rule.examples.valid))('has nothing to say of: %s', async (_title, example) => {
    const found = await judgeExample(example);
    expect(found.filter((finding) => !always.includes(finding.rule))).toEqual([]);
  });

  it.each(emissionExamples(rule.examples.invalid))('finds, alone: %s', async (_title, example) => {
    const found = (await judgeExample(example)).filter((finding) => !always.includes(finding.rule));
    expect(found.map((finding) => finding.rule)).toEqual([id]);
    for (const { message, details } of found) {
      expect(message).not.toMatch(/undefined|null\b|\[object|NaN/);
      expect(JSON.parse(JSON.stringify(details))).toEqual(details);
    }
  });
});

describe('unknown-folder', () => {
  it('is one finding for a folder, however many files are in it', async () => {
    const many = Array.from({ length: 50 }, (_, index) => `.git/objects/${index}/x`);
    const facts = await factsOf([
      ...many,
      'PAT/periodic_exam_mst.zip',
      'PAT/x',
      'pat/periodic_exam_qst_mst.zip',
    ]);
    expect(judgeRule('unknown-folder', facts)).toMatchObject([
      {
        place: { path: '.git' },
        details: { folder: '.git', files: 50, checked: 0, suggestions: [] },
        message: '“.git” is no folder of the published emission tree (50 files in it, not checked).',
      },
      {
        place: { path: 'PAT' },
        details: { folder: 'PAT', files: 2, checked: 1, suggestions: ['pat/periodic_exam_mst.zip'] },
        message:
          '“PAT” is no folder of the published emission tree (2 files in it, 1 of them checked by name). Did you mean “pat/periodic_exam_mst.zip”?',
      },
    ]);
  });

  it('names folders where the files are many', async () => {
    const stems = ['sch_profile', 'sch_safety', 'sch_facility', 'tch_profile'];
    const [finding] = judgeRule('unknown-folder', await factsOf(stems.map((stem) => `2023/${stem}.zip`)));
    expect(finding?.message).toBe(
      '“2023” is no folder of the published emission tree (4 files in it, checked by name). Did you mean “udise/”?',
    );
  });

  it('is off in pipeline-3.7 where a flow lists keys that begin so', async () => {
    const facts = await factsOf([
      'student_attendance_2021/student_attendance.zip',
      'teacher_attendance_2021/x.zip',
    ]);
    const found = judgeRule('unknown-folder', facts, 'pipeline-3.7');
    expect(found.map(({ severity, place }) => [severity, place?.path])).toEqual([
      ['error', 'teacher_attendance_2021'],
    ]);
  });
});

describe('unknown-file', () => {
  const PATHS = [
    'pat/.DS_Store',
    'pat/foo.ZIP',
    'pat/semester_exam_mst.zip',
    'pat/periodic_exam_mst_v2.zip',
    'x.csv',
  ];

  it('is an error for data, a warning for the rest', async () => {
    const found = judgeRule('unknown-file', await factsOf(PATHS));
    expect(found.map(({ severity, place }) => [severity, place?.path])).toEqual([
      ['warning', 'pat/.DS_Store'],
      ['error', 'pat/foo.ZIP'],
      ['error', 'pat/periodic_exam_mst_v2.zip'],
      ['error', 'pat/semester_exam_mst.zip'],
      ['error', 'x.csv'],
    ]);
    expect(found[3]?.message).toBe(
      '“pat/semester_exam_mst.zip” is no file of the published emission tree and was not checked. Did you mean “sat/semester_exam_mst.zip”?',
    );
  });

  it('is off in pipeline-3.7 where the beginning of the name is enough', async () => {
    const found = judgeRule('unknown-file', await factsOf(PATHS), 'pipeline-3.7');
    expect(found.map(({ place }) => place?.path)).toEqual([
      'pat/.DS_Store',
      'pat/foo.ZIP',
      'pat/semester_exam_mst.zip',
      'x.csv',
    ]);
  });

  it.skipIf(process.platform === 'win32')(
    'says what is no file, and leaves broken links to unreadable-file',
    async () => {
      const facts = await factsOf(['pat/x -> .', 'pat/y -> gone']);
      expect(judge(facts).map(({ rule, message }) => [rule, message])).toEqual([
        [
          'emission/unreadable-file',
          '“pat/y” could not be opened (a link that points nowhere), so nothing is known about it.',
        ],
        [
          'emission/unknown-file',
          '“pat/x” is not a file that can be emitted, but a link back to “pat”; it was not read.',
        ],
      ]);
    },
  );
});

describe('loose-csv', () => {
  it('is off in pipeline-3.7 for the source whose CSV is taken', async () => {
    const facts = await factsOf(['diksha/diksha_tpd.csv', 'pat/periodic_exam_grade_details.csv']);
    expect(judgeRule('loose-csv', facts)).toHaveLength(2);
    const found = judgeRule('loose-csv', facts, 'pipeline-3.7');
    expect(found.map(({ message }) => message)).toEqual([
      '“periodic_exam_grade_details.csv” is not zipped. cQube asks for “periodic_exam_grade_details.zip” with this CSV in it.',
    ]);
  });
});

describe('duplicate-source', () => {
  it('names both files, for each file too many', async () => {
    const facts = await factsOf([
      'grade_details/grade_details.zip',
      'pat/periodic_exam_grade_details.zip',
      'sat/semester_exam_grade_details.zip',
    ]);
    const found = judgeRule('duplicate-source', facts);
    expect(found.map(({ place, details }) => [place?.path, details['other']])).toEqual([
      ['pat/periodic_exam_grade_details.zip', 'grade_details/grade_details.zip'],
      ['sat/semester_exam_grade_details.zip', 'grade_details/grade_details.zip'],
    ]);
  });

  it('leaves a CSV beside its zip to loose-csv, unless the CSV is taken too', async () => {
    const facts = await factsOf([
      'district_master/district_mst.csv',
      'district_master/district_mst.zip',
      'diksha/diksha_tpd.csv',
      'diksha/diksha_tpd.zip',
    ]);
    expect(judgeRule('duplicate-source', facts).map(({ details }) => details['source'])).toEqual([
      'diksha_tpd',
    ]);
  });

  it('counts a file in an unknown folder', async () => {
    const facts = await factsOf(['x/district_mst.zip', 'district_master/district_mst.zip', 'x/foo.zip']);
    expect(judgeRule('duplicate-source', facts)).toHaveLength(1);
    expect(ruleOf('duplicate-source').counts(facts)).toBe(2);
  });
});

describe('missing-source', () => {
  it('is one summary, and one finding for each that is asked for', async () => {
    const facts = await factsOf(
      ['district_master/district_mst.zip'],
      ['school_master', 'district_master', 'unheard_of'],
    );
    const found = judgeRule('missing-source', facts);
    expect(found.map(({ severity, place, message }) => [severity, place?.path, message])).toEqual([
      [
        'error',
        '',
        'The data source school_master is asked for, but “school_master/school_mst.zip” is not there.',
      ],
      [
        'info',
        '',
        '57 of 58 data sources are not in this emission: block_master, cluster_master, school_master, school_category_master, school_management_master and 52 more.',
      ],
    ]);
    expect(found[1]?.details).toMatchObject({ count: 57, of: 58 });
    expect(found[1]?.details['missing']).toHaveLength(57);
    expect(ruleOf('missing-source').counts(facts)).toBe(58);
  });

  it('says nothing of an empty folder, of strange files, and of single files', async () => {
    const empty = await factsOf([], ['school_master']);
    const strange = await factsOf(['readme', 'x/y.zip'], ['school_master']);
    const part = { ...(await factsOf(['pat/periodic_exam_mst.zip'])), wholeTree: false };
    for (const facts of [empty, strange, part]) {
      expect(judgeRule('missing-source', facts)).toEqual([]);
      expect(ruleOf('missing-source').counts(facts)).toBe(0);
    }
  });
});
