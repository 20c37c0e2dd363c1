/** Fates in plain words. */
import type { Fate, FileForecast } from '../../specs/forecast.js';
import type { FateKind, SourceIngestion } from '../../specs/ingestion/ingestion.js';
import type { DataSource } from '../../specs/source.js';
import type { FateCount } from './fate-book.js';

interface About {
  readonly pickup: FileForecast['pickup'];
  readonly header: NonNullable<FileForecast['header']>;
  readonly retentionDays: number;
  readonly source: DataSource | null;
}

/** What the emitter cannot help: rows that age, rows that the flow leaves out on purpose, defects of the flow. */
const INEVITABLE: ReadonlySet<FateKind> = new Set(['only-where', 'retention']);

export function reasonOf(found: FateCount, ingestion: SourceIngestion, about: About): Fate {
  const grounds = ingestion.grounds[found.fate];
  const certainty =
    found.fate === 'not-picked-up'
      ? about.pickup.certainty
      : found.fate === 'columns'
        ? about.header.certainty
        : (grounds?.certainty ?? 'inferred');
  return {
    fate: found.fate,
    column: found.column,
    count: found.count,
    reason: text(found, ingestion, about),
    certainty,
    origin: grounds?.origin.where ?? 'release 3.7',
    preventable: !INEVITABLE.has(found.fate) && !(isLoad(found.fate) && ingestion.loadFails !== undefined),
    samples: found.samples,
  };
}

const isLoad = (fate: FateKind): boolean => fate === 'load' || fate === 'load-batch';

function text({ fate, column }: FateCount, ingestion: SourceIngestion, about: About): string {
  const name = column ?? 'a column';
  switch (fate) {
    case 'not-picked-up':
      return about.pickup.because;
    case 'columns':
      return `the whole file is dropped: ${about.header.because}`;
    case 'unreadable':
      return 'the reader stops at a broken line (a quote without its partner, or a line that is too long), and the whole file is dropped';
    case 'datatype':
      return column === null
        ? 'the line has another number of fields than the header'
        : `${name} does not hold what the datatype check wants${wanted(column, about)}`;
    case 'null':
      return `${name} holds no value${zero(column, about)}`;
    case 'same-record':
      return copies(ingestion, about);
    case 'only-where':
      return `${name} is not ${ingestion.onlyWhere?.is ?? ''}, and only such rows are kept`;
    case 'same-id':
      return ingestion.earliestBy === undefined
        ? `another row has the same key (${keyOf(about)}) and other values: every row of that key is dropped, none is kept`
        : `another row has the same ${keyOf(about)}: the one with the earliest ${ingestion.earliestBy} is kept`;
    case 'other-month':
      return 'a file is read for one month, the first that it holds: rows of other months are removed';
    case 'future-month':
      return 'the month is still to come';
    case 'retention':
      return `${name} is older than the retention period (${about.retentionDays} days as shipped)`;
    case 'load':
      return load(column, ingestion);
    case 'load-batch':
      return 'they go to the database together with a row that it refuses, and the whole batch is lost without a message';
  }
}

const layoutsOf = ({ source }: About): readonly DataSource['pipeline']['layouts'][string][] =>
  Object.values(source?.pipeline.layouts ?? {});

function wanted(column: string, about: About): string {
  const type = layoutsOf(about).find(({ types }) => types?.[column] !== undefined)?.types?.[column];
  if (type === undefined) return '';
  const words = {
    int: 'a whole number of 32 bit',
    long: 'a whole number',
    decimal: 'a number',
    double: 'a number',
    string: 'a text',
    date: 'a date',
    boolean: 'true or false',
    any: 'anything',
  } as const;
  return ` (${words[type.is]}${type.optional ? ' or nothing' : ', and not nothing'})`;
}

const zero = (column: string | null, about: About): string =>
  layoutsOf(about).some(({ zeroIsNull }) => column !== null && zeroIsNull?.includes(column))
    ? ' (0 and 0.0 count as none)'
    : '';

function copies(ingestion: SourceIngestion, about: About): string {
  const breaks = layoutsOf(about).some(({ duplicateRow }) => duplicateRow === 'breaks-file');
  if (ingestion.comparedOn !== undefined || breaks)
    return `two rows are equal${ingestion.comparedOn ? ` in ${ingestion.comparedOn.join(', ')}` : ''}, and the query that should remove the second makes the whole file fail`;
  return 'a copy of a row further up, which is kept';
}

function keyOf({ source }: About): string {
  const keys = Object.values(source?.pipeline.layouts ?? {}).map(({ key }) => key.join(', '));
  return keys.find((key) => key !== '') ?? 'id';
}

function load(column: string | null, { loadFails, tableKey }: SourceIngestion): string {
  if (loadFails !== undefined) return `every load fails: ${loadFails}`;
  if (column !== null && tableKey?.columns.includes(column))
    return `${tableKey.columns.join(' and ')} stand in the table already, or do not fit it: the database refuses the row`;
  return `${column ?? 'a value'} does not fit the table’s column: the database refuses the row`;
}
