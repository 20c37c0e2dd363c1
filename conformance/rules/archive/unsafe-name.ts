import { unsafeBecause } from '../../engine/archive-entries.js';
import { type ArchiveRule, defineRule } from '../../engine/define-rule.js';
import { showText } from '../../engine/show-value.js';

const NAME = 'school_category_master.csv';
const CSV = 'SchoolCategoryId|SchoolCategory\n3|Primary to Higher Secondary\n';

export const unsafeName = defineRule({
  id: 'archive/unsafe-name',
  scope: 'archive',
  level: 'must',
  requirement: 'EP-2',
  summary: 'Names in the zip are plain file names that stay inside the folder they are unpacked to.',
  why: 'Unpacked as written, such an entry lands outside its folder, over another file, or nowhere. Unpacking tools refuse it, and cQube deletes the emitted file before it unpacks it.',
  fix: 'Store the CSV under its bare name, `<stem>.csv`: no folder, no drive, no backslash, no `..`, no link. With Python: `zip.write(path, arcname="<stem>.csv")`.',
  message: ({ name, reason, entries }) =>
    `"${String(name)}" in the zip is unsafe to unpack: ${String(reason)}${
      entries === 1 ? '' : ` (one of ${String(entries)} such entries)`
    }.`,
  applies: ({ entries }) => entries.length > 0,
  check: ({ entries }, report) => {
    const unsafe = entries.filter((entry) => unsafeBecause(entry) !== null);
    const [first] = unsafe;
    if (!first) return;
    const details = { name: showText(first.name), reason: unsafeBecause(first), entries: unsafe.length };
    report(details, [], { member: showText(first.name) });
  },
  examples: {
    valid: [
      {
        title: 'a bare name',
        kind: 'archive',
        source: 'school_category_master',
        zip: { members: [{ name: NAME, text: CSV }] },
      },
    ],
    invalid: [
      {
        title: 'a path out of the folder',
        kind: 'archive',
        source: 'school_category_master',
        zip: { members: [{ name: '../school_category_master.csv', text: CSV }] },
      },
      {
        title: 'a Windows path',
        kind: 'archive',
        source: 'school_category_master',
        zip: { members: [{ name: 'C:\\emission\\school_category_master.csv', text: CSV }] },
      },
      {
        title: 'a symbolic link in place of the file',
        kind: 'archive',
        source: 'school_category_master',
        zip: { members: [{ name: NAME, text: '/data/export.csv', symlink: true }] },
      },
    ],
  },
} satisfies ArchiveRule);
