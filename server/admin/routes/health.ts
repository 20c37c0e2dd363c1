/** Whether the server is there, whether it can be emitted to, and where. */
import type { AdminParts, ListenerName, ServerFacts } from '../admin-parts.js';
import { ok } from '../answer.js';
import { Refusal } from '../refusal.js';
import { defineRoute, error, json } from '../shape/route.js';

const NAMES: readonly ListenerName[] = ['api', 's3', 'admin'];

export const healthRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/health',
    id: 'health',
    summary: 'the process answers',
    answers: { 200: json('It does', 'Health') },
    handle: () => ok({ status: 'ok' }),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/ready',
    id: 'ready',
    summary: '503 until all listeners answer',
    answers: { 200: json('They do', 'Ready'), 503: error('Not yet, and which') },
    handle: (_call, { facts }: AdminParts) => {
      const there = facts.addresses();
      const missing = NAMES.filter((name) => there[name] === undefined);
      if (missing.length > 0)
        throw new Refusal(503, `not listening yet: ${missing.join(', ')}; ask again`, {
          headers: { 'Retry-After': '1' },
        });
      return ok({ status: 'ready' });
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/info',
    id: 'info',
    summary: 'version, addresses, buckets, modes, and what to configure a client with',
    answers: { 200: json('The server', 'Info') },
    handle: (_call, { facts, judged }) => {
      const { version, startedAt, buckets, gateway, uploadUrls, region, s3Access, caFile } = facts;
      const { accessKeyId, secretAccessKey } = s3Access;
      const { input, output, emission } = buckets;
      return ok({
        version,
        startedAt: new Date(startedAt).toISOString(),
        addresses: facts.addresses(),
        buckets: { input, output, emission },
        gateway,
        uploadUrls,
        region,
        s3Access: { accessKeyId, secretAccessKey, region: s3Access.region },
        caFile,
        token: facts.token,
        checks: judged.judge.checks,
        reportPage: judged.judge.reportPage !== null,
        clientConfig: clientConfig(facts),
      });
    },
  }),
];

/**
 * The three values of the client that cQube ships. Its folder is the user's own: a slash at the end would take the
 * folder's name from the keys.
 */
function clientConfig({ addresses, token }: ServerFacts): string {
  return [
    `emission_url = ${JSON.stringify(addresses().api ?? '')}`,
    `access_token = ${JSON.stringify(token ?? '')}`,
    '# and the folder to emit, as a path without a slash at its end',
    '',
  ].join('\n');
}
