import { defineRule } from '../../engine/define-rule.js';
import { showText } from '../../engine/show-value.js';

export const quotedHeader = defineRule({
  id: 'table/quoted-header',
  scope: 'table',
  level: 'should',
  requirement: 'EP-5',
  summary: 'Column names stand without quotes.',
  why: 'Where cQube compares the header line as one text (CRC, UDISE), the quotes make it refuse the file.',
  fix: 'Turn quoting of the header off; in Python quoting=csv.QUOTE_MINIMAL.',
  message: ({ columns, count }) =>
    `${count} column name${count === 1 ? ' stands' : 's stand'} in quotes: ${(columns as readonly string[]).join(', ')}.`,
  head: {
    applies: (head) => !head.empty && head.alignment.found > 0,
    check: (head, report) => {
      if (head.quoted.length === 0) return;
      const columns = head.quoted.slice(0, 5).map((place) => showText(head.names[place - 1] ?? ''));
      report({ columns, count: head.quoted.length, headerToUse: head.headerToUse }, [], {
        line: head.lineNumber,
      });
    },
  },
  examples: {
    valid: [
      {
        kind: 'table',
        title: 'plain',
        source: 'school_category_master',
        csv: 'SchoolCategoryId|SchoolCategory\n1|Primary\n',
      },
    ],
    invalid: [
      {
        kind: 'table',
        title: 'quoted',
        source: 'school_category_master',
        csv: '"SchoolCategoryId"|"SchoolCategory"\n1|Primary\n',
        lines: [1],
      },
    ],
  },
});
