/** The forecast of every file of an emission, from what the scan of its rows and its zip showed. */
import type { FileForecast } from '../specs/forecast.js';
import { sources } from '../specs/sources/index.js';
import type { FileOutcome } from './check-file.js';
import type { EmissionFacts } from './engine/emission-facts.js';
import { fileForecast, sourceInPipeline } from './forecast/file-forecast.js';
import type { FlowTime } from './forecast/row-flow.js';

/** One for each file of `facts`, in their order. */
export function forecastFiles(
  facts: EmissionFacts,
  outcomes: readonly FileOutcome[],
  { ingestion }: FlowTime,
): readonly FileForecast[] {
  const byPath = new Map(outcomes.map((outcome) => [outcome.report.path, outcome]));
  return facts.files.map((file) => {
    const outcome = byPath.get(file.path);
    const source = outcome
      ? (sources.find(({ id }) => id === outcome.report.source) ?? null)
      : sourceInPipeline(file.path);
    return fileForecast({
      file,
      source,
      archive: outcome?.archive ?? null,
      tables: outcome?.tables ?? [],
      ingestion,
    });
  });
}
