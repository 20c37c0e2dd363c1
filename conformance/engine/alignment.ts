/** How a header line lies against the expected columns. Facts only: the header rules judge. */
import { closest } from '../../specs/closest.js';
import type { Expectation } from './expectation.js';

export interface ColumnMove {
  readonly column: string;
  /** Places from 1: where the column stands, and where it belongs among the columns that exist. */
  readonly from: number;
  readonly to: number;
}

export interface MissingColumn {
  readonly column: string;
  /** Expected place, from 1. */
  readonly place: number;
  /** An unknown column that is probably this one under another name. */
  readonly didYouMean: string | null;
}

export interface UnknownColumn {
  readonly column: string;
  readonly place: number;
  readonly insideSequence: boolean;
}

export interface Alignment {
  /** For each column of the file: the index of the expected column, or -1. */
  readonly expectedOf: readonly number[];
  /** Expected columns that the header has. Names that are numbers count only beside others: any row holds numbers. */
  readonly found: number;
  readonly missing: readonly MissingColumn[];
  readonly unknown: readonly UnknownColumn[];
  readonly duplicates: readonly { readonly column: string; readonly places: readonly number[] }[];
  readonly caseOnly: readonly { readonly column: string; readonly written: string; readonly place: number }[];
  readonly moves: readonly ColumnMove[];
}

/** How many expected columns the names hold; cheap, for choosing between readings. */
export const countKnown = (names: readonly string[], expectation: Expectation): number =>
  countFound(matchNames(names, expectation).expectedOf, expectation);

function countFound(expectedOf: readonly number[], { columns }: Expectation): number {
  const found = expectedOf.filter((index) => index >= 0);
  const isNumber = (index: number): boolean => /^\d+$/.test(columns[index]?.name ?? '');
  return found.every(isNumber) && !columns.every((column) => isNumber(column.index)) ? 0 : found.length;
}

/** `names`: the header's columns as read, unquoted. */
export function align(names: readonly string[], expectation: Expectation): Alignment {
  const { expectedOf, caseOnly } = matchNames(names, expectation);
  const known = expectedOf.flatMap((index, place) => (index >= 0 ? [place] : []));
  const foundSet = new Set(expectedOf.filter((index) => index >= 0));
  const missing = expectation.columns.filter((column) => !foundSet.has(column.index));
  const repeats = repeatedPlaces(names, expectation.caseFree);
  const ignored = new Set(expectation.ignored.map((name) => name.toLowerCase()));
  const strangers = names.flatMap((name, place) =>
    expectedOf[place] === -1 && !ignored.has(name.toLowerCase()) && !repeats.later.has(place) ? [place] : [],
  );
  const renamed = pairRenamed(names, strangers, missing, expectedOf);
  const twins = new Set(renamed.values());
  return {
    expectedOf,
    found: countFound(expectedOf, expectation),
    duplicates: repeats.groups,
    caseOnly,
    missing: missing.map((column) => ({
      column: column.name,
      place: column.index + 1,
      didYouMean: names[renamed.get(column.index) ?? -1] ?? null,
    })),
    unknown: strangers
      .filter((place) => !twins.has(place))
      .map((place) => ({
        column: names[place] ?? '',
        place: place + 1,
        insideSequence: place > (known[0] ?? Infinity) && place < (known.at(-1) ?? -1),
      })),
    moves: findMoves(expectedOf, expectation),
  };
}

function matchNames(
  names: readonly string[],
  expectation: Expectation,
): { expectedOf: number[]; caseOnly: Alignment['caseOnly'] } {
  const exact = new Map(expectation.columns.map((column) => [column.name, column.index]));
  const folded = new Map(expectation.columns.map((column) => [column.name.toLowerCase(), column.index]));
  const taken = new Set<number>();
  const claim = (index: number | undefined): number => {
    if (index === undefined || taken.has(index)) return -1;
    taken.add(index);
    return index;
  };
  const expectedOf = names.map((name) => claim(exact.get(name)));
  const caseOnly: { column: string; written: string; place: number }[] = [];
  names.forEach((name, place) => {
    if (expectedOf[place] !== -1) return;
    const index = claim(folded.get(name.trim().toLowerCase()));
    if (index === -1) return;
    expectedOf[place] = index;
    caseOnly.push({ column: expectation.columns[index]?.name ?? '', written: name, place: place + 1 });
  });
  return { expectedOf, caseOnly };
}

