import { type ArchiveRule, defineRule } from '../../engine/define-rule.js';

const NAME = 'school_category_master.csv';
const CSV = 'SchoolCategoryId|SchoolCategory\n3|Primary to Higher Secondary\n';

export const corrupt = defineRule({
  id: 'archive/corrupt',
  scope: 'archive',
  level: 'must',
  requirement: 'EP-2',
  summary: 'The zip can be read to its end, and its data agrees with its sizes and checksum.',
  why: 'cQube moves the file out of the emission bucket, deletes it there, and only then unpacks it. A damaged zip is lost, or its rows end in the middle of the file, and nobody is told.',
  fix: 'Write the zip again with an ordinary tool and its default method (Deflate), send it only after it is closed, and in binary mode. `unzip -t <file>` must say "No errors detected" before it is sent.',
  message: (details) => `The zip is damaged: ${String(details['reason'])}.`,
  applies: ({ damage }) => damage?.kind !== 'not-a-zip',
  check: ({ damage }, report) => {
    if (damage?.kind === 'corrupt') report({ reason: damage.reason });
  },
  examples: {
    valid: [
      {
        title: 'a zip that is whole',
        kind: 'archive',
        source: 'school_category_master',
        zip: { members: [{ name: NAME, text: CSV }] },
      },
    ],
    invalid: [
      {
        title: 'a zip whose end was cut off',
        kind: 'archive',
        source: 'school_category_master',
        zip: {
          cut: 30,
          members: [{ name: NAME, text: CSV }],
        },
      },
      {
        title: 'data that does not have the checksum that the zip states',
        kind: 'archive',
        source: 'school_category_master',
        zip: { members: [{ name: NAME, text: CSV, crc32: 1 }] },
      },
      {
        title: 'a compression method that few tools read',
        kind: 'archive',
        source: 'school_category_master',
        zip: { members: [{ name: NAME, text: CSV, method: 'bzip2' }] },
      },
    ],
  },
} satisfies ArchiveRule);
