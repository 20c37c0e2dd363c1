import { defineRule } from '../../engine/define-rule.js';

const MESSAGES = {
  top: 'Blank line above the header.',
  middle: 'Blank line between rows.',
  end: 'Blank line at the end of the file.',
} as const;

export const blankLine = defineRule({
  id: 'table/blank-line',
  scope: 'table',
  level: 'must',
  requirement: 'EP-14',
  summary: 'There are no blank lines.',
  why: 'cQube counts blank lines as records that it lost, so its own figures no longer match yours.',
  fix: 'Write no line without values; in Python open the file with newline="", or csv.writer ends lines twice on Windows.',
  message: ({ place }) => MESSAGES[place as keyof typeof MESSAGES],
  row: {
    events: ['blank-line'],
    check: (event) => {
      const place = event.kind === 'blank-line' ? event.place : 'middle';
      return { details: () => ({ place }), facts: place === 'end' ? ['atEnd'] : [] };
    },
  },
  examples: {
    valid: [
      {
        kind: 'table',
        title: 'no blank line',
        source: 'grade_details',
        csv: 'school_id|grade|students_count\n24010100011|3|84\n',
      },
    ],
    invalid: [
      {
        kind: 'table',
        title: 'between rows',
        source: 'grade_details',
        csv: 'school_id|grade|students_count\n24010100011|3|84\n\n24010100011|4|80\n',
        lines: [3],
      },
      {
        kind: 'table',
        title: 'above the header',
        source: 'grade_details',
        csv: '\nschool_id|grade|students_count\n24010100011|3|84\n',
        lines: [1],
      },
      {
        kind: 'table',
        title: 'at the end',
        source: 'grade_details',
        csv: 'school_id|grade|students_count\n24010100011|3|84\n\n',
        lines: [3],
      },
    ],
  },
});
