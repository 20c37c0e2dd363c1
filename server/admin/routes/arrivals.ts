/** What the conformance kit says of what arrived, where it is wired in. */
import { UnjudgedError } from '../../arrivals/judge.js';
import { NOT_CHECKED } from '../../arrivals/no-judge.js';
import type { Judged } from '../../arrivals/open-judged.js';
import { ok } from '../answer.js';
import { Refusal } from '../refusal.js';
import { required, text } from '../shape/parameter.js';
import { bytes, defineRoute, error, json } from '../shape/route.js';

const NO_KIT = error('No kit is wired in');
const UNJUDGED = error('Nothing can be said of it: the kit was kept from looking');

/** A page of its own: it may style and script itself, and reach nothing. */
const REPORT_POLICY =
  "sandbox allow-scripts allow-modals allow-downloads; default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

export const arrivalRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/arrivals',
    id: 'listArrivals',
    summary: 'objects of the emission bucket in the order of arrival, each with its verdict in short',
    answers: { 200: json('All of them', 'Arrivals') },
    handle: (_call, { judged }) => ok({ arrivals: judged.arrivals.list() }),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/arrivals/report',
    id: 'reportArrival',
    summary: 'the report on one object of the emission bucket by itself',
    inQuery: { key: required(text('Key of the object', 1, 1_024)) },
    answers: {
      200: json('The report', 'Report'),
      404: error('No such object, or no kit is wired in'),
      503: UNJUDGED,
    },
    handle: async ({ query }, { judged }) => {
      expectKit(judged);
      const report = await judged.arrivals.report(query.key).catch(unjudged);
      if (report === null)
        throw new Refusal(404, 'no object of the emission bucket has this key: see /api/arrivals');
      return ok(report);
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/verdicts',
    id: 'judgeExchanges',
    summary: 'how emitters behaved so far: what rules exchanges broke, with their numbers',
    answers: { 200: json('What was found', 'Verdicts') },
    handle: (_call, { judged }) => ok({ findings: judged.verdicts.exchanges() }),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/rules',
    id: 'listRules',
    summary: 'every rule in words: what conforms, why, and the mend',
    answers: { 200: json('All of them', 'Rules') },
    handle: (_call, { judged }) => ok({ rules: judged.judge.rules }),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/report',
    id: 'report',
    summary: 'the report on everything that has arrived so far, as `check -f json` writes it',
    answers: { 200: json('The report', 'Report'), 404: NO_KIT, 503: UNJUDGED },
    handle: async (_call, { judged }) => {
      expectKit(judged);
      return ok(await judged.verdicts.report().catch(unjudged));
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/report.html',
    id: 'reportPage',
    summary: 'the same as a page of its own, which needs nothing beside it',
    answers: { 200: bytes('The page', 'text/html'), 404: NO_KIT, 503: UNJUDGED },
    handle: async (_call, { judged }) => {
      expectKit(judged);
      const { verdicts, judge } = judged;
      if (judge.reportPage === null)
        throw new Refusal(404, 'there is no page of the report: ask for /api/report');
      const report = await verdicts.report().catch(unjudged);
      const headers = {
        'Content-Type': 'text/html; charset=utf-8',
        'Content-Security-Policy': REPORT_POLICY,
      };
      return { kind: 'text', headers, text: judge.reportPage(report) };
    },
  }),
];

function expectKit({ judge }: Judged): void {
  if (!judge.checks) throw new Refusal(404, NOT_CHECKED);
}

const unjudged = (cause: unknown): never => {
  if (cause instanceof UnjudgedError) throw new Refusal(503, cause.message, { cause });
  throw cause;
};
