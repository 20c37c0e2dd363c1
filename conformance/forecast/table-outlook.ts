/** What the forecast says of one table. */
import type { FileForecast, ForecastCount } from '../../specs/forecast.js';
import type { SourceIngestion } from '../../specs/ingestion/ingestion.js';
import type { FateCount } from './fate-book.js';

/** What is known of one table when it has been read. */
export interface TableOutlook {
  readonly ingestion: SourceIngestion;
  readonly header: NonNullable<FileForecast['header']>;
  readonly rowsIn: number;
  readonly fates: readonly FateCount[];
  readonly rowsStored: number;
  readonly rowsOverwriting: number;
  readonly rowsNeverShown: readonly ForecastCount[];
  readonly valuesNotLoaded: readonly ForecastCount[];
  readonly defects: readonly ForecastCount[];
  readonly notJudged: FileForecast['notJudged'];
}
