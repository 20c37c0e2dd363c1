import { defineRule } from '../../engine/define-rule.js';

export const fieldCount = defineRule({
  id: 'table/field-count',
  scope: 'table',
  level: 'must',
  requirement: 'EP-1',
  summary: 'Every row has as many fields as the header.',
  why: 'Values slip into wrong columns: cQube drops the row, or the whole batch that it is in.',
  fix: 'Put values that hold the delimiter or a line break in double quotes, or take those characters out of the data.',
  message: ({ found, expected, bytes, limit }) => {
    if (limit !== undefined)
      return `The record is longer than cQube’s own limit for a line (${limit} bytes${bytes === undefined ? '' : `; it has ${bytes}`}) and was not read. Is a line end missing?`;
    const cause =
      Number(found) > Number(expected)
        ? 'a value probably holds the delimiter'
        : 'a value probably holds a line break, or values are missing';
    return `The row has ${found} fields instead of ${expected}: ${cause}.`;
  },
  head: {
    applies: (head) => head.tooLong !== null,
    check: (head, report) => {
      if (head.tooLong !== null) report({ limit: head.tooLong }, [], { line: head.lineNumber });
    },
    blocks: () => 'table',
  },
  row: {
    events: ['field-count', 'too-long'],
    check: (event) => {
      if (event.kind === 'too-long') return { details: () => ({ bytes: event.bytes, limit: event.limit }) };
      if (event.kind === 'field-count')
        return { details: () => ({ found: event.found, expected: event.expected }) };
      return { details: () => ({}) };
    },
  },
  examples: {
    valid: [
      {
        kind: 'table',
        title: 'delimiter in quotes',
        source: 'school_category_master',
        csv: 'SchoolCategoryId|SchoolCategory\n1|"Primary|Upper"\n',
      },
    ],
    invalid: [
      {
        kind: 'table',
        title: 'one too many',
        source: 'grade_details',
        csv: 'school_id|grade|students_count\n24010100011|3|84|9\n24010100011|4|80\n',
        lines: [2],
      },
      {
        kind: 'table',
        title: 'one too few',
        source: 'grade_details',
        csv: 'school_id|grade|students_count\n24010100011|3\n24010100011|4|80\n',
        lines: [2],
      },
    ],
  },
});
