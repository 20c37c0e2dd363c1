import { defineRule } from '../../engine/define-rule.js';
import { showText } from '../../engine/show-value.js';

/** Places that the message names. */
const SHOWN_PLACES = 10;

export const duplicateColumn = defineRule({
  id: 'table/duplicate-column',
  scope: 'table',
  level: 'must',
  requirement: 'EP-4',
  summary: 'No column name stands twice in the header.',
  why: 'Which of the two columns cQube would read is not defined, so no row of the file can be trusted.',
  fix: 'Remove or rename one of them; look for a join that brings the same column from two tables.',
  message: ({ column, places, times }) => {
    const shown = (places as readonly number[]).slice(0, SHOWN_PLACES).join(', ');
    return `The column “${column}” stands ${times} times in the header, at ${shown}${Number(times) > SHOWN_PLACES ? ' and further on' : ''}.`;
  },
  head: {
    applies: (head) => !head.empty,
    check: (head, report) => {
      if (head.alignment.found === 0) return;
      for (const { column, places } of head.alignment.duplicates) {
        report({ column: showText(column), places: places.slice(0, 100), times: places.length }, [], {
          line: head.lineNumber,
          field: places[1] ?? 1,
        });
      }
    },
    blocks: () => 'rows',
  },
  examples: {
    valid: [
      {
        kind: 'table',
        title: 'once each',
        source: 'grade_details',
        csv: 'school_id|grade|students_count\n24010100011|3|84\n',
      },
    ],
    invalid: [
      {
        kind: 'table',
        title: 'twice',
        source: 'grade_details',
        csv: 'school_id|grade|students_count|grade\n24010100011|3|84|3\n',
        lines: [1],
      },
    ],
  },
});
