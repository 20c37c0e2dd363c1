import { defineRule } from '../../engine/define-rule.js';
import { exampleCsv } from '../../engine/example-csv.js';

export const rowLimit = defineRule({
  id: 'table/row-limit',
  scope: 'table',
  level: 'should',
  requirement: 'EP-18',
  summary: 'A CSV stays within the documented number of records and bytes.',
  why: 'Above these sizes cQube was not tested; its steps may run out of memory or time.',
  fix: 'Emit several smaller files one after the other, by month or by district.',
  message: ({ rows, bytes, mostRows, mostBytes }) =>
    `The CSV has ${rows} rows and ${bytes} bytes; documented are at most ${mostRows} rows and ${mostBytes} bytes.`,
  end: {
    applies: ({ source }) => source.limits !== undefined,
    check: ({ rows, bytes }, { source }, report) => {
      const { rows: mostRows, bytes: mostBytes } = source.limits ?? { rows: Infinity, bytes: Infinity };
      if (rows > mostRows || bytes > mostBytes) report({ rows, bytes, mostRows, mostBytes });
    },
  },
  // An invalid example would be a CSV of 0.6 GB: test/conformance/rules/row-limit.test.ts asks the check directly.
  examples: {
    valid: [
      {
        kind: 'table',
        title: 'a small file',
        source: 'semester_exam_result_trans',
        csv: exampleCsv('semester_exam_result_trans'),
      },
    ],
    invalid: [],
  },
});
