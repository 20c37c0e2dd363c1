import { defineRule } from '../../engine/define-rule.js';
import { judgedByOrder } from '../../engine/emission-precedence.js';

export const enrolmentAfterExam = defineRule({
  id: 'journal/enrolment-after-exam',
  ...judgedByOrder('EP-12'),
  summary: 'Grade details are acknowledged before the PAT and SAT files begin.',
  why: 'Exams count students by the enrolment of each grade: without it their reports are empty.',
  fix: 'Send grade_details (or its name in pat or sat) first, wait until it is acknowledged, then send the exam files.',
  examples: {
    valid: [
      {
        kind: 'journal',
        title: 'grades under their name in pat, then an exam',
        traffic: [
          { ask: 'pat/periodic_exam_grade_details.zip' },
          { send: 'pat/periodic_exam_grade_details.zip' },
          { ask: 'pat/periodic_exam_mst.zip' },
          { send: 'pat/periodic_exam_mst.zip' },
        ],
      },
      {
        kind: 'journal',
        title: 'no grades in this emission',
        traffic: [{ ask: 'pat/periodic_exam_mst.zip' }, { send: 'pat/periodic_exam_mst.zip' }],
      },
    ],
    invalid: [
      {
        kind: 'journal',
        title: 'an exam, then grades',
        traffic: [
          { ask: 'sat/semester_exam_mst.zip' },
          { send: 'sat/semester_exam_mst.zip' },
          { ask: 'grade_details/grade_details.zip' },
          { send: 'grade_details/grade_details.zip' },
        ],
      },
    ],
  },
});
