/** Student and teacher attendance: one month a file, no month to come, days by the calendar. */
import { expect, it } from 'vitest';
import { testForecasts } from '../../support/forecast-cases.js';
import { flowTable, forecastCsv } from '../../support/forecast-csv.js';
import { attendanceCases, teacher } from '../../support/forecasts/attendance.js';

testForecasts(attendanceCases);

it('does not look at days to come of a month that is over', async () => {
  const csv = flowTable('teacher_attendance').csv([teacher(1)]);
  const [table] = await forecastCsv('teacher_attendance', csv, { today: '2020-08-01' });
  expect(table?.valuesNotLoaded.map(({ what }) => what)).toEqual(['values of Sundays']);
});
