/** The benchmark tells what it has, whatever becomes of a row. */
import { expect, it } from 'vitest';
import { markOf, screenTable } from './report.mjs';
import type { Measured } from './rows/outcome.mjs';
import { JUDGED_ROWS, runRows } from './run-rows.mjs';

const measured = (figure: number | null, better: 'less' | 'more'): Measured => ({
  what: 'a row',
  ours: '1 s',
  figure,
  unit: '×',
  better,
  ...(better === 'less' ? { bar: 0.8, goal: 0.4 } : { bar: 1, goal: 2 }),
});

it.each([
  [0.4, 'less', 'goal met'],
  [0.8, 'less', 'bar met'],
  [0.81, 'less', 'MISSED'],
  [2, 'more', 'goal met'],
  [1, 'more', 'bar met'],
  [0.99, 'more', 'MISSED'],
  [null, 'more', ''],
] as const)('%s, where %s is better: %s', (figure, better, mark) => {
  expect(markOf(measured(figure, better))).toBe(mark);
});

const run = (attendance: number, sizeMatters: boolean, rows: readonly (() => Promise<Measured[]>)[]) =>
  runRows(
    rows.map((one, place) => ({ id: String(place), title: `row ${place}`, sizeMatters, run: one })),
    { data: { sizes: { attendance } } },
    { before: () => undefined, after: () => undefined },
  );

it('loses no row where one fails', async () => {
  const results = await run(JUDGED_ROWS, true, [
    () => Promise.resolve([measured(0.3, 'less')]),
    () => Promise.reject(new Error('no unzip')),
    () => Promise.resolve([measured(0.9, 'less')]),
  ]);
  expect(results.map(markOf)).toEqual(['goal met', 'FAILED', 'MISSED']);
  expect(screenTable(results)).toContain('no unzip');
});

it('holds figures of speed against their bars only where there is much data', async () => {
  const slow = () => Promise.resolve([measured(5, 'less')]);
  expect((await run(JUDGED_ROWS - 1, true, [slow])).map(markOf)).toEqual(['']);
  expect((await run(JUDGED_ROWS - 1, false, [slow])).map(markOf)).toEqual(['MISSED']);
});
