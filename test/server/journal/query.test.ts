import { describe, expect, it } from 'vitest';
import { answerQuery } from '../../../server/journal/answer-query.js';
import type { JournalQuery } from '../../../server/journal/journal.js';
import { createKeptEntries, type KeptEntries } from '../../../server/journal/kept-entries.js';
import { JOURNAL_LIMITS } from '../../../server/journal/limits.js';
import { sampleEntry } from './sample-entry.js';

const T = 1_659_348_000_000;

function keep(limits: Partial<typeof JOURNAL_LIMITS> = {}): KeptEntries {
  return createKeptEntries({ ...JOURNAL_LIMITS, ...limits });
}

const some = keep();
const SAMPLES = [
  {
    seq: 1,
    status: 200,
    began: T,
    tokenId: 'aaaaaaaaaaaaaaaa',
    urlId: 'bbbbbbbbbbbbbbbb',
    sentName: 'pat/Über.zip',
  },
  {
    seq: 2,
    side: 's3',
    step: 's3-post',
    status: 204,
    began: T + 10,
    key: 'pat/a_1.zip',
    urlId: 'bbbbbbbbbbbbbbbb',
  },
  {
    seq: 3,
    side: 's3',
    step: 's3-post',
    status: 403,
    began: T + 20,
    key: 'pat/a_1.zip.bak',
    reason: 'The form was USED before.',
  },
  { seq: 4, status: 401, began: T + 30, answerText: '{"message":"Unauthorized"}' },
  { seq: 5, step: 'unknown', status: 404, began: T + 40, url: 'http://a/data/x%2B(1).*' },
  { seq: 6, side: 's3', step: 's3', status: 0, began: T + 50, requestText: 'a\\b' },
  { seq: 7, step: 'api', status: 502, began: T + 60, nearMiss: 'you posted to /x' },
] as const;
// As exchanges end: not in the order in which they began.
for (const at of [1, 0, 2, 4, 3, 6, 5]) {
  const sample = SAMPLES[at];
  if (sample !== undefined) some.add(sampleEntry(sample), 100);
}

const seqs = (query: JournalQuery, kept = some): readonly number[] =>
  answerQuery(kept, query).entries.map(({ _cqube }) => _cqube.seq);

describe('a query', () => {
  it.each<[JournalQuery, readonly number[]]>([
    [{}, [1, 2, 3, 4, 5, 6, 7]],
    [{ newestFirst: true }, [7, 6, 5, 4, 3, 2, 1]],
    [{ side: 's3' }, [2, 3, 6]],
    [{ step: 's3-post' }, [2, 3]],
    [{ status: 204 }, [2]],
    [{ status: 2 }, [1, 2]],
    [{ status: 4 }, [3, 4, 5]],
    [{ status: 5 }, [7]],
    [{ status: 0 }, [6]],
    [{ status: 3 }, []],
    [{ key: 'pat/a_1.zip' }, [2]],
    [{ key: 'pat/a_1.zip*' }, [2, 3]],
    [{ key: '*' }, [2, 3]],
    [{ key: 'PAT/*' }, []],
    [{ tokenId: 'aaaaaaaaaaaaaaaa' }, [1]],
    [{ urlId: 'bbbbbbbbbbbbbbbb' }, [1, 2]],
    [{ urlId: 'bbbbbbbbbbbbbbbb', side: 'api' }, [1]],
    [{ since: T + 10, until: T + 30 }, [2, 3, 4]],
    [{ text: 'used BEFORE' }, [3]],
    [{ text: 'über' }, [1]],
    [{ text: 'unauthorized' }, [4]],
    [{ text: '(1).*' }, [5]],
    [{ text: 'a\\B' }, [6]],
    [{ text: 'posted to /X' }, [7]],
    [{ text: '.*' }, [5]],
    [{ text: '' }, [1, 2, 3, 4, 5, 6, 7]],
    [{ after: 5 }, [6, 7]],
    [{ before: 3 }, [1, 2]],
    [{ after: 2, before: 5 }, [3, 4]],
    [{ after: 2, before: 5, newestFirst: true }, [4, 3]],
    [{ after: 99 }, []],
    [{ before: -1, newestFirst: true }, []],
    [{ limit: 2 }, [1, 2]],
    [{ limit: 0 }, [1]],
    [{ limit: Number.NaN }, [1]],
    [{ limit: -5 }, [1]],
  ])('%j', (query, expected) => {
    expect(seqs(query)).toEqual(expected);
  });

  it('pages through everything once, either way', () => {
    for (const newestFirst of [false, true]) {
      const seen: number[] = [];
      for (let page = answerQuery(some, { newestFirst, limit: 3 }); ;) {
        seen.push(...page.entries.map(({ _cqube }) => _cqube.seq));
        if (!page.more) break;
        const last = seen.at(-1) ?? 0;
        page = answerQuery(some, {
          newestFirst,
          limit: 3,
          ...(newestFirst ? { before: last } : { after: last }),
        });
      }
      expect(newestFirst ? seen.toReversed() : seen).toEqual([1, 2, 3, 4, 5, 6, 7]);
    }
  });

  it('says whether there is more that fits', () => {
    expect(answerQuery(some, { side: 's3', limit: 3 }).more).toBe(false);
    expect(answerQuery(some, { side: 's3', limit: 2 }).more).toBe(true);
  });

  it('gives 100, or up to 1,000', () => {
    const many = keep();
    for (let seq = 1; seq <= 1_200; seq += 1) many.add(sampleEntry({ seq }), 1);
    expect(seqs({}, many)).toHaveLength(100);
    expect(seqs({ limit: 1e9 }, many)).toHaveLength(1_000);
  });
});

describe('entries in memory', () => {
  it('make room by number, the oldest first, and count what is gone', () => {
    const kept = keep({ entries: 3 });
    const gone = [5, 1, 2, 9, 3, 7, 4].map((seq) => kept.add(sampleEntry({ seq }), 10));
    expect(seqs({}, kept)).toEqual([5, 7, 9]);
    expect(gone).toEqual([0, 0, 0, 1, 1, 1, 1]);
    expect([kept.get(7)?._cqube.seq, kept.get(4), kept.get(8)]).toEqual([7, null, null]);
  });

  it('make room by size, and one that is too large is not kept at all', () => {
    const kept = keep({ memory: 1_000 });
    for (let seq = 1; seq <= 5; seq += 1) kept.add(sampleEntry({ seq }), 400);
    expect(seqs({}, kept)).toEqual([4, 5]);
    expect(kept.add(sampleEntry({ seq: 6 }), 1_001)).toBe(3);
    expect([kept.count(), kept.all()]).toEqual([0, []]);
    kept.add(sampleEntry({ seq: 7 }), 400);
    expect(seqs({}, kept)).toEqual([7]);
  });

  it('stay within bounds, however many come', () => {
    const kept = keep({ entries: 100 });
    let gone = 0;
    for (let seq = 1; seq <= 10_000; seq += 1) {
      // Each odd one after the even one behind it.
      gone += kept.add(sampleEntry({ seq: seq % 2 === 0 ? seq - 1 : seq + 1 }), 10);
    }
    expect([kept.count(), gone]).toEqual([100, 9_900]);
    expect(kept.all().map(({ _cqube }) => _cqube.seq)).toEqual(
      Array.from({ length: 100 }, (_, at) => 9_901 + at),
    );
    kept.clear();
    expect(kept.count()).toBe(0);
  });
});
