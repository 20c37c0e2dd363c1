import { defineRule } from '../../engine/define-rule.js';
import { showText } from '../../engine/show-value.js';

export const unknownColumn = defineRule({
  id: 'table/unknown-column',
  scope: 'table',
  level: 'must',
  requirement: 'EP-4',
  summary: 'The header has no column that the data source does not list.',
  why: 'cQube ignores the column at best; where the header must be in order, it refuses the file.',
  fix: 'Leave the column out of the export, or declare it in the configuration if your state has agreed on it.',
  message: ({ column, place, source }) =>
    `The column “${column}” (place ${place}) does not belong to ${source}.`,
  head: {
    applies: (head) => !head.empty && !head.openEnded,
    check: (head, report) => {
      if (head.alignment.found === 0) return;
      for (const { column, place, insideSequence } of head.alignment.unknown) {
        const inside = insideSequence && head.expectation.orderEnforced;
        const details = { column: showText(column), place, source: head.expectation.source.id };
        report(details, inside ? ['insideSequence'] : [], { line: head.lineNumber, field: place });
      }
    },
  },
  examples: {
    valid: [
      {
        kind: 'table',
        title: 'known columns only',
        source: 'grade_details',
        csv: 'school_id|grade|students_count\n24010100011|3|84\n',
      },
    ],
    invalid: [
      {
        kind: 'table',
        title: 'one more',
        source: 'grade_details',
        csv: 'school_id|grade|students_count|remarks\n24010100011|3|84|x\n',
        lines: [1],
      },
    ],
  },
});
