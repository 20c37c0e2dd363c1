import { defineRule } from '../../engine/define-rule.js';
import {
  countPreceded,
  publishedPrecedence,
  tooEarly,
  violations,
} from '../../engine/emission-precedence.js';

const order = publishedPrecedence('EP-12');

export const enrolmentAfterExam = defineRule({
  id: 'journal/enrolment-after-exam',
  scope: 'journal',
  level: 'must',
  requirement: 'EP-12',
  summary: 'Grade details are acknowledged before the PAT and SAT files begin.',
  why: 'Exams count students by the enrolment of each grade: without it their reports are empty.',
  fix: 'Send grade_details (or its name in pat or sat) first, wait until it is acknowledged, then send the exam files.',
  message: tooEarly,
  needs: ['beginning'],
  counts: (traffic) => countPreceded(traffic, order),
  check: (traffic, report) => {
    for (const { details, path } of violations(traffic, order)) report(details, [], { path });
  },
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
