import { defineRule } from '../../engine/define-rule.js';
import { timeOf } from '../../engine/traffic.js';
import type { Exchange, Traffic } from '../../engine/traffic.js';

const uploads = ({ exchanges }: Traffic): readonly Exchange[] =>
  exchanges.filter(({ step }) => step === 's3-post');

const MINUTE = 60_000;

export const uploadUrlExpired = defineRule({
  id: 'journal/upload-url-expired',
  scope: 'journal',
  level: 'must',
  requirement: 'EP-7',
  summary: 'An upload URL is used within an hour of being asked for.',
  why: 'Storage refuses it with 403 afterwards, and the file is not there.',
  fix: 'Ask for the URL right before the upload, not for all files at the start; after a 403 ask for a new one.',
  message: ({ minutes }) =>
    `An upload URL was used after it had expired${typeof minutes === 'number' ? `, ${minutes} minutes after it was asked for` : ''}; storage answered 403.`,
  needs: ['requests'],
  counts: (traffic) => uploads(traffic).length,
  check: (traffic, report) => {
    for (const { seq, refusal, injectedFault, urlId, began, key } of uploads(traffic)) {
      if (refusal !== 'expired' || injectedFault !== null) continue;
      const issued = traffic.exchanges.find(
        (other) => other.step === 'upload-url' && urlId !== null && other.urlId === urlId,
      );
      const minutes = issued === undefined ? null : Math.floor((began - issued.ended) / MINUTE);
      report({ minutes, usedAt: timeOf(began), exchanges: [seq] }, [], { path: key ?? '' });
    }
  },
  examples: {
    valid: [
      {
        kind: 'journal',
        title: 'a form that is used at once',
        traffic: [{ ask: 'school_master/school_mst.zip' }, { send: 'school_master/school_mst.zip' }],
      },
    ],
    invalid: [
      {
        kind: 'journal',
        title: 'a form that is used after 61 minutes, then a new one',
        traffic: [
          { ask: 'school_master/school_mst.zip' },
          { send: 'school_master/school_mst.zip', at: 3660, refused: 'expired' },
          { ask: 'school_master/school_mst.zip' },
          { send: 'school_master/school_mst.zip' },
        ],
      },
    ],
  },
});
