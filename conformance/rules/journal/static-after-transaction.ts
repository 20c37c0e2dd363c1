import { defineRule } from '../../engine/define-rule.js';
import { judgedByOrder } from '../../engine/emission-precedence.js';

export const staticAfterTransaction = defineRule({
  id: 'journal/static-after-transaction',
  ...judgedByOrder('EP-9'),
  summary: 'Static files are acknowledged before transaction and UDISE files begin.',
  why: 'Rows that name a school, exam or grade that cQube does not know yet are dropped or never shown.',
  fix: 'Send the static files first, wait until each is acknowledged (204), then send the rest. The report ends with the order to use.',
  examples: {
    valid: [
      {
        kind: 'journal',
        title: 'the school master, then attendance',
        traffic: [
          { ask: 'school_master/school_mst.zip' },
          { send: 'school_master/school_mst.zip' },
          { ask: 'student_attendance/student_attendance.zip' },
          { send: 'student_attendance/student_attendance.zip' },
        ],
      },
    ],
    invalid: [
      {
        kind: 'journal',
        title: 'attendance, then the school master',
        traffic: [
          { ask: 'student_attendance/student_attendance.zip' },
          { send: 'student_attendance/student_attendance.zip' },
          { ask: 'school_master/school_mst.zip' },
          { send: 'school_master/school_mst.zip' },
        ],
      },
      {
        kind: 'journal',
        title: 'attendance while the school master is still on its way',
        traffic: [
          { ask: 'school_master/school_mst.zip', at: 0 },
          { ask: 'student_attendance/student_attendance.zip', at: 1 },
          { send: 'school_master/school_mst.zip', at: 2 },
          { send: 'student_attendance/student_attendance.zip', at: 2 },
        ],
      },
    ],
  },
});
