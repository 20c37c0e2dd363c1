import { defineRule } from '../../engine/define-rule.js';
import { showText } from '../../engine/show-value.js';
import { isAcknowledged, timeOf } from '../../engine/traffic.js';

export const duplicateEmission = defineRule({
  id: 'journal/duplicate-emission',
  scope: 'journal',
  level: 'should',
  requirement: 'EP-15',
  summary: 'A file is emitted once.',
  why: 'cQube loads both: equal rows are dropped, or the second replaces the first, and the flow works twice.',
  fix: 'Remember what was acknowledged, and do not send it again.',
  message: ({ file, times, last }) =>
    `“${String(file)}” was emitted and acknowledged ${String(times)} times, the last at ${String(last)}.`,
  needs: [],
  counts: ({ files }) => files.length,
  check: ({ files }, report) => {
    for (const { name, uploads } of files) {
      const stored = uploads.filter(isAcknowledged);
      const last = stored.at(-1);
      if (stored.length < 2 || last === undefined) continue;
      const exchanges = stored.map(({ seq }) => seq).slice(0, 20);
      report({ file: showText(name), times: stored.length, last: timeOf(last.ended), exchanges }, [], {
        path: name,
      });
    }
  },
  examples: {
    valid: [
      {
        kind: 'journal',
        title: 'a second attempt after a failure',
        traffic: [
          { ask: 'school_master/school_mst.zip' },
          { send: 'school_master/school_mst.zip', status: 0 },
          { ask: 'school_master/school_mst.zip' },
          { send: 'school_master/school_mst.zip' },
        ],
      },
    ],
    invalid: [
      {
        kind: 'journal',
        title: 'one file twice',
        traffic: [
          { ask: 'school_master/school_mst.zip' },
          { send: 'school_master/school_mst.zip' },
          { ask: 'school_master/school_mst.zip' },
          { send: 'school_master/school_mst.zip' },
        ],
      },
    ],
  },
});
