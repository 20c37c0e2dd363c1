import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { align, countKnown } from '../../../conformance/engine/alignment.js';
import type { Alignment } from '../../../conformance/engine/alignment.js';
import { expectationOf } from '../../../conformance/engine/expectation.js';
import type { Expectation } from '../../../conformance/engine/expectation.js';
import { documented } from '../../../specs/profiles/documented.js';
import { sources } from '../../../specs/sources/index.js';

const base = expectationOf(sources[0], documented, null);

/** What is expected where a table has these columns. */
const expecting = (names: readonly string[], changes: Partial<Expectation> = {}): Expectation => ({
  ...base,
  columns: names.map((name, index) => ({ ...base.columns[0], name, index })),
  ignored: [],
  ...changes,
});

/** Names so far apart that none is taken for a misspelling of another. */
const COLUMNS = ['alpha', 'bravo_7', 'charlie', 'd', 'echo_echo_echo', 'foxtrot', 'golf_1234', 'hotel'];
const EIGHT = expecting(COLUMNS);

const orders = fc.shuffledSubarray(COLUMNS);
/** The eight columns in some order, some of them left out, strangers between them. */
const headers = fc
  .tuple(orders, fc.uniqueArray(fc.integer({ min: 0, max: 7 }), { maxLength: 3 }))
  .map(([order, places]) =>
    places.reduce<string[]>((names, at) => names.toSpliced(at, 0, `${at}${'#'.repeat(40 + at)}`), [...order]),
  );

/** Takes the moved columns out and puts each back, lowest place first: what a reader of the finding does. */
function applyMoves(names: readonly string[], moves: Alignment['moves']): string[] {
  const moved = new Set(moves.map(({ from }) => from - 1));
  const rest = names.filter((name, place) => COLUMNS.includes(name) && !moved.has(place));
  for (const { column, to } of moves.toSorted((a, b) => a.to - b.to)) rest.splice(to - 1, 0, column);
  return rest;
}

/** Length of a longest increasing run, the slow and obvious way. */
function longestRun(values: readonly number[]): number {
  const ending: number[] = [];
  values.forEach((value, place) => {
    const before = ending.filter((_, earlier) => earlier < place && values[earlier] < value);
    ending.push(Math.max(0, ...before) + 1);
  });
  return Math.max(0, ...ending);
}

describe('order', () => {
  it('is mended by the moves', () => {
    fc.assert(
      fc.property(headers, (names) => {
        const present = COLUMNS.filter((name) => names.includes(name));
        expect(applyMoves(names, align(names, EIGHT).moves)).toEqual(present);
      }),
    );
  });

  it('is mended by as few moves as possible', () => {
    fc.assert(
      fc.property(headers, (names) => {
        const places = names.map((name) => COLUMNS.indexOf(name)).filter((index) => index >= 0);
        expect(align(names, EIGHT).moves).toHaveLength(places.length - longestRun(places));
      }),
    );
  });

  it('names the column and where it stands, strangers counted', () => {
    fc.assert(
      fc.property(headers, (names) => {
        for (const { column, from } of align(names, EIGHT).moves) expect(names[from - 1]).toBe(column);
      }),
    );
  });

  it('is right without moves when columns are only missing or added', () => {
    fc.assert(
      fc.property(fc.subarray(COLUMNS), fc.nat(8), (names, at) => {
        expect(align(names.toSpliced(at, 0, '#'.repeat(40)), EIGHT).moves).toEqual([]);
      }),
    );
  });

  it('of one column at the wrong end is one move', () => {
    const { moves } = align([...COLUMNS.slice(1), 'alpha'], EIGHT);
    expect(moves).toEqual([{ column: 'alpha', from: 8, to: 1 }]);
  });
});

describe('every column of the header', () => {
  it('is a known one once, or unknown, or a later double, or the twin of a missing one', () => {
    fc.assert(
      fc.property(headers, headers, (first, second) => {
        const names = [...first, ...second];
        const { expectedOf, unknown, duplicates, missing } = align(names, EIGHT);
        const later = duplicates.flatMap(({ places }) => places.slice(1));
        const explained = new Set([
          ...expectedOf.flatMap((index, place) => (index >= 0 ? [place + 1] : [])),
          ...unknown.map(({ place }) => place),
          ...later,
          ...missing.flatMap(({ didYouMean }) =>
            didYouMean === null ? [] : [names.indexOf(didYouMean) + 1],
          ),
        ]);
        expect(explained.size).toBe(names.length);
        expect(unknown.filter(({ place }) => later.includes(place))).toEqual([]);
      }),
    );
  });

  it('is found or missing among the expected ones', () => {
    fc.assert(
      fc.property(headers, (names) => {
        const { found, missing } = align(names, EIGHT);
        expect(found).toBe(countKnown(names, EIGHT));
        expect(found + missing.length).toBe(COLUMNS.length);
        expect(missing.map(({ column }) => column)).toEqual(COLUMNS.filter((name) => !names.includes(name)));
      }),
    );
  });
});

