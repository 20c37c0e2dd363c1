import { type EntryKind, entryKind, isInFolder, unsafeBecause } from '../../engine/archive-entries.js';
import type { ArchiveEntry, ArchiveFacts } from '../../engine/archive-facts.js';
import { type ArchiveRule, defineRule } from '../../engine/define-rule.js';
import { showText } from '../../engine/show-value.js';

/** Names that a message shows of one kind of entry. */
const NAMES_SHOWN = 3;

/** What is said of each kind: of one entry, of several. */
const WORDS: readonly (readonly [
  kind: EntryKind | 'nested-csv' | 'nested-file',
  one: string,
  several: string,
])[] = [
  ['csv', 'CSV file', 'CSV files'],
  ['nested-csv', 'CSV file inside a folder', 'CSV files inside folders'],
  ['file', 'other file', 'other files'],
  ['nested-file', 'other file inside a folder', 'other files inside folders'],
  ['folder', 'folder', 'folders'],
  ['desktop', 'leftover of the desktop', 'leftovers of the desktop'],
  ['archive', 'archive inside the zip', 'archives inside the zip'],
  ['workbook', 'workbook, which is no CSV', 'workbooks, which are no CSVs'],
];

/** Entries with an unsafe name are the business of their own rule. */
const judged = ({ entries }: ArchiveFacts): readonly ArchiveEntry[] =>
  entries.filter((entry) => unsafeBecause(entry) === null);

function holdings(entries: readonly ArchiveEntry[]): string[] {
  if (entries.length === 0) return ['nothing'];
  if (entries.some(({ name }) => name === '[Content_Types].xml')) {
    return ['the parts of an Office document (a workbook or a text renamed to .zip)'];
  }
  return WORDS.flatMap(([kind, one, several]) => {
    const found = entries.filter((entry) => placedKind(entry) === kind).map(({ name }) => name);
    if (found.length === 0) return [];
    const shown = [...new Set(found)].slice(0, NAMES_SHOWN).map((name) => showText(name));
    const sameName = found.length > 1 && new Set(found).size === 1 ? ' of the same name' : '';
    const more = new Set(found).size > NAMES_SHOWN ? ', …' : '';
    return [`${found.length} ${found.length === 1 ? one : several}${sameName} (${shown.join(', ')}${more})`];
  });
}

function placedKind(entry: ArchiveEntry): (typeof WORDS)[number][0] {
  const kind = entryKind(entry);
  return (kind === 'csv' || kind === 'file') && isInFolder(entry) ? `nested-${kind}` : kind;
}

function isOneFileAtTop(entries: readonly ArchiveEntry[]): boolean {
  const [first, ...others] = entries.map(placedKind);
  return others.length === 0 && (first === 'csv' || first === 'file');
}

function isOneCsvInFolder(entries: readonly ArchiveEntry[]): boolean {
  const kinds = entries.map(placedKind).filter((kind) => kind !== 'folder');
  return kinds.length === 1 && kinds[0] === 'nested-csv';
}

const NAME = 'school_category_master.csv';
const CSV = 'SchoolCategoryId|SchoolCategory\n3|Primary to Higher Secondary\n';

export const notOneCsv = defineRule({
  id: 'archive/not-one-csv',
  scope: 'archive',
  level: 'must',
  requirement: 'EP-2',
  summary: 'The zip holds exactly one CSV at its top level, and nothing else.',
  why: 'cQube processes everything it finds in the zip as if it were the data file, one over the other, and waits for one. A second file, a readme or __MACOSX makes the outcome a matter of luck.',
  fix: 'Put one CSV into the zip and nothing else: `zip -j <stem>.zip <stem>.csv` (-j leaves out folders), on a Mac `zip -X` in place of Finder\'s "Compress". Several CSVs need one zip each.',
  message: ({ holds }) =>
    `The zip holds ${Array.isArray(holds) ? holds.join(', ') : String(holds)}; cQube needs one CSV at its top level and nothing else.`,
  applies: (archive) =>
    judged(archive).length > 0 || (archive.damage === null && archive.entries.length === 0),
  check: (archive, report) => {
    const entries = judged(archive);
    if (isOneFileAtTop(entries)) return;
    if (entries.length === 0 && (archive.entries.length > 0 || archive.damage)) return;
    report(
      { entries: entries.length, holds: holdings(entries) },
      isOneCsvInFolder(entries) ? ['oneCsvInFolder'] : [],
    );
  },
  examples: {
    valid: [
      {
        title: 'one CSV',
        kind: 'archive',
        source: 'school_category_master',
        zip: { members: [{ name: NAME, text: CSV }] },
      },
    ],
    invalid: [
      {
        title: 'what Finder adds on a Mac',
        kind: 'archive',
        source: 'school_category_master',
        zip: {
          members: [
            { name: NAME, text: CSV },
            { name: '__MACOSX/._school_category_master.csv', text: 'Mac OS X' },
          ],
        },
      },
      {
        title: 'two CSVs',
        kind: 'archive',
        source: 'school_category_master',
        zip: {
          members: [
            { name: NAME, text: CSV },
            {
              name: 'school_category_master_2.csv',
              text: 'SchoolCategoryId|SchoolCategory\n4|Upper Primary only\n',
            },
          ],
        },
      },
      {
        title: 'the CSV inside a folder',
        kind: 'archive',
        source: 'school_category_master',
        zip: {
          members: [
            { name: 'export/', directory: true },
            { name: 'export/school_category_master.csv', text: CSV },
          ],
        },
      },
      { title: 'nothing', kind: 'archive', source: 'school_category_master', zip: { members: [] } },
    ],
  },
} satisfies ArchiveRule);