/** Names that stand more than once; `later`: every place of one but its first. */
function repeatedPlaces(
  names: readonly string[],
  caseFree: boolean,
): { readonly groups: Alignment['duplicates']; readonly later: ReadonlySet<number> } {
  const places = new Map<string, number[]>();
  names.forEach((name, place) => {
    // Columns without a name are unknown ones, not copies of each other.
    if (name === '') return;
    const key = caseFree ? name.toLowerCase() : name;
    const known = places.get(key);
    if (known) known.push(place);
    else places.set(key, [place]);
  });
  const repeated = [...places.values()].filter((at) => at.length > 1);
  return {
    groups: repeated.map((at) => ({ column: names[at[0] ?? 0] ?? '', places: at.map((place) => place + 1) })),
    later: new Set(repeated.flatMap((at) => at.slice(1))),
  };
}

/** Unknown columns beyond which no renaming is guessed: the header is then another table's. */
const MOST_STRANGERS = 300;

/** Missing column → place of the unknown column that is probably it: a close name, or the same neighbours. */
function pairRenamed(
  names: readonly string[],
  strangers: readonly number[],
  missing: Expectation['columns'],
  expectedOf: readonly number[],
): Map<number, number> {
  const pairs = new Map<number, number>();
  if (strangers.length > MOST_STRANGERS) return pairs;
  const free = new Set(strangers);
  for (const column of missing) {
    const guess = closest(
      column.name,
      [...free].map((place) => names[place] ?? ''),
    )[0];
    const place = [...free].find((at) => names[at] === guess);
    if (guess === undefined || place === undefined) continue;
    pairs.set(column.index, place);
    free.delete(place);
  }
  for (const column of missing) {
    if (pairs.has(column.index)) continue;
    const place = [...free].find((at) => sameNeighbours(at, column.index, expectedOf));
    if (place === undefined) continue;
    pairs.set(column.index, place);
    free.delete(place);
  }
  return pairs;
}

function sameNeighbours(place: number, index: number, expectedOf: readonly number[]): boolean {
  const before = place === 0 ? index === 0 : expectedOf[place - 1] === index - 1;
  const after = place === expectedOf.length - 1 || expectedOf[place + 1] === index + 1;
  return before && after;
}

/** The fewest columns to move so that those that exist stand in the expected order (longest increasing run stays). */
function findMoves(expectedOf: readonly number[], expectation: Expectation): ColumnMove[] {
  const present = expectedOf.flatMap((index, place) => (index >= 0 ? [{ index, place }] : []));
  const staying = longestIncreasing(present.map((column) => column.index));
  const sorted = present.map((column) => column.index).toSorted((a, b) => a - b);
  return present
    .filter((column) => !staying.has(column.index))
    .map((column) => ({
      column: expectation.columns[column.index]?.name ?? '',
      from: column.place + 1,
      to: sorted.indexOf(column.index) + 1,
    }));
}

/** Members of one longest increasing subsequence (patience sorting). */
function longestIncreasing(values: readonly number[]): Set<number> {
  const tails: number[] = [];
  const before = new Map<number, number | undefined>();
  for (const value of values) {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((tails[middle] ?? 0) < value) low = middle + 1;
      else high = middle;
    }
    before.set(value, tails[low - 1]);
    tails[low] = value;
  }
  const members = new Set<number>();
  for (let value = tails.at(-1); value !== undefined; value = before.get(value)) members.add(value);
  return members;
}
