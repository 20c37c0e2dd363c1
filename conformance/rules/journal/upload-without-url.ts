import { defineRule } from '../../engine/define-rule.js';
import { showText } from '../../engine/show-value.js';
import type { Exchange, Traffic } from '../../engine/traffic.js';

const uploads = ({ exchanges }: Traffic): readonly Exchange[] =>
  exchanges.filter(({ side, step, method }) => step === 's3-post' || (side === 's3' && method === 'PUT'));

export const uploadWithoutUrl = defineRule({
  id: 'journal/upload-without-url',
  scope: 'journal',
  level: 'must',
  requirement: 'EP-7',
  summary: 'Every upload uses a URL that was asked for.',
  why: 'Storage takes nothing else: it answers 403, and what looks like an upload is none.',
  fix: 'Ask POST /data/upload-url for each file, and post the file with the fields of the answer.',
  message: ({ method, path, status }) =>
    `${String(method)} ${String(path)} was sent without an upload URL that was asked for; storage answered ${String(status)}.`,
  needs: ['urls', 'beginning'],
  counts: (traffic) => uploads(traffic).length,
  check: (traffic, report) => {
    const issued = new Set<string>();
    for (const { step, urlId } of traffic.exchanges)
      if (step === 'upload-url' && urlId !== null) issued.add(urlId);
    for (const { seq, method, path, status, urlId, key } of uploads(traffic)) {
      if (urlId !== null && issued.has(urlId)) continue;
      report({ method, path: showText(path), status, exchanges: [seq] }, [], { path: key ?? '' });
    }
  },
  examples: {
    valid: [
      {
        kind: 'journal',
        title: 'an upload with the form that was asked for',
        traffic: [{ ask: 'school_master/school_mst.zip' }, { send: 'school_master/school_mst.zip' }],
      },
    ],
    invalid: [
      {
        kind: 'journal',
        title: 'a form from somewhere else',
        traffic: [{ send: 'school_master/school_mst.zip', form: 'none' }],
      },
    ],
  },
});
