import { defineRule } from '../../engine/define-rule.js';
import { showText } from '../../engine/show-value.js';
import type { Exchange, Traffic } from '../../engine/traffic.js';

const calls = ({ exchanges }: Traffic): readonly Exchange[] =>
  exchanges.filter(({ side, tokenId }) => side === 'api' && tokenId !== null);

/** By token: the calls that were refused for it. A refusal that was put there on purpose is nobody's fault. */
function refusals(traffic: Traffic): readonly (readonly Exchange[])[] {
  const byToken = new Map<string, Exchange[]>();
  for (const call of calls(traffic)) {
    const { tokenId, refusal, injectedFault } = call;
    if (tokenId === null || refusal !== 'token' || injectedFault !== null) continue;
    byToken.set(tokenId, [...(byToken.get(tokenId) ?? []), call]);
  }
  return [...byToken.values()];
}

export const rejectedToken = defineRule({
  id: 'journal/rejected-token',
  scope: 'journal',
  level: 'must',
  requirement: 'EP-6',
  summary: 'The token is one that the gateway accepts.',
  why: 'The gateway answers 401 to every call with it, so nothing is emitted.',
  fix: 'Ask the cQube admin for a token of this installation, and stop as soon as one is refused: a further call cannot succeed.',
  message: ({ method, path, status, calls: count }) =>
    `A token was refused (${String(method)} ${String(path)}: ${String(status)})${Number(count) > 1 ? `, and ${Number(count) - 1} more calls with it followed` : ''}.`,
  needs: ['tokens'],
  counts: (traffic) => calls(traffic).length,
  check: (traffic, report) => {
    for (const refused of refusals(traffic)) {
      const [first] = refused;
      if (first === undefined) continue;
      const { method, path, status, sentName } = first;
      const exchanges = refused.map(({ seq }) => seq).slice(0, 20);
      report({ method, path: showText(path), status, calls: refused.length, exchanges }, [], {
        path: sentName ?? '',
      });
    }
  },
  examples: {
    valid: [
      {
        kind: 'journal',
        title: 'a token that is accepted',
        traffic: [{ ask: 'school_master/school_mst.zip' }, { send: 'school_master/school_mst.zip' }],
      },
    ],
    invalid: [
      {
        kind: 'journal',
        title: 'an old token, then the right one',
        traffic: [
          { ask: 'school_master/school_mst.zip', token: 'rejected' },
          { ask: 'school_master/school_mst.zip' },
          { send: 'school_master/school_mst.zip' },
        ],
      },
    ],
  },
});
