/** Listens to the scan of one file's tables (one, or one a section) and keeps the forecast of each. */
import { findByFile } from '../../specs/lookup.js';
import type { SourceIngestion } from '../../specs/ingestion/ingestion.js';
import { DEFAULT_INDEX_BUDGET } from '../spill/index-budget.js';
import type { IndexBudget } from '../spill/index-budget.js';
import type { Listen } from '../scan/row-listener.js';
import type { FlowTime } from './row-flow.js';
import { TableForecast } from './table-forecast.js';
import type { TableOutlook } from './table-outlook.js';

export class ForecastListener {
  readonly #time: FlowTime;
  readonly #budget: IndexBudget;
  readonly #tables: TableForecast[] = [];

  constructor(time: FlowTime, budget: IndexBudget = DEFAULT_INDEX_BUDGET) {
    // Beside the index of the rules, which has a whole budget of its own.
    this.#budget = { ...budget, bytes: budget.bytes / 4 };
    this.#time = time;
  }

  readonly listen: Listen = (input, head) => {
    const ingestion = this.#ingestionOf(input.source.id, input.path);
    const table = new TableForecast(input, head, ingestion, this.#time, this.#budget);
    this.#tables.push(table);
    return table;
  };

  tables(): readonly TableOutlook[] {
    return this.#tables.map((table) => table.outlook());
  }

  /** The same source under another of its names may go through another flow. */
  #ingestionOf(id: string, path: string): SourceIngestion {
    const own = this.#time.ingestion.sources[id] ?? UNKNOWN;
    const [folder = '', name = ''] = path.split('/').slice(-2);
    const alias = findByFile(folder, name.replace(/\.[^.]*$/, ''))?.alias;
    return (alias && own.byFolder?.[alias.folder]) ?? own;
  }
}

/** A source that the release's facts leave out: only its columns are judged. */
const UNKNOWN: SourceIngestion = {
  grounds: {},
  datatypeChecked: false,
  notJudged: [{ what: 'its rows', because: 'nothing is known of what the release does with them' }],
};
