/** One file as the flow reads it, column by column: the facts of source and release, laid over the file's header. */
import type { SourceIngestion } from '../../specs/ingestion/ingestion.js';
import { flowFacts } from '../engine/flow-value.js';
import type { DataSource, PipelineLayout } from '../../specs/source.js';
import { FlowColumn } from './flow-column.js';

export interface FlowPlan {
  readonly source: DataSource;
  readonly ingestion: SourceIngestion;
  readonly layout: PipelineLayout;
  /** Columns in the file. */
  readonly width: number;
  /** By place in the file; null: the flow does not read the column. */
  readonly columns: readonly (FlowColumn | null)[];
  /** By name, whatever its case. */
  readonly column: (name: string) => FlowColumn | null;
  /** What equal rows are equal in. */
  readonly recordColumns: readonly FlowColumn[];
  /** What rows of one id, or of one key of the table, share; empty: nobody looks. */
  readonly keyColumns: readonly FlowColumn[];
  /** Columns by which a sample row is named. */
  readonly nameColumns: readonly FlowColumn[];
}

export function flowPlan(
  source: DataSource,
  ingestion: SourceIngestion,
  layout: PipelineLayout,
  names: readonly string[],
): FlowPlan {
  const places = new Map<string, number>();
  names.forEach((name, place) => {
    const folded = name.trim().toLowerCase();
    if (!places.has(folded)) places.set(folded, place);
  });
  const columns: (FlowColumn | null)[] = names.map(() => null);
  for (const name of layout.read) {
    const place = places.get(name.toLowerCase());
    if (place !== undefined)
      columns[place] = new FlowColumn(flowFacts(name, place, source, ingestion, layout));
  }
  const column = (name: string): FlowColumn | null => columns[places.get(name.toLowerCase()) ?? -1] ?? null;
  const some = (wanted: readonly string[]): readonly FlowColumn[] =>
    wanted.flatMap((name) => column(name) ?? []);
  const keyColumns = some(ingestion.tableKey?.columns ?? layout.key);
  return {
    source,
    ingestion,
    layout,
    width: names.length,
    columns,
    column,
    recordColumns: ingestion.comparedOn ? some(ingestion.comparedOn) : columns.filter((one) => one !== null),
    keyColumns,
    nameColumns: keyColumns.length > 0 ? keyColumns : some(layout.nullChecked).slice(0, 3),
  };
}
