/** Verdicts and dictionaries by the admin API; every answer is held to its description. */
import { afterEach, beforeAll, expect, it } from 'vitest';
import { UnjudgedError } from '../../../server/arrivals/judge.js';
import type { Finding, Report } from '../../../specs/report.js';
import { emptyReport, handJudge } from '../arrivals/hand-judge.js';
import type { HandJudge } from '../arrivals/hand-judge.js';
import { startAdmin } from './running-admin.js';
import type { RunningAdmin } from './running-admin.js';
import { entryOf } from './scripted-journal.js';

const FINDING: Finding = {
  rule: 'journal/missing-token',
  severity: 'error',
  message: 'No token was sent.',
  where: { path: '' },
  details: { exchanges: [1] },
};
const RULE = { id: FINDING.rule, requirement: 'EP-1', summary: 's', why: 'w', fix: 'f' };

let report: Report;
let admin: RunningAdmin;

beforeAll(async () => {
  report = await emptyReport();
});

afterEach(() => admin.close());

async function start(given: Parameters<typeof handJudge>[0] = {}): Promise<HandJudge> {
  const hand = handJudge({ rules: [RULE], ...given });
  admin = await startAdmin({}, hand.judge);
  return hand;
}

it('lists what arrived with its verdict, and gives the report on each', async () => {
  const hand = await start();
  await admin.put('a b&c.zip', 'x');
  await hand.asked(1);
  expect((await admin.ask('GET', '/api/arrivals')).body.arrivals).toMatchObject([
    { key: 'a b&c.zip', state: 'checking', bytes: 1, verdict: null },
  ]);
  hand.questions[0]?.answer(report);
  const one = await admin.ask('GET', '/api/arrivals/report?key=a%20b%26c.zip');
  expect(one.body.verdict).toBe('inconclusive');
  expect((await admin.ask('GET', '/api/arrivals/report?key=none')).status).toBe(404);
});

it('judges exchanges as they stand, and has the rules in words', async () => {
  const asked: number[] = [];
  await start({
    judgeExchanges: ({ entries, whole }) => {
      asked.push(entries.length);
      return whole ? [FINDING] : [];
    },
  });
  for (let seq = 1; seq <= 1_200; seq += 1) admin.journal.add(entryOf(seq));
  expect((await admin.ask('GET', '/api/verdicts')).body.findings).toEqual([FINDING]);
  admin.journal.evict(1);
  expect((await admin.ask('GET', '/api/verdicts')).body.findings).toEqual([]);
  expect(asked).toEqual([1_200, 1_199]);
  expect((await admin.ask('GET', '/api/rules')).body.rules).toEqual([RULE]);
});

it('makes the report on everything once, until something changes', async () => {
  let made = 0;
  await start({
    checkAll: async () => {
      made += 1;
      return report;
    },
    reportPage: ({ verdict }) => `<!doctype html><title>${verdict}</title>`,
  });
  expect((await admin.ask('GET', '/api/report')).body).toEqual(report);
  const page = await admin.ask('GET', '/api/report.html');
  expect(page.text).toContain('<title>inconclusive</title>');
  expect(page.headers['content-security-policy']).toContain('sandbox');
  expect(page.headers['content-security-policy']).toContain("default-src 'none'");
  expect(made).toBe(1);
  admin.journal.add(entryOf(1));
  await admin.ask('GET', '/api/report');
  expect(made).toBe(2);
});

it('says why there is no report, in words that are meant for others', async () => {
  await start({
    checkAll: async () => {
      throw new UnjudgedError('the disk is full');
    },
  });
  const answer = await admin.ask('GET', '/api/report');
  expect([answer.status, answer.body.error]).toEqual([503, 'the disk is full']);
  expect((await admin.ask('GET', '/api/report.html')).status).toBe(404);
});

it('lists what arrives where nothing judges, and says so', async () => {
  admin = await startAdmin();
  await admin.put('a', 'x');
  const [arrival] = (await admin.ask('GET', '/api/arrivals')).body.arrivals;
  expect(arrival).toMatchObject({ key: 'a', state: 'unchecked', reason: expect.stringContaining('no kit') });
  expect((await admin.ask('GET', '/api/info')).body.checks).toBe(false);
  for (const path of ['/api/report', '/api/report.html', '/api/arrivals/report?key=a']) {
    const answer = await admin.ask('GET', path);
    expect([answer.status, answer.body.error]).toEqual([404, expect.stringContaining('no kit')]);
  }
});

it('tells of exchanges in short, by the same questions as of whole ones', async () => {
  await start();
  for (const seq of [1, 2, 3]) admin.journal.add(entryOf(seq));
  const { body } = await admin.ask('GET', '/api/exchanges?after=1&limit=1');
  expect(body).toMatchObject({ exchanges: [{ seq: 2, method: 'POST', status: 200 }], kept: 3 });
  expect(body.exchanges[0]).not.toHaveProperty('request');
});

it('has the tree, its order and each dictionary', async () => {
  await start();
  const { body } = await admin.ask('GET', '/api/sources');
  expect(body.sources).toHaveLength(58);
  const school = await admin.ask('GET', '/api/sources/school_master');
  expect(school.body).toMatchObject({ folder: 'school_master', stem: 'school_mst' });
  expect(body.steps[3].sources).toEqual(['school_master']);
  expect(body.sources.find((one: { id: string }) => one.id === 'school_master').step).toBe(3);
  expect((await admin.ask('GET', '/api/sources/__proto__')).status).toBe(404);
});
