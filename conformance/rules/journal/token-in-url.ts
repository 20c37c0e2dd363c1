import { defineRule } from '../../engine/define-rule.js';
import { showText } from '../../engine/show-value.js';
import type { Exchange, Traffic } from '../../engine/traffic.js';

const calls = ({ exchanges }: Traffic): readonly Exchange[] => exchanges.filter(({ side }) => side === 'api');

export const tokenInUrl = defineRule({
  id: 'journal/token-in-url',
  scope: 'journal',
  level: 'should',
  requirement: 'EP-6',
  summary: 'The token is sent in the Authorization header, not in the address.',
  why: 'Addresses are written to the logs of every proxy and server on the way, and the token never expires.',
  fix: 'Send “Authorization: Bearer <token>” and leave ?jwt= out of the address.',
  message: ({ path, calls: count }) =>
    `The token stood in the address of ${String(count)} ${Number(count) === 1 ? 'call' : 'calls'}, first of ${String(path)}.`,
  needs: ['requests'],
  counts: (traffic) => calls(traffic).length,
  check: (traffic, report) => {
    const found = calls(traffic).filter(({ tokenIn }) => tokenIn === 'url');
    const [first] = found;
    if (first === undefined) return;
    const exchanges = found.map(({ seq }) => seq).slice(0, 20);
    report({ path: showText(first.path), calls: found.length, exchanges });
  },
  examples: {
    valid: [
      {
        kind: 'journal',
        title: 'a token in its header',
        traffic: [{ ask: 'school_master/school_mst.zip' }, { send: 'school_master/school_mst.zip' }],
      },
    ],
    invalid: [
      {
        kind: 'journal',
        title: 'a token in the query',
        traffic: [
          { ask: 'school_master/school_mst.zip', token: 'in-url', status: 200 },
          { send: 'school_master/school_mst.zip' },
        ],
      },
    ],
  },
});