describe('renamed columns', () => {
  const renamed = (column: string, name: string): Alignment =>
    align(
      COLUMNS.map((own) => (own === column ? name : own)),
      EIGHT,
    );

  it.each([
    ['golf_1234', 'golf_1243', 'a slip'],
    ['echo_echo_echo', 'echo_echo', 'a shorter form'],
    ['charlie', 'xyz', 'another name between the same neighbours'],
    ['alpha', 'xyz', 'another name at the start'],
    ['hotel', 'xyz', 'another name at the end'],
  ])('%s as %s: %s', (column, name) => {
    const { missing, unknown } = renamed(column, name);
    expect(missing).toEqual([{ column, place: COLUMNS.indexOf(column) + 1, didYouMean: name }]);
    expect(unknown).toEqual([]);
  });

  it('are told by a close name even at another place', () => {
    const { missing, unknown } = align(
      ['golf_1243', ...COLUMNS.filter((name) => name !== 'golf_1234')],
      EIGHT,
    );
    expect(missing).toEqual([{ column: 'golf_1234', place: 7, didYouMean: 'golf_1243' }]);
    expect(unknown).toEqual([]);
  });

  it('have one twin each, the first of them if several are close', () => {
    const { missing, unknown } = align(['golf_1254'], expecting(['golf_1234', 'golf_1244']));
    expect(missing.map(({ didYouMean }) => didYouMean)).toEqual(['golf_1254', null]);
    expect(unknown).toEqual([]);
  });

  it('are not guessed where a stranger stands for two', () => {
    const { missing, unknown } = align(COLUMNS.toSpliced(2, 2, 'xyz'), EIGHT);
    expect(missing.map(({ column, didYouMean }) => [column, didYouMean])).toEqual([
      ['charlie', null],
      ['d', null],
    ]);
    expect(unknown).toEqual([{ column: 'xyz', place: 3, insideSequence: true }]);
  });

  it('are not guessed for a stranger far from the gap', () => {
    const { missing, unknown } = align(['xyz', ...COLUMNS.filter((name) => name !== 'golf_1234')], EIGHT);
    expect(missing).toEqual([{ column: 'golf_1234', place: 7, didYouMean: null }]);
    expect(unknown).toEqual([{ column: 'xyz', place: 1, insideSequence: false }]);
  });
});

describe('unknown columns', () => {
  it.each([
    [0, false],
    [4, true],
    [8, false],
  ])('at index %i: inside the sequence is %s', (at, insideSequence) => {
    expect(align(COLUMNS.toSpliced(at, 0, 'xyz'), EIGHT).unknown).toEqual([
      { column: 'xyz', place: at + 1, insideSequence },
    ]);
  });

  it('do not count those of another authority', () => {
    const { unknown } = align([...COLUMNS, 'XYZ', 'other'], expecting(COLUMNS, { ignored: ['xyz'] }));
    expect(unknown.map(({ column }) => column)).toEqual(['other']);
  });
});

describe('case and blanks', () => {
  it('make another spelling of the same column, never a missing one', () => {
    const { caseOnly, missing, unknown, found } = align(
      COLUMNS.map((name) => (name === 'charlie' ? ' Charlie' : name)),
      EIGHT,
    );
    expect(caseOnly).toEqual([{ column: 'charlie', written: ' Charlie', place: 3 }]);
    expect([missing, unknown, found]).toEqual([[], [], 8]);
  });

  it('lose against the exact spelling', () => {
    const { expectedOf, caseOnly } = align(['ALPHA', ...COLUMNS], EIGHT);
    expect(expectedOf).toEqual([-1, 0, 1, 2, 3, 4, 5, 6, 7]);
    expect(caseOnly).toEqual([]);
  });
});

describe('double columns', () => {
  it('are one group for each name, with every place', () => {
    const { duplicates, unknown, expectedOf } = align([...COLUMNS, 'alpha', 'hotel', 'alpha'], EIGHT);
    expect(duplicates).toEqual([
      { column: 'alpha', places: [1, 9, 11] },
      { column: 'hotel', places: [8, 10] },
    ]);
    expect(unknown).toEqual([]);
    expect(expectedOf.slice(8)).toEqual([-1, -1, -1]);
  });

  it('differ by more than case unless the reader does not mind case', () => {
    const names = [...COLUMNS, 'ALPHA'];
    expect(align(names, EIGHT).duplicates).toEqual([]);
    expect(align(names, expecting(COLUMNS, { caseFree: true })).duplicates).toEqual([
      { column: 'alpha', places: [1, 9] },
    ]);
  });

  it('are no strangers twice', () => {
    const { unknown, duplicates } = align([...COLUMNS, 'xyz', 'xyz'], EIGHT);
    expect(unknown.map(({ place }) => place)).toEqual([9]);
    expect(duplicates).toEqual([{ column: 'xyz', places: [9, 10] }]);
  });
});

describe('large headers', () => {
  const HUGE = 100_000;
  const widest = sources.reduce((a, b) => (a.fields.length > b.fields.length ? a : b));
  const expectation = expectationOf(widest, documented, null);

  it.each([
    ['all unknown', (index: number) => `column_${index}`],
    ['all equal', () => 'column'],
    ['the known ones over and over', (index: number) => widest.fields[index % widest.fields.length].name],
    [
      'the known ones backwards, then strangers',
      (index: number) => widest.fields.at(-1 - index)?.name ?? `x${index}`,
    ],
  ])('of 100,000 columns, %s, take less than two seconds', (_title, nameAt) => {
    const names = Array.from({ length: HUGE }, (_, index) => nameAt(index));
    const started = performance.now();
    const { expectedOf } = align(names, expectation);
    expect(performance.now() - started).toBeLessThan(2000);
    expect(expectedOf).toHaveLength(HUGE);
  });
});
