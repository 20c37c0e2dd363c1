import { defineRule } from '../../engine/define-rule.js';

export const duplicateRow = defineRule({
  id: 'table/duplicate-row',
  scope: 'table',
  level: 'must',
  requirement: 'EP-15',
  summary: 'No row stands twice.',
  why: 'cQube keeps the first and counts the others as lost; in some flows the copy makes the whole file fail.',
  fix: 'Select distinct rows; look for a join that multiplies them.',
  message: ({ firstLine }) => `The row is equal to that on line ${firstLine}.`,
  row: {
    events: ['duplicate-row'],
    check: (event) => ({
      details: () => (event.kind === 'duplicate-row' ? { firstLine: event.firstLine } : {}),
    }),
  },
  examples: {
    valid: [
      {
        kind: 'table',
        title: 'different rows',
        source: 'grade_details',
        csv: 'school_id|grade|students_count\n24010100011|3|84\n24010100011|4|84\n',
      },
    ],
    invalid: [
      {
        kind: 'table',
        title: 'twice the same',
        source: 'grade_details',
        csv: 'school_id|grade|students_count\n24010100011|3|84\n24010100011|3|84\n',
        lines: [3],
      },
    ],
  },
});
