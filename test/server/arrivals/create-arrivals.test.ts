/** What arrives is judged in turn, and what is said is said of what lies there now. */
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { watchStore } from '../../../server/admin/events/watch-store.js';
import { createArrivals } from '../../../server/arrivals/create-arrivals.js';
import type { Arrivals } from '../../../server/arrivals/create-arrivals.js';
import { UnjudgedError } from '../../../server/arrivals/judge.js';
import type { Report } from '../../../specs/report.js';
import { chunksOf, memoryStore } from '../memory-store.js';
import { emptyReport, handJudge } from './hand-judge.js';
import type { HandJudge } from './hand-judge.js';

let report: Report;
let hand: HandJudge;
let arrivals: Arrivals;
let put: (key: string, content: string, bucket?: string) => Promise<unknown>;
let remove: (key: string) => Promise<boolean>;

beforeAll(async () => {
  report = { ...(await emptyReport()), counts: { error: 2, warning: 0, info: 0 }, verdict: 'not-conformant' };
});

beforeEach(() => {
  const store = watchStore(memoryStore(['emission', 'other'], () => 5));
  hand = handJudge();
  arrivals = createArrivals({ judge: hand.judge, store, bucket: 'emission' });
  put = (key, content, bucket = 'emission') =>
    store.put(bucket, key, chunksOf(content), { contentType: null, metadata: {} });
  remove = (key) => store.delete('emission', key);
});

const states = (): readonly string[] => arrivals.list().map(({ key, state }) => `${key} ${state}`);

it('judges one after the other, in the order of arrival, and nothing of other buckets', async () => {
  await put('x', 'no', 'other');
  await put('b', 'first');
  await put('a', 'second');
  await hand.asked(1);
  expect(states()).toEqual(['b checking', 'a waiting']);
  hand.questions[0]?.answer(report);
  await hand.asked(2);
  expect(states()).toEqual(['b checked', 'a checking']);
  expect(hand.questions.map(({ key, content }) => [key, content])).toEqual([
    ['b', 'first'],
    ['a', 'second'],
  ]);
  expect(arrivals.list()[0]).toMatchObject({ counts: { error: 2 }, verdict: 'not-conformant', storedAt: 5 });
  hand.questions[1]?.answer(report);
  expect(await arrivals.report('a')).toBe(report);
});

it('says nothing of what was replaced while it was looked at', async () => {
  await put('a', 'old');
  await hand.asked(1);
  await put('a', 'new');
  hand.questions[0]?.answer(report);
  await hand.asked(2);
  expect(states()).toEqual(['a checking']);
  expect(hand.questions[1]?.content).toBe('new');
});

it('forgets what was deleted, also while it was looked at', async () => {
  await put('a', 'x');
  await put('b', 'y');
  await hand.asked(1);
  await remove('a');
  await remove('b');
  hand.questions[0]?.answer(report);
  expect(await arrivals.report('a')).toBeNull();
  expect(states()).toEqual([]);
  expect(hand.questions).toHaveLength(1);
});

it('tells why nothing can be said, goes on, and tries again when it is asked', async () => {
  await put('a', 'x');
  await put('b', 'y');
  await hand.asked(1);
  hand.questions[0]?.fail(new UnjudgedError('the disk is full'));
  await hand.asked(2);
  expect(arrivals.list()[0]).toMatchObject({ state: 'unchecked', reason: 'the disk is full' });
  hand.questions[1]?.fail(new TypeError('a secret of ours'));
  const again = arrivals.report('a');
  await hand.asked(3);
  expect(arrivals.list()[1]?.reason).toMatch(/^cqube-conform failed/);
  hand.questions[2]?.answer(report);
  expect(await again).toBe(report);
  expect(states()).toEqual(['a checked', 'b unchecked']);
});

it('tells each change to who listens', async () => {
  const told: string[] = [];
  const stop = arrivals.subscribe(({ state }) => told.push(state));
  await put('a', 'x');
  await hand.asked(1);
  hand.questions[0]?.answer(report);
  await arrivals.report('a');
  stop();
  await put('b', 'x');
  expect(told).toEqual(['waiting', 'checking', 'checked']);
});

it('takes up what lay there before', async () => {
  const store = watchStore(memoryStore(['emission'], () => 5));
  await store.put('emission', 'old', chunksOf('x'), { contentType: null, metadata: {} });
  const later = handJudge();
  const own = createArrivals({ judge: later.judge, store, bucket: 'emission' });
  await own.begin();
  await later.asked(1);
  expect(own.list().map(({ key }) => key)).toEqual(['old']);
});

it('begins nothing after it was closed, and waits for what was begun', async () => {
  await put('a', 'x');
  await put('b', 'y');
  await hand.asked(1);
  const closed = arrivals.close();
  await put('c', 'z');
  hand.questions[0]?.answer(report);
  await closed;
  expect(hand.questions).toHaveLength(1);
  await expect(arrivals.report('b')).rejects.toThrow('being closed');
});
