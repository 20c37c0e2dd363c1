import { defineRule } from '../../engine/define-rule.js';

export const noRows = defineRule({
  id: 'table/no-rows',
  scope: 'table',
  level: 'must',
  requirement: 'EP-14',
  summary: 'A CSV has at least one row below its header.',
  why: 'cQube takes the file, finds nothing in it, and reports stay as they were.',
  fix: 'Do not emit a file for which there is no data, or look why the export found none.',
  message: () => 'The CSV has a header line and no row.',
  end: {
    check: ({ rows }, _expectation, report) => {
      if (rows === 0) report({});
    },
  },
  examples: {
    valid: [
      {
        kind: 'table',
        title: 'one row',
        source: 'grade_details',
        csv: 'school_id|grade|students_count\n24010100011|3|84\n',
      },
    ],
    invalid: [
      {
        kind: 'table',
        title: 'header only',
        source: 'grade_details',
        csv: 'school_id|grade|students_count\n',
      },
    ],
  },
});
