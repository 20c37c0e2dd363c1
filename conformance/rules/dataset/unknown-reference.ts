import { defineRule } from '../../engine/define-rule.js';
import { exampleCsv } from '../../engine/example-csv.js';

const inQuotes = (names: readonly string[]): string => names.map((name) => `“${name}”`).join(' and ');

export const unknownReference = defineRule({
  id: 'dataset/unknown-reference',
  scope: 'dataset',
  level: 'must',
  requirement: 'EP-3',
  summary: 'What a row refers to (a school, an exam, a question, a block) is in the file that lists them.',
  why: 'cQube stores the row and joins it to the other file when it makes its reports: without a match the row is in no report, and no message says so.',
  fix: 'Emit the missing rows with the master file, or mend the code. If the master was emitted earlier, name the folder that has it with --masters.',
  message: ({ columns, value, masters, masterColumns }) =>
    `“${value}” in ${inQuotes(columns as readonly string[])} is not in ${(masters as readonly string[]).join(' or ')} (${(masterColumns as readonly string[]).join(', ')}).`,
  row: {
    event: 'unknown-reference',
    check: (event) => ({
      details: () =>
        event.kind === 'unknown-reference'
          ? {
              columns: event.columns,
              value: event.value(),
              master: event.master,
              masters: event.masters,
              masterColumns: event.masterColumns,
            }
          : {},
      facts: event.kind === 'unknown-reference' && event.isDetail ? ['detailOfOther'] : [],
    }),
  },
  examples: {
    valid: [
      {
        kind: 'emission',
        title: 'every exam of the questions is in the exam file',
        files: {
          'pat/periodic_exam_mst.zip': { csv: exampleCsv('periodic_exam_mst', { exam_id: '101' }) },
          'pat/periodic_exam_qst_mst.zip': { csv: exampleCsv('periodic_exam_qst_mst', { exam_id: '101' }) },
        },
      },
      {
        kind: 'emission',
        title: 'without the exam file nothing is said of the questions',
        files: {
          'pat/periodic_exam_qst_mst.zip': { csv: exampleCsv('periodic_exam_qst_mst', { exam_id: '102' }) },
        },
      },
    ],
    invalid: [
      {
        kind: 'emission',
        title: 'a question of an exam that the exam file lacks',
        files: {
          'pat/periodic_exam_mst.zip': { csv: exampleCsv('periodic_exam_mst', { exam_id: '101' }) },
          'pat/periodic_exam_qst_mst.zip': { csv: exampleCsv('periodic_exam_qst_mst', { exam_id: '102' }) },
        },
      },
      {
        kind: 'emission',
        title: 'a place of a visit that the file of visits lacks',
        profile: 'pipeline-3.7',
        files: {
          'inspection_master/inspection_master.zip': { csv: exampleCsv('inspection_master') },
          'user_location_master/user_location_master.zip': {
            csv: exampleCsv('user_location_master', { InspectionId: '77' }),
          },
        },
      },
    ],
  },
});
