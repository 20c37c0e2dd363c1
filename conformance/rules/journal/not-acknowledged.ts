import { defineRule } from '../../engine/define-rule.js';
import { showText } from '../../engine/show-value.js';
import { timeOf } from '../../engine/traffic.js';
import { unacknowledged } from '../../engine/unacknowledged.js';

export const notAcknowledged = defineRule({
  id: 'journal/not-acknowledged',
  scope: 'journal',
  level: 'must',
  requirement: 'EP-8',
  summary: 'Every file is acknowledged in the end: storage answers its upload with 2xx.',
  why: 'A file that was not acknowledged is not there, and no report will show its data.',
  fix: 'Try again with a new upload URL after 5xx, 403 and lost connections; if it stays so, end with an error that names the file.',
  message: ({ file, attempts, status, at }) =>
    `“${String(file)}” was never acknowledged: the last of ${String(attempts)} ${Number(attempts) === 1 ? 'attempt' : 'attempts'} got ${status === 0 ? 'no answer' : String(status)} at ${String(at)}.`,
  needs: [],
  counts: ({ files }) => files.length,
  check: (traffic, report) => {
    for (const { file, last, attempts, ignored } of unacknowledged(traffic)) {
      if (ignored) continue;
      const exchanges = [...file.asked, ...file.uploads].map(({ seq }) => seq).slice(-20);
      report(
        { file: showText(file.name), attempts, status: last.status, at: timeOf(last.ended), exchanges },
        [],
        { path: file.name },
      );
    }
  },
  examples: {
    valid: [
      {
        kind: 'journal',
        title: 'a second attempt that is acknowledged',
        traffic: [
          { ask: 'school_master/school_mst.zip' },
          { send: 'school_master/school_mst.zip', status: 503 },
          { ask: 'school_master/school_mst.zip' },
          { send: 'school_master/school_mst.zip' },
        ],
      },
    ],
    invalid: [
      {
        kind: 'journal',
        title: 'two attempts, both refused',
        traffic: [
          { ask: 'school_master/school_mst.zip' },
          { send: 'school_master/school_mst.zip', status: 503 },
          { ask: 'school_master/school_mst.zip' },
          { send: 'school_master/school_mst.zip', status: 503 },
        ],
      },
      {
        kind: 'journal',
        title: 'no upload URL to be had',
        traffic: [{ ask: 'school_master/school_mst.zip', status: 500 }],
      },
    ],
  },
});
