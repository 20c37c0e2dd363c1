/** The entries in memory, by number, within bounds: the oldest make room. */
import type { JournalEntry } from '../../specs/journal.js';
import type { JournalLimits } from './limits.js';
import { searchText } from './search-text.js';

export interface KeptEntry {
  readonly entry: JournalEntry;
  /** What is searched for a text, in lower case: to make it for each query would take longer than the query may. */
  readonly search: string;
  readonly size: number;
}

/** false: that is enough. */
export type Visit = (kept: KeptEntry) => boolean;

export interface KeptEntries {
  /** `size`: characters of the entry as JSON. Returns how many entries had to make room. */
  readonly add: (entry: JournalEntry, size: number) => number;
  readonly get: (seq: number) => JournalEntry | null;
  readonly count: () => number;
  /** Shows all from the first whose number is greater than `after`, oldest first, until `visit` has seen enough. */
  readonly from: (after: number, visit: Visit) => void;
  /** All from the last whose number is smaller than `before`, newest first. */
  readonly backFrom: (before: number, visit: Visit) => void;
  /** As they are now. */
  readonly all: () => readonly JournalEntry[];
  readonly clear: () => void;
}

/** Positions of entries that have made room hold nothing. */
type Places = readonly (KeptEntry | null)[];

/** Of the first entry whose number is not smaller; those before `first` have made room. */
function positionOf(places: Places, first: number, seq: number): number {
  let low = first;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((places[middle]?.entry._cqube.seq ?? 0) < seq) low = middle + 1;
    else high = middle;
  }
  return low;
}

function walk(places: Places, start: number, step: 1 | -1, visit: Visit): void {
  for (let at = start; at >= 0; at += step) {
    const one = places[at];
    if (one === null || one === undefined || !visit(one)) return;
  }
}

export function createKeptEntries({ entries: most, memory }: JournalLimits): KeptEntries {
  let kept: (KeptEntry | null)[] = [];
  /** Those before it have made room; they are cut off now and then, since that moves all others. */
  let first = 0;
  let size = 0;
  const find = (seq: number): number => positionOf(kept, first, seq);
  const makeRoom = (): number => {
    const before = first;
    while (first < kept.length && (kept.length - first > most || size > memory)) {
      size -= kept[first]?.size ?? 0;
      first += 1;
    }
    const gone = first - before;
    if (first > 1024 && first > kept.length / 2) {
      kept = kept.slice(first);
      first = 0;
    } else if (gone > 0) kept.fill(null, before, first);
    return gone;
  };
  return {
    add: (entry, own) => {
      // Exchanges end in nearly the order in which they began.
      const at = find(entry._cqube.seq);
      const search = searchText(entry);
      const one: KeptEntry = { entry, search, size: own + search.length };
      if (at === kept.length) kept.push(one);
      else kept.splice(at, 0, one);
      size += one.size;
      return makeRoom();
    },
    get: (seq) => {
      const entry = kept[find(seq)]?.entry;
      return entry?._cqube.seq === seq ? entry : null;
    },
    count: () => kept.length - first,
    from: (after, visit) => walk(kept, find(after + 1), 1, visit),
    backFrom: (before, visit) => walk(kept, find(before) - 1, -1, visit),
    all: () => kept.slice(first).flatMap((one) => (one === null ? [] : [one.entry])),
    clear: () => {
      kept = [];
      first = 0;
      size = 0;
    },
  };
}
