import { defineRule } from '../../engine/define-rule.js';

export const emptyFile = defineRule({
  id: 'table/empty-file',
  scope: 'table',
  level: 'must',
  requirement: 'EP-14',
  summary: 'A CSV is not empty.',
  why: 'cQube fails on a file without a header line, and deletes it.',
  fix: 'Do not emit a file for which there is no data, or look why the export wrote nothing.',
  message: () => 'The CSV holds nothing: no header line and no row.',
  head: {
    check: (head, report) => {
      if (head.empty) report({});
    },
    blocks: () => 'table',
  },
  examples: {
    valid: [
      {
        kind: 'table',
        title: 'header and row',
        source: 'grade_details',
        csv: 'school_id|grade|students_count\n24010100011|3|84\n',
      },
    ],
    invalid: [
      { kind: 'table', title: 'no bytes', source: 'grade_details', csv: '' },
      { kind: 'table', title: 'line ends only', source: 'grade_details', csv: '\r\n\r\n' },
    ],
  },
});
