import { defineRule } from '../../engine/define-rule.js';

export const requiredValue = defineRule({
  id: 'table/required-value',
  scope: 'table',
  level: 'must',
  requirement: 'EP-13',
  summary: 'Columns that the dictionary marks NOT NULL, and keys, have a value in every row.',
  why: 'cQube drops rows without their key; a blank in another NOT NULL column breaks the load or shows up as a gap in reports.',
  fix: 'Fill the value at the source, or write the default that the dictionary states.',
  message: ({ column, fallback }) =>
    `“${column}” is empty, but must have a value.${fallback === null ? '' : ` The dictionary states a default: ${fallback}.`}`,
  value: {
    applies: (column) => column.required,
    check: ({ text }, column) =>
      text === ''
        ? { details: () => ({ column: column.name, fallback: column.field.default ?? null }) }
        : null,
  },
  examples: {
    valid: [
      {
        kind: 'table',
        title: 'filled',
        source: 'grade_details',
        csv: 'school_id|grade|students_count\n24010100011|3|\n',
      },
    ],
    invalid: [
      {
        kind: 'table',
        title: 'empty key',
        source: 'grade_details',
        csv: 'school_id|grade|students_count\n24010100011||84\n',
        lines: [2],
      },
      {
        kind: 'table',
        title: 'empty key column, profile pipeline-3.7',
        profile: 'pipeline-3.7',
        source: 'grade_details',
        csv: 'school_id|grade|students_count\n|3|84\n',
        lines: [2],
      },
    ],
  },
});
