/** The static flow. A blank number fails the datatype check before the null check sees it (facts, section 1.7). */
import { testForecasts } from '../../support/forecast-cases.js';
import { staticCases } from '../../support/forecasts/static.js';

testForecasts(staticCases);
