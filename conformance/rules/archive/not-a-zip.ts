import { type ArchiveRule, defineRule } from '../../engine/define-rule.js';

const NAME = 'school_category_master.csv';
const CSV = 'SchoolCategoryId|SchoolCategory\n3|Primary to Higher Secondary\n';

export const notAZip = defineRule({
  id: 'archive/not-a-zip',
  scope: 'archive',
  level: 'must',
  requirement: 'EP-2',
  summary: 'A file that is named .zip is a zip.',
  why: 'cQube moves the file out of the emission bucket, deletes it there, and only then tries to unpack it. What cannot be unpacked is lost, and nobody is told.',
  fix: 'Write a real zip that holds the one CSV (in a shell: `zip <stem>.zip <stem>.csv`). Renaming a file to .zip does not make it one.',
  message: (details) => `This is not a zip: ${String(details['reason'])}.`,
  applies: () => true,
  check: ({ damage }, report) => {
    if (damage?.kind === 'not-a-zip') report({ reason: damage.reason });
  },
  examples: {
    valid: [
      {
        title: 'a zip',
        kind: 'archive',
        source: 'school_category_master',
        zip: { members: [{ name: NAME, text: CSV }] },
      },
    ],
    invalid: [
      {
        title: 'a CSV that was renamed to .zip',
        kind: 'archive',
        source: 'school_category_master',
        zip: { text: CSV },
      },
      { title: 'an empty file', kind: 'archive', source: 'school_category_master', zip: { text: '' } },
      {
        title: 'a zip behind other bytes',
        kind: 'archive',
        source: 'school_category_master',
        zip: {
          prefix: 'HTTP/1.1 200 OK\n\n',
          members: [{ name: NAME, text: CSV }],
        },
      },
    ],
  },
} satisfies ArchiveRule);
