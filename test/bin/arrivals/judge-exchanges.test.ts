/** A long journal is not judged anew for every question. */
import { expect, it } from 'vitest';
import { createExchangeJudge } from '../../../bin/arrivals/judge-exchanges.js';
import { defaultProfile } from '../../../specs/profiles/index.js';
import { entryOf } from '../../server/admin/scripted-journal.js';

const unauthorized = (seq: number) => {
  const entry = entryOf(seq, { tokenId: null, sentName: null });
  return { ...entry, response: { ...entry.response, status: 401 } };
};

/** A clock that shows `steps`, one after the other, and how often it has been looked at. */
function steps(...moments: readonly number[]): () => number {
  const left = [...moments];
  return () => left.shift() ?? 0;
}

it('judges anew each time where that is quick', () => {
  const judge = createExchangeJudge(defaultProfile, steps(1_000, 1_050, 1_051, 1_052));
  expect(judge({ entries: [], whole: true, now: 0 })).toEqual([]);
  const [found] = judge({ entries: [unauthorized(1)], whole: true, now: 0 });
  expect(found).toMatchObject({ rule: 'journal/missing-token', details: { exchanges: [1] } });
});

it('gives the last answer again for ten times as long as it took, then judges anew', () => {
  const judge = createExchangeJudge(defaultProfile, steps(1_000, 1_100, 2_099, 2_100, 2_101));
  const entries = [unauthorized(1)];
  expect(judge({ entries: [], whole: true, now: 0 })).toEqual([]);
  expect(judge({ entries, whole: true, now: 0 })).toEqual([]);
  expect(judge({ entries, whole: true, now: 0 }).map(({ rule }) => rule)).toContain('journal/missing-token');
});
