import { defineRule } from '../../engine/define-rule.js';
import { showText } from '../../engine/show-value.js';

export const byteOrderMark = defineRule({
  id: 'table/byte-order-mark',
  scope: 'table',
  level: 'must',
  requirement: 'EP-1',
  summary: 'A CSV begins with its first column name, not with a byte-order mark.',
  why: 'The invisible mark becomes part of the first column name, so cQube does not find that column.',
  fix: 'Write plain UTF-8: in Python encoding="utf-8" instead of "utf-8-sig"; in other tools “UTF-8 without BOM”.',
  message: ({ column }) =>
    `The file begins with a byte-order mark (EF BB BF), which spoils the first column name “${column}”.`,
  head: {
    applies: (head) => !head.empty,
    check: (head, report) => {
      if (head.byteOrderMark) report({ column: showText(head.names[0] ?? '') }, [], { line: 1 });
    },
  },
  examples: {
    valid: [
      {
        kind: 'table',
        title: 'no mark',
        source: 'grade_details',
        csv: 'school_id|grade|students_count\n24010100011|3|84\n',
      },
    ],
    invalid: [
      {
        kind: 'table',
        title: 'mark',
        source: 'grade_details',
        csv: '\ufeffschool_id|grade|students_count\n24010100011|3|84\n',
        lines: [1],
      },
    ],
  },
});
