/** The diksha flow: commas, no trimming, no same-id check. */
import { expect, it } from 'vitest';
import { testForecasts } from '../../support/forecast-cases.js';
import { dikshaCases, sectionCases } from '../../support/forecasts/diksha.js';
import { countsOf, forecastCsv } from '../../support/forecast-csv.js';

testForecasts(dikshaCases);

it.each(sectionCases)('$source, section by section', async ({ source, csv, expected }) => {
  const tables = await forecastCsv(source, csv);
  expect(countsOf(tables)).toEqual(expected);
  // Program courses, programs, courses, enrolments.
  expect(tables.map(({ rowsIn, rowsStored }) => [rowsIn, rowsStored])).toEqual([
    [2, 1],
    [4, 0],
    [3, 1],
    [2, 1],
  ]);
});
