/** One page of the entries that a query asks for. */
import type { JournalEntry } from '../../specs/journal.js';
import type { JournalPage, JournalQuery } from './journal.js';
import type { KeptEntries } from './kept-entries.js';
import { matcherOf } from './match-query.js';

const DEFAULT_LIMIT = 100;
const MOST = 1_000;

export function answerQuery(kept: KeptEntries, query: JournalQuery): Pick<JournalPage, 'entries' | 'more'> {
  const { after = 0, before = Infinity, newestFirst = false } = query;
  const limit = Math.min(MOST, Math.max(1, Math.trunc(query.limit ?? DEFAULT_LIMIT) || 1));
  const matches = matcherOf(query);
  const entries: JournalEntry[] = [];
  for (const entry of newestFirst ? kept.backFrom(before) : kept.from(after)) {
    const { seq } = entry._cqube;
    if (newestFirst ? seq <= after : seq >= before) break;
    if (!matches(entry)) continue;
    if (entries.length === limit) return { entries, more: true };
    entries.push(entry);
  }
  return { entries, more: false };
}
