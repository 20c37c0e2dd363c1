import { defineRule } from '../../engine/define-rule.js';
import { showText } from '../../engine/show-value.js';

export const unclosedQuote = defineRule({
  id: 'table/unclosed-quote',
  scope: 'table',
  level: 'must',
  requirement: 'EP-1',
  summary: 'A field that opens with a double quote closes with one, and nothing follows it.',
  why: 'cQube’s reader takes everything up to the next quote as one value, across lines and delimiters, or gives up on the file.',
  fix: 'Double each quote inside a quoted value (" becomes ""), or leave quotes out of the data.',
  message: ({ column, reason }) => {
    if (reason === 'header')
      return 'The header line opens a double quote and does not close it, so its columns cannot be told.';
    const place = column === null ? 'A value' : `The value of “${column}”`;
    return reason === 'open'
      ? `${place} opens with a double quote that is not closed in its record. The record is taken to end with its line; checking goes on with the next.`
      : `${place} has text after its closing quote.`;
  },
  head: {
    applies: (head) => !head.empty,
    check: (head, report) => {
      if (head.openQuote === null || head.tooLong !== null) return;
      report({ reason: 'header' }, [], { line: head.lineNumber, field: head.openQuote });
    },
    blocks: () => 'table',
  },
  row: {
    events: ['unclosed-quote'],
    check: (event) => {
      if (event.kind !== 'unclosed-quote') return { details: () => ({}) };
      return {
        details: () => ({
          column: event.column === null ? null : showText(event.column),
          reason: event.reason,
        }),
      };
    },
  },
  examples: {
    valid: [
      {
        kind: 'table',
        title: 'doubled quotes, line break in quotes',
        source: 'periodic_exam_qst_mst',
        csv: 'question_id|exam_id|indicator_id|indicator_title|indicator|question_title|question|question_marks\n1|1|1|LO-1|LO-1|Q1|"Say ""yes"""|5\n',
      },
    ],
    invalid: [
      {
        kind: 'table',
        title: 'opened in the header',
        source: 'grade_details',
        csv: '"school_id|grade|students_count\n24010100011|3|84\n',
        lines: [1],
      },
      {
        kind: 'table',
        title: 'never closed',
        source: 'school_category_master',
        csv: 'SchoolCategoryId|SchoolCategory\n1|"Primary\n2|Upper\n',
        lines: [2],
      },
      {
        kind: 'table',
        title: 'text after the closing quote',
        source: 'school_category_master',
        csv: 'SchoolCategoryId|SchoolCategory\n1|"Primary" school\n2|Upper\n',
        lines: [2],
      },
    ],
  },
});
