import { describe, expect, test } from 'vitest';
import { archiveRules } from '../../../conformance/rules/archive/index.js';
import { archives } from '../../../fixtures/raw/archives.js';
import { ARCHIVE_STEM } from '../../../fixtures/raw/named-archive.js';
import { type RawZip, writeZip } from '../../../fixtures/raw/write-zip.js';
import { judgeArchive } from '../../support/judge-archive.js';

const rulesOf = (findings: readonly { readonly rule: string }[]): string[] =>
  findings.map(({ rule }) => rule);

describe('named zips', () => {
  test('have names of their own', () => {
    expect(new Set(archives.map(({ name }) => name)).size).toBe(archives.length);
  });

  test.for(archives)('$name: $what', async ({ build, expect: expected }) => {
    const { findings } = await judgeArchive(build(), { stem: ARCHIVE_STEM });
    expect(rulesOf(findings)).toEqual(expected);
    for (const { message } of findings) expect(message).toMatchSnapshot();
  });

  test.for(archives.filter(({ name }) => !name.startsWith('bomb')))(
    '$name is built the same each time',
    ({ build }) => {
      expect(build().equals(build())).toBe(true);
    },
  );
});

describe('examples of the rules', () => {
  const examples = archiveRules.flatMap((rule) =>
    (['valid', 'invalid'] as const).flatMap((kind) =>
      rule.examples[kind].map((example) => ({ rule, kind, example, title: example.title })),
    ),
  );

  test.for(examples)('$rule.id, $kind: $title', async ({ rule, kind, example }) => {
    if (example.kind !== 'archive') throw new Error('an archive rule has archive examples');
    const recipe: RawZip | { readonly text: string } = example.zip;
    const bytes = 'text' in recipe ? Buffer.from(recipe.text) : writeZip(recipe);
    const { findings } = await judgeArchive(bytes, { stem: example.source });
    expect(rulesOf(findings)).toEqual(kind === 'valid' ? [] : [rule.id]);
  });
});

describe('what findings say', () => {
  const judge = (recipe: RawZip, memberNameRead = false) =>
    judgeArchive(writeZip(recipe), { stem: ARCHIVE_STEM, memberNameRead });
  const csv = { name: `${ARCHIVE_STEM}.csv`, text: 'a|b\n1|2\n' };

  test('one CSV in a folder is a fact, with or without an entry for the folder', async () => {
    const nested = { ...csv, name: `out/${csv.name}` };
    const alone = await judge({ members: [nested] });
    const withFolder = await judge({ members: [{ name: 'out/', directory: true }, nested] });
    const withReadme = await judge({ members: [nested, { name: 'readme.txt', text: '' }] });
    expect(alone.findings[0]?.facts).toEqual(['oneCsvInFolder']);
    expect(withFolder.findings[0]?.facts).toEqual(['oneCsvInFolder']);
    expect(withReadme.findings[0]?.facts).toEqual([]);
  });

  test('a name that the flow reads is a fact', async () => {
    const { findings } = await judge({ members: [{ ...csv, name: 'other.csv' }] }, true);
    expect(findings).toMatchObject([
      {
        rule: 'archive/member-name',
        facts: ['memberNameRead'],
        details: { found: 'other.csv', wanted: `${ARCHIVE_STEM}.csv` },
      },
    ]);
  });

  test('two causes are two findings', async () => {
    const { findings } = await judge({
      members: [
        { ...csv, name: 'other.csv' },
        { name: 'readme.txt', text: '' },
      ],
    });
    expect(rulesOf(findings)).toEqual(['archive/not-one-csv', 'archive/member-name']);
  });

  test('several locked or unsafe entries are one finding', async () => {
    const locked = { ...csv, encrypted: 'zipcrypto' as const };
    const { findings } = await judge({
      members: [locked, { ...locked, name: 'b.csv' }, { name: '../c.csv' }, { name: '/d.csv' }],
    });
    expect(findings.map(({ message }) => message)).toEqual([
      `2 files in the zip are encrypted (password-protected), "${csv.name}" among them, so they cannot be read.`,
      '"../c.csv" in the zip is unsafe to unpack: a path that leaves the folder it is unpacked to (..) (one of 2 such entries).',
      `The zip holds 2 CSV files (${csv.name}, b.csv); cQube needs one CSV at its top level and nothing else.`,
    ]);
  });

  test('a bomb among other files is both', async () => {
    const { findings } = await judge({
      members: [
        { ...csv, declaredSize: 200 * 1024 ** 3 },
        { name: 'readme.txt', text: '' },
      ],
    });
    expect(rulesOf(findings)).toEqual(['archive/not-one-csv', 'archive/expansion-limit']);
  });

  test('many entries are counted and a few named', async () => {
    const members = Array.from({ length: 12_000 }, (_, index) => ({ name: `part-${index}.csv`, text: '' }));
    const { findings, facts } = await judge({ members });
    expect(facts.entries).toHaveLength(10_000);
    expect(facts.member).toBeNull();
    expect(findings).toMatchObject([
      { details: { entries: 10_000, holds: ['10000 CSV files (part-0.csv, part-1.csv, part-2.csv, …)'] } },
    ]);
  });
});
