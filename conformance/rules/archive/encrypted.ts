import { type ArchiveRule, defineRule } from '../../engine/define-rule.js';
import { showText } from '../../engine/show-value.js';

const NAME = 'school_category_master.csv';
const CSV = 'SchoolCategoryId|SchoolCategory\n3|Primary to Higher Secondary\n';

export const encrypted = defineRule({
  id: 'archive/encrypted',
  scope: 'archive',
  level: 'must',
  requirement: 'EP-2',
  summary: 'The zip needs no password.',
  why: 'cQube has no password for it. It moves and deletes the file first and fails to unpack it then, so the file is lost.',
  fix: 'Make the zip without a password (no `-P`, `-e` or "encrypt" option). What protects the data on its way is HTTPS.',
  message: ({ name, files }) =>
    files === 1
      ? `"${String(name)}" in the zip is encrypted (password-protected), so it cannot be read.`
      : `${String(files)} files in the zip are encrypted (password-protected), "${String(name)}" among them, so they cannot be read.`,
  applies: ({ entries }) => entries.length > 0,
  check: ({ entries }, report) => {
    const locked = entries.filter((entry) => entry.encrypted);
    const [first] = locked;
    if (first)
      report({ name: showText(first.name), files: locked.length }, [], { member: showText(first.name) });
  },
  examples: {
    valid: [
      {
        title: 'a zip without a password',
        kind: 'archive',
        source: 'school_category_master',
        zip: { members: [{ name: NAME, text: CSV }] },
      },
    ],
    invalid: [
      {
        title: 'the password of zip and 7-Zip (ZipCrypto)',
        kind: 'archive',
        source: 'school_category_master',
        zip: { members: [{ name: NAME, text: CSV, encrypted: 'zipcrypto' }] },
      },
      {
        title: 'AES, as WinZip does it',
        kind: 'archive',
        source: 'school_category_master',
        zip: { members: [{ name: NAME, text: CSV, encrypted: 'aes' }] },
      },
    ],
  },
} satisfies ArchiveRule);
