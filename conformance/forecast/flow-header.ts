/** Whether the flow takes the header line, and which of its column sets it then reads. */
import type { Certainty, SourceIngestion } from '../../specs/ingestion/ingestion.js';
import type { FileForecast } from '../../specs/forecast.js';
import type { DataSource, PipelineLayout } from '../../specs/source.js';
import type { TableHead } from '../engine/table-head.js';

/** A header as the flow sees it. */
export interface FlowHeader {
  readonly verdict: NonNullable<FileForecast['header']>;
  /** The columns as the flow's delimiter cuts them. */
  readonly names: readonly string[];
  readonly delimiter: string;
  readonly layout: PipelineLayout | null;
}

type HeadFacts = Pick<
  TableHead,
  'names' | 'quoted' | 'byteOrderMark' | 'wide' | 'empty' | 'tooLong' | 'encodingFault' | 'openEnded'
>;

/** `delimiter`: the one that `head.names` were cut with. */
export function flowHeader(
  head: HeadFacts,
  delimiter: string,
  source: DataSource,
  { grounds }: Pick<SourceIngestion, 'grounds'>,
): FlowHeader {
  const { pipeline } = source;
  const line = lineOf(head, delimiter);
  const names = namesOf(head, line, delimiter, pipeline.delimiter);
  // Cut at another delimiter, the names still tell which column set is meant.
  const layout = bestLayout(names.length === 1 ? head.names : names, pipeline.layouts);
  const refuse = (because: string, certainty: Certainty = 'inferred'): FlowHeader => ({
    verdict: {
      accepted: false,
      because,
      certainty,
      headerToUse: layout === null ? null : layout.required.join(pipeline.delimiter),
    },
    names,
    delimiter: pipeline.delimiter,
    layout,
  });
  const sure = grounds.columns?.certainty ?? 'inferred';
  if (head.empty) return refuse('the file has no header line', 'code');
  if (head.wide !== null) return refuse(`the text is ${head.wide}, and the flow reads UTF-8`);
  if (head.tooLong !== null) return refuse('the header line is longer than the flow’s line buffer');
  if (layout === null) return refuse('the release has no query for this file', 'code');
  if (pipeline.headerOrder !== undefined) {
    const because = orderFault(line, names, pipeline.headerOrder, pipeline.delimiter);
    if (because !== null) return refuse(because, sure);
    const unreadable = unreadableName(head, names, layout);
    if (unreadable !== null) return refuse(unreadable);
    const accepted = accept(names, layout, pipeline.delimiter, sure);
    return {
      ...accepted,
      verdict: { ...accepted.verdict, because: 'the columns stand in the flow’s own order' },
    };
  }
  const missing = missingOf(layout, names);
  if (missing.length > 0) return refuse(missingText(missing, names, pipeline.delimiter), sure);
  const unreadable = unreadableName(head, names, layout);
  return unreadable === null ? accept(names, layout, pipeline.delimiter, sure) : refuse(unreadable);
}

/** The line has the flow’s sequence in it, and yet the reader does not find its columns. */
function unreadableName(
  { byteOrderMark, openEnded }: HeadFacts,
  names: readonly string[],
  layout: PipelineLayout,
): string | null {
  if (byteOrderMark && missingOf(layout, ['\u{feff}', ...names.slice(1)]).length > 0)
    return 'a byte-order mark stands before the first column, so the flow does not know it';
  return !openEnded && hasRepeated(names)
    ? 'a column name stands in the header twice, at which the reader gives up'
    : null;
}

const accept = (
  names: readonly string[],
  layout: PipelineLayout,
  delimiter: string,
  certainty: Certainty,
): FlowHeader => ({
  verdict: {
    accepted: true,
    because: 'the flow finds its columns by name, whatever their case and order',
    certainty,
    headerToUse: null,
  },
  names,
  delimiter,
  layout,
});

/** The header line again; a line of many names is cut in `head.line`. */
const lineOf = ({ names, quoted }: HeadFacts, delimiter: string): string =>
  names.map((name, place) => (quoted.includes(place + 1) ? `"${name}"` : name)).join(delimiter);

const namesOf = (head: HeadFacts, line: string, delimiter: string, wanted: string): readonly string[] =>
  delimiter === wanted ? head.names : line.split(wanted);

const folded = (name: string): string => name.trim().toLowerCase();

const missingOf = (layout: PipelineLayout, names: readonly string[]): readonly string[] => {
  const there = new Set(names.map(folded));
  return layout.required.filter((name) => !there.has(folded(name)));
};

/** The column set that is there as a whole; of several the one of which most is read, else the nearest. */
function bestLayout(
  names: readonly string[],
  layouts: Readonly<Record<string, PipelineLayout>>,
): PipelineLayout | null {
  const there = new Set(names.map(folded));
  let best: { layout: PipelineLayout; missing: number; found: number } | null = null;
  for (const layout of Object.values(layouts)) {
    const missing = missingOf(layout, names).length;
    const found = layout.read.filter((name) => there.has(folded(name))).length;
    const better =
      best === null || missing < best.missing || (missing === best.missing && found > best.found);
    if (better) best = { layout, missing, found };
  }
  return best?.layout ?? null;
}

function hasRepeated(names: readonly string[]): boolean {
  const filled = names.filter((name) => name !== '');
  return new Set(filled).size < filled.length;
}

/** The lower-cased header line must hold the sequence as one unbroken text. */
function orderFault(
  line: string,
  names: readonly string[],
  order: readonly string[],
  delimiter: string,
): string | null {
  if (line.toLowerCase().includes(order.join(delimiter))) return null;
  const there = new Set(names.map(folded));
  const missing = order.filter((name) => !there.has(name));
  if (missing.length > 0) return missingText(missing, names, delimiter);
  const at = order.findIndex((name, place) => folded(names[place] ?? '') !== name);
  if (at < 0)
    return 'the header’s names are in quotes or have blanks around them, and the flow compares the bare line';
  return `this flow wants its columns in one fixed order: column ${at + 1} must be ${order[at] ?? ''}, not ${cut(names[at] ?? 'nothing')}`;
}

/** A name may be as long as the line. */
const cut = (name: string): string => (name.length > 60 ? `${name.slice(0, 60)}…` : name);

function missingText(missing: readonly string[], names: readonly string[], delimiter: string): string {
  if (names.length === 1 && missing.length > 1)
    return `the header has one column when cut at ${delimiter === ',' ? 'commas' : 'pipes'}, as this flow does`;
  const shown = missing.slice(0, 5).join(', ');
  const more = missing.length > 5 ? ` and ${missing.length - 5} more` : '';
  return `${missing.length === 1 ? 'a column is' : `${missing.length} columns are`} missing: ${shown}${more}`;
}
