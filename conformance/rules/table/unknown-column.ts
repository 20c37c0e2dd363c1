import { defineRule } from '../../engine/define-rule.js';
import { showText } from '../../engine/show-value.js';

export const unknownColumn = defineRule({
  id: 'table/unknown-column',
  scope: 'table',
  level: 'must',
  requirement: 'EP-4',
  summary: 'The header has no column that the data source does not list.',
  why: 'cQube ignores the column at best; where the header must be in order, it refuses the file.',
  fix: 'Leave the column out of the export. If your state has agreed on it with its cQube team, go on without this rule: --skip table/unknown-column.',
  message: ({ column, place, source, nameless }) => {
    if (nameless === undefined)
      return `The column “${column}” (place ${place}) does not belong to ${source}.`;
    const which = nameless === 1 ? 'A column' : `${nameless} columns`;
    return `${which} of the header ${nameless === 1 ? 'has' : 'have'} no name (${nameless === 1 ? '' : 'first at '}place ${place}): is there a delimiter too many?`;
  },
  head: {
    applies: (head) => !head.empty && !head.openEnded,
    check: (head, report) => {
      if (head.alignment.found === 0) return;
      const { unknown } = head.alignment;
      const { orderEnforced, source } = head.expectation;
      const nameless = unknown.filter(({ column }) => column === '');
      const [first] = nameless;
      if (first) {
        const inside = orderEnforced && nameless.some(({ insideSequence }) => insideSequence);
        const details = { column: '', place: first.place, source: source.id, nameless: nameless.length };
        report(details, inside ? ['insideSequence'] : [], { line: head.lineNumber, field: first.place });
      }
      for (const { column, place, insideSequence } of unknown) {
        if (column === '') continue;
        const inside = insideSequence && orderEnforced;
        const details = { column: showText(column), place, source: source.id };
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
      {
        kind: 'table',
        title: 'a delimiter behind every line',
        source: 'grade_details',
        csv: 'school_id|grade|students_count|\n24010100011|3|84|\n',
        lines: [1],
      },
    ],
  },
});
