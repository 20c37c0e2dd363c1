/** The pat, sat, crc and infra flows. */
import { testForecasts } from '../../support/forecast-cases.js';
import { examVisitInfraCases } from '../../support/forecasts/exams-visits-infra.js';

testForecasts(examVisitInfraCases);
