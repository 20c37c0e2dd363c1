import { entryKind, isInFolder, unsafeBecause } from '../../engine/archive-entries.js';
import type { ArchiveEntry, ArchiveFacts } from '../../engine/archive-facts.js';
import { type ArchiveRule, defineRule } from '../../engine/define-rule.js';
import { showText } from '../../engine/show-value.js';

/** The CSV at the top level whose name counts; null: none, or other rules have more to say of it. */
function namedFile({ member, entries }: ArchiveFacts): ArchiveEntry | null {
  const [first, ...others] = entries;
  const isSole = first && others.length === 0 && (entryKind(first) === 'csv' || entryKind(first) === 'file');
  const named = member ?? (isSole ? first : null);
  return named && !isInFolder(named) && unsafeBecause(named) === null ? named : null;
}

const NAME = 'school_category_master.csv';
const CSV = 'SchoolCategoryId|SchoolCategory\n3|Primary to Higher Secondary\n';

export const memberName = defineRule({
  id: 'archive/member-name',
  scope: 'archive',
  level: 'must',
  requirement: 'EP-3',
  summary: 'The CSV in the zip is called as the zip is: <stem>.csv.',
  why: 'The published tree names both. Release 3.7 itself takes the name of the zip and ignores that of the CSV, except for diksha_data_summary: there a CSV of another name is never processed.',
  fix: 'Name the CSV exactly as the message says before it is zipped. Upper and lower case count.',
  message: ({ found, wanted }) =>
    `The file in the zip is called "${String(found)}"; it must be called "${String(wanted)}".`,
  applies: (archive) => namedFile(archive) !== null,
  check: (archive, report) => {
    const found = namedFile(archive)?.name;
    const wanted = `${archive.stem}.csv`;
    if (found === undefined || found === wanted) return;
    report({ found: showText(found), wanted }, archive.memberNameRead ? ['memberNameRead'] : [], {
      member: showText(found),
    });
  },
  examples: {
    valid: [
      {
        title: 'the name of the zip',
        kind: 'archive',
        source: 'school_category_master',
        zip: { members: [{ name: NAME, text: CSV }] },
      },
    ],
    invalid: [
      {
        title: 'the name of an export job',
        kind: 'archive',
        source: 'school_category_master',
        zip: { members: [{ name: 'export_2024-06-01.csv', text: CSV }] },
      },
      {
        title: 'the right name in upper case',
        kind: 'archive',
        source: 'school_category_master',
        zip: { members: [{ name: 'SCHOOL_CATEGORY_MASTER.CSV', text: CSV }] },
      },
    ],
  },
} satisfies ArchiveRule);
