import { defineRule } from '../../engine/define-rule.js';

export const duplicateKey = defineRule({
  id: 'table/duplicate-key',
  scope: 'table',
  level: 'must',
  requirement: 'EP-15',
  summary: 'No two rows share a key and differ elsewhere.',
  why: 'cQube cannot tell which row is right and drops all of them, the first included.',
  fix: 'Decide which row is right before emitting; look for a key that is not unique in your system, such as a running number per school.',
  message: ({ keyText, firstLine }) =>
    `The key ${keyText} stands on line ${firstLine} too, with other values.`,
  row: {
    events: ['duplicate-key'],
    applies: (expectation) => expectation.key.length > 0,
    check: (event) => ({
      details: () =>
        event.kind === 'duplicate-key' ? { keyText: event.keyText(), firstLine: event.firstLine } : {},
    }),
  },
  examples: {
    valid: [
      {
        kind: 'table',
        title: 'other grade',
        source: 'grade_details',
        csv: 'school_id|grade|students_count\n24010100011|3|84\n24010100011|4|80\n',
      },
    ],
    invalid: [
      {
        kind: 'table',
        title: 'two counts for one grade',
        source: 'grade_details',
        csv: 'school_id|grade|students_count\n24010100011|3|84\n24010100011|3|80\n',
        lines: [3],
      },
      {
        kind: 'table',
        title: 'a key that only the pipeline has',
        source: 'district_master',
        csv: 'district_name|udise_district_code|inityear|is_active\nAhmedabad|2401|2020-21|true\nAmdavad|2401|2020-21|true\n',
        lines: [3],
      },
    ],
  },
});
