/** One page of the entries that a query asks for. */
import type { JournalEntry } from '../../specs/journal.js';
import type { JournalPage, JournalQuery } from './journal.js';
import type { KeptEntries, Visit } from './kept-entries.js';
import { matcherOf } from './match-query.js';

const DEFAULT_LIMIT = 100;
const MOST = 1_000;

export function answerQuery(kept: KeptEntries, query: JournalQuery): Pick<JournalPage, 'entries' | 'more'> {
  const { after = 0, before = Infinity, newestFirst = false } = query;
  const limit = Math.min(MOST, Math.max(1, Math.trunc(query.limit ?? DEFAULT_LIMIT) || 1));
  const matches = matcherOf(query);
  const entries: JournalEntry[] = [];
  let more = false;
  const visit: Visit = ({ entry, search }) => {
    const { seq } = entry._cqube;
    if (newestFirst ? seq <= after : seq >= before) return false;
    if (!matches(entry, search)) return true;
    more = entries.length === limit;
    if (!more) entries.push(entry);
    return !more;
  };
  if (newestFirst) kept.backFrom(before, visit);
  else kept.from(after, visit);
  return { entries, more };
}
