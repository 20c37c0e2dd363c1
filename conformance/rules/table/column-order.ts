import type { ColumnMove } from '../../engine/alignment.js';
import { defineRule } from '../../engine/define-rule.js';

const MOST_MOVES_SHOWN = 8;

const moveText = ({ column, from, to }: ColumnMove): string => `“${column}” from place ${from} to ${to}`;

export const columnOrder = defineRule({
  id: 'table/column-order',
  scope: 'table',
  level: 'must',
  requirement: 'EP-5',
  summary: 'The columns stand in the order in which the data source lists them.',
  why: 'For the CRC and UDISE files cQube compares the header line as one text and refuses any other order; the documentation asks for it everywhere.',
  fix: 'Select the columns in the listed order; header and values must move together.',
  message: ({ moves, moveCount }) => {
    const shown = (moves as unknown as readonly ColumnMove[]).map(moveText).join(', ');
    const more = Number(moveCount) - (moves as readonly unknown[]).length;
    return `The columns are not in the listed order. Move ${shown}${more > 0 ? ` and ${more} more` : ''}.`;
  },
  head: {
    applies: (head) => !head.empty && head.alignment.found > 0 && head.expectation.columns.length > 1,
    check: (head, report) => {
      const { moves } = head.alignment;
      if (moves.length === 0) return;
      const shown = moves.slice(0, MOST_MOVES_SHOWN).map((move) => ({ ...move }));
      report({ moves: shown, moveCount: moves.length, headerToUse: head.headerToUse }, [], {
        line: head.lineNumber,
      });
    },
  },
  examples: {
    valid: [
      {
        kind: 'table',
        title: 'listed order',
        source: 'grade_details',
        csv: 'school_id|grade|students_count\n24010100011|3|84\n',
      },
    ],
    invalid: [
      {
        kind: 'table',
        title: 'two swapped',
        source: 'grade_details',
        csv: 'school_id|students_count|grade\n24010100011|84|3\n',
        lines: [1],
      },
    ],
  },
});
