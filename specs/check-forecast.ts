/** Whether a part of a document is the forecast of a file, or what an emission feeds. */
import { FATES } from './ingestion/ingestion.js';
import { object, oneOf, record, required } from './json-checks.js';
import {
  any,
  boolean,
  count,
  filledText,
  fromOne,
  many,
  MOST,
  orNull,
  string,
  texts,
} from './report-values.js';

const certainty = required(oneOf(['code', 'documented', 'inferred'], 'certainty'));

const fate = object({
  fate: required(oneOf(FATES, 'fate')),
  column: required(orNull(string)),
  count: required(fromOne),
  reason: required(filledText),
  certainty,
  origin: required(filledText),
  preventable: required(boolean),
  samples: required(many(object({ line: required(fromOne), key: required(record(any, string, MOST)) }))),
});

const counted = required(
  many(object({ what: required(string), count: required(fromOne), reason: required(filledText), certainty })),
);

export const fileForecast = object({
  path: required(string),
  source: required(orNull(string)),
  pickup: required(
    object({
      outcome: required(oneOf(['ingested', 'ignored', 'refused'], 'outcome')),
      stays: required(boolean),
      because: required(string),
      certainty,
    }),
  ),
  header: required(
    orNull(
      object({
        accepted: required(boolean),
        because: required(string),
        certainty,
        headerToUse: required(orNull(string)),
      }),
    ),
  ),
  contradiction: required(
    orNull(object({ because: required(string), documented: required(string), pipeline: required(string) })),
  ),
  rowsIn: required(orNull(count)),
  fates: required(many(fate)),
  rowsStored: required(orNull(count)),
  rowsOverwriting: required(orNull(count)),
  rowsNeverShown: counted,
  valuesNotLoaded: counted,
  defects: counted,
  notJudged: required(many(object({ what: required(string), because: required(string) }))),
});

export const reportFeed = object({
  report: required(string),
  title: required(string),
  state: required(oneOf(['fed', 'incomplete', 'absent'], 'state')),
  needs: required(texts),
  missing: required(many(object({ source: required(string), because: required(string) }))),
});
