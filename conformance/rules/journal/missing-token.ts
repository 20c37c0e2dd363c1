import { defineRule } from '../../engine/define-rule.js';
import { showText } from '../../engine/show-value.js';
import type { Exchange, Traffic } from '../../engine/traffic.js';

const calls = ({ exchanges }: Traffic): readonly Exchange[] =>
  exchanges.filter(({ side, step }) => side === 'api' && step !== 'unknown');

export const missingToken = defineRule({
  id: 'journal/missing-token',
  scope: 'journal',
  level: 'must',
  requirement: 'EP-6',
  summary: 'Every call to the API carries a bearer token.',
  why: 'The gateway answers 401 and the API never sees the call.',
  fix: 'Send the header “Authorization: Bearer <token>” with every call to /data/….',
  message: ({ method, path, status }) =>
    `${String(method)} ${String(path)} was sent without a token and answered with ${String(status)}.`,
  needs: ['tokens'],
  counts: (traffic) => calls(traffic).length,
  check: (traffic, report) => {
    for (const { seq, tokenIn, method, path, status, sentName } of calls(traffic))
      if (tokenIn === null)
        report({ method, path: showText(path), status, exchanges: [seq] }, [], { path: sentName ?? '' });
  },
  examples: {
    valid: [
      {
        kind: 'journal',
        title: 'a call with a token',
        traffic: [{ ask: 'school_master/school_mst.zip' }, { send: 'school_master/school_mst.zip' }],
      },
    ],
    invalid: [
      {
        kind: 'journal',
        title: 'a first try without a token',
        traffic: [
          { ask: 'school_master/school_mst.zip', token: 'none' },
          { ask: 'school_master/school_mst.zip' },
          { send: 'school_master/school_mst.zip' },
        ],
      },
    ],
  },
});
