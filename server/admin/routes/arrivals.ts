/** What the conformance kit says of what arrived, where it is wired in. */
import { UnjudgedError } from '../../arrivals/judge.js';
import type { Judge } from '../../arrivals/judge.js';
import type { AdminParts, Judged } from '../admin-parts.js';
import { ok } from '../answer.js';
import { Refusal } from '../refusal.js';
import { required, text } from '../shape/parameter.js';
import { bytes, defineRoute, error, json } from '../shape/route.js';

const UNJUDGED = error('Nothing can be said of it: no kit is wired in, or it was kept from looking');

/** A page of its own: it may style and script itself, and reach nothing. */
const REPORT_POLICY =
  "sandbox allow-scripts allow-popups; default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

export const arrivalRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/arrivals',
    id: 'listArrivals',
    summary: 'objects of the emission bucket in the order of arrival, each with its verdict in short',
    answers: { 200: json('All of them', 'Arrivals') },
    handle: (_call, { judged }) => ok({ checks: judged !== null, arrivals: judged?.arrivals.list() ?? [] }),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/arrivals/report',
    id: 'reportArrival',
    summary: 'the report on one object of the emission bucket, and the rules that it broke',
    inQuery: { key: required(text('Key of the object', 1, 1_024)) },
    answers: {
      200: json('The report', 'ArrivalReport'),
      404: error('No such object'),
      503: UNJUDGED,
    },
    handle: async ({ query }, parts) => {
      const { arrivals, judge } = kitOf(parts);
      const report = await arrivals.report(query.key).catch(unjudged);
      if (report === null)
        throw new Refusal(404, 'no object of the emission bucket has this key: see /api/arrivals');
      return ok({ report, rules: rulesOf(judge, report.groups) });
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/verdicts',
    id: 'judgeExchanges',
    summary: 'how emitters behaved so far: rules that exchanges broke, with their numbers, and the mend',
    answers: { 200: json('What was found', 'Verdicts'), 503: UNJUDGED },
    handle: (_call, parts) => {
      const { verdicts, judge } = kitOf(parts);
      const findings = verdicts.exchanges();
      return ok({ findings, rules: rulesOf(judge, findings) });
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/report',
    id: 'report',
    summary: 'the report on everything that has arrived so far, as `check -f json` writes it',
    answers: { 200: json('The report', 'WholeReport'), 503: UNJUDGED },
    handle: async (_call, parts) => {
      const { verdicts, judge } = kitOf(parts);
      const report = await verdicts.report().catch(unjudged);
      return ok({ report, rules: rulesOf(judge, report.groups), page: judge.reportPage !== null });
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/report.html',
    id: 'reportPage',
    summary: 'the same as a page of its own, which needs nothing beside it',
    answers: { 200: bytes('The page', 'text/html'), 503: UNJUDGED },
    handle: async (_call, parts) => {
      const { verdicts, judge } = kitOf(parts);
      if (judge.reportPage === null)
        throw new Refusal(503, 'there is no page of the report: ask for /api/report');
      const report = await verdicts.report().catch(unjudged);
      const headers = {
        'Content-Type': 'text/html; charset=utf-8',
        'Content-Security-Policy': REPORT_POLICY,
      };
      return { kind: 'text', headers, text: judge.reportPage(report) };
    },
  }),
];

function kitOf({ judged }: AdminParts): Judged {
  if (judged !== null) return judged;
  throw new Refusal(503, 'no kit is wired in, so nothing is checked: start it with cqube-conform serve');
}

const unjudged = (cause: unknown): never => {
  if (cause instanceof UnjudgedError) throw new Refusal(503, cause.message, { cause });
  throw cause;
};

const rulesOf = (judge: Judge, broken: readonly { readonly rule: string }[]) =>
  [...new Set(broken.map(({ rule }) => rule))].flatMap((id) => judge.rule(id) ?? []);
