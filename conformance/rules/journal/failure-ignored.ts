import { defineRule } from '../../engine/define-rule.js';
import { showText } from '../../engine/show-value.js';
import { timeOf } from '../../engine/traffic.js';
import { unacknowledged } from '../../engine/unacknowledged.js';

export const failureIgnored = defineRule({
  id: 'journal/failure-ignored',
  scope: 'journal',
  level: 'must',
  requirement: 'EP-8',
  summary: 'An upload that fails is noticed: tried again, or told by the emitter’s exit status.',
  why: 'Nobody hears of the missing file until a report is empty, weeks later.',
  fix: 'Look at the status of every answer, the upload’s too (204 is the good one); try again with a new upload URL, and end with a status other than 0 if a file is missing.',
  message: ({ file, status, at, exitStatus }) =>
    `“${String(file)}” got ${status === 0 ? 'no answer' : String(status)} at ${String(at)}, and the emitter ${typeof exitStatus === 'number' ? `ended with status ${exitStatus}` : 'went on with other files'} without trying again.`,
  needs: [],
  counts: ({ files }) => files.length,
  check: (traffic, report) => {
    const { exitStatus } = traffic;
    for (const { file, last, ignored } of unacknowledged(traffic)) {
      if (!ignored) continue;
      const exchanges = [...file.asked, ...file.uploads].map(({ seq }) => seq).slice(-20);
      report(
        { file: showText(file.name), status: last.status, at: timeOf(last.ended), exitStatus, exchanges },
        [],
        { path: file.name },
      );
    }
  },
  examples: {
    valid: [
      {
        kind: 'journal',
        title: 'a failed upload that is tried again',
        traffic: [
          { ask: 'school_master/school_mst.zip' },
          { send: 'school_master/school_mst.zip', status: 500 },
          { ask: 'school_master/school_mst.zip' },
          { send: 'school_master/school_mst.zip' },
        ],
      },
    ],
    invalid: [
      {
        kind: 'journal',
        title: 'a refused upload, and on to the next file',
        traffic: [
          { ask: 'student_attendance/student_attendance.zip' },
          { send: 'student_attendance/student_attendance.zip', status: 403 },
          { ask: 'teacher_attendance/teacher_attendance.zip' },
          { send: 'teacher_attendance/teacher_attendance.zip' },
        ],
      },
    ],
  },
});
