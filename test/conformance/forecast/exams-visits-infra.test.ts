/** The pat, sat, crc and infra flows. */
import { expect, it } from 'vitest';
import { testForecasts } from '../../support/forecast-cases.js';
import { flowTable, forecastCsv } from '../../support/forecast-csv.js';
import { examVisitInfraCases, visit } from '../../support/forecasts/exams-visits-infra.js';

testForecasts(examVisitInfraCases);
