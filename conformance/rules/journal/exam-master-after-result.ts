import { defineRule } from '../../engine/define-rule.js';
import { judgedByOrder } from '../../engine/emission-precedence.js';

export const examMasterAfterResult = defineRule({
  id: 'journal/exam-master-after-result',
  ...judgedByOrder('EP-11'),
  summary:
    '“periodic_exam_mst” and “periodic_exam_qst_mst” are acknowledged before periodic_exam_result_trans begins.',
  why: 'Results are joined to their exam and question when they are loaded: what finds none is counted nowhere.',
  fix: 'Send exams and questions, wait until both are acknowledged, then send the results.',
  examples: {
    valid: [
      {
        kind: 'journal',
        title: 'exams, questions, results',
        traffic: [
          { ask: 'pat/periodic_exam_mst.zip' },
          { send: 'pat/periodic_exam_mst.zip' },
          { ask: 'pat/periodic_exam_qst_mst.zip' },
          { send: 'pat/periodic_exam_qst_mst.zip' },
          { ask: 'pat/periodic_exam_result_trans.zip' },
          { send: 'pat/periodic_exam_result_trans.zip' },
        ],
      },
    ],
    invalid: [
      {
        kind: 'journal',
        title: 'results before their questions',
        traffic: [
          { ask: 'pat/periodic_exam_mst.zip' },
          { send: 'pat/periodic_exam_mst.zip' },
          { ask: 'pat/periodic_exam_result_trans.zip' },
          { send: 'pat/periodic_exam_result_trans.zip' },
          { ask: 'pat/periodic_exam_qst_mst.zip' },
          { send: 'pat/periodic_exam_qst_mst.zip' },
        ],
      },
    ],
  },
});
