import { type ArchiveRule, defineRule } from '../../engine/define-rule.js';

const NAME = 'school_category_master.csv';
const CSV = 'SchoolCategoryId|SchoolCategory\n3|Primary to Higher Secondary\n';

export const expansionLimit = defineRule({
  id: 'archive/expansion-limit',
  scope: 'archive',
  level: 'must',
  requirement: 'EP-2',
  summary: 'The CSV does not grow out of its zip beyond all measure.',
  why: 'A small zip that unpacks to more than a disk holds stops the server that unpacks it, and with it every file that waits behind.',
  fix: 'Look into the CSV: so much compression means that it repeats one byte or one row without end, mostly a loop in the export, or a file that was padded. A file that is really this large must be split.',
  message: (details) => `The zip was not read to its end: ${String(details['reason'])}.`,
  applies: ({ entries }) => entries.length > 0,
  check: ({ damage }, report) => {
    if (damage?.kind === 'expansion-limit') report({ reason: damage.reason });
  },
  examples: {
    valid: [
      {
        title: 'an ordinary CSV',
        kind: 'archive',
        source: 'school_category_master',
        zip: { members: [{ name: NAME, text: CSV }] },
      },
    ],
    invalid: [
      {
        title: 'a zip that declares 200 GiB',
        kind: 'archive',
        source: 'school_category_master',
        zip: { members: [{ name: NAME, text: CSV, declaredSize: 214_748_364_800 }] },
      },
    ],
  },
} satisfies ArchiveRule);
