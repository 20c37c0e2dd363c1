import { defineRule } from '../../engine/define-rule.js';
import { showText } from '../../engine/show-value.js';
import type { Exchange } from '../../engine/traffic.js';

const isLoopback = (origin: string): boolean =>
  /^http:\/\/(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/.test(origin);

export const plainHttp = defineRule({
  id: 'journal/plain-http',
  scope: 'journal',
  level: 'should',
  requirement: 'EP-19',
  summary: 'API calls and uploads use HTTPS.',
  why: 'Token and data can be read and changed by everybody on the way.',
  fix: 'Use the https address of the installation, and check its certificate.',
  message: ({ origin, calls }) =>
    `${String(calls)} ${Number(calls) === 1 ? 'request' : 'requests'} went to ${String(origin)} without encryption.`,
  needs: ['requests'],
  counts: ({ exchanges }) => exchanges.length,
  check: ({ exchanges }, report) => {
    const byOrigin = new Map<string, Exchange[]>();
    for (const exchange of exchanges) {
      if (!exchange.origin.startsWith('http:')) continue;
      byOrigin.set(exchange.origin, [...(byOrigin.get(exchange.origin) ?? []), exchange]);
    }
    for (const [origin, found] of byOrigin)
      report(
        {
          origin: showText(origin),
          calls: found.length,
          exchanges: found.map(({ seq }) => seq).slice(0, 20),
        },
        isLoopback(origin) ? ['loopback'] : [],
      );
  },
  examples: {
    valid: [
      {
        kind: 'journal',
        title: 'a call over HTTPS',
        traffic: [{ ask: 'school_master/school_mst.zip' }, { send: 'school_master/school_mst.zip' }],
      },
    ],
    invalid: [
      {
        kind: 'journal',
        title: 'a call without encryption',
        traffic: [
          { ask: 'school_master/school_mst.zip', origin: 'http://cqube.example.org' },
          { send: 'school_master/school_mst.zip' },
        ],
      },
    ],
  },
});
