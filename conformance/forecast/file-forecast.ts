/** The forecast of one file, put together: picked up or not, its header, and where its rows end. */
import { sources } from '../../specs/sources/index.js';
import type { FileForecast } from '../../specs/forecast.js';
import type { Ingestion, SourceIngestion } from '../../specs/ingestion/ingestion.js';
import type { DataSource } from '../../specs/source.js';
import type { ArchiveFacts } from '../engine/archive-facts.js';
import type { EmissionFile } from '../engine/emission-facts.js';
import { contradictionOf } from './contradiction.js';
import type { FateCount } from './fate-book.js';
import { reasonOf } from './reasons.js';
import type { TableOutlook } from './table-outlook.js';

/** What was seen of a file beside its rows. */
export interface FileFacts {
  readonly file: EmissionFile;
  /** null: no source was told. */
  readonly source: DataSource | null;
  /** null: it is no zip, or was not opened. */
  readonly archive: ArchiveFacts | null;
  /** A table, or one a section; empty: no row was read. */
  readonly tables: readonly TableOutlook[];
  readonly ingestion: Ingestion;
}

export function fileForecast(facts: FileFacts): FileForecast {
  const { file, source, tables } = facts;
  const pickup = withRows(pickupOf(facts), tables);
  const base = {
    path: file.path,
    source: source?.id ?? null,
    pickup,
    contradiction: source && contradictionOf(source, facts.ingestion.sources[source.id] ?? { grounds: {} }),
  };
  const header = headerOf(facts);
  const [first] = tables;
  if (header === null || first === undefined) return { ...base, ...UNREAD, header, ...lostUnread(pickup) };
  const rowsIn = sum(tables.map((table) => table.rowsIn));
  const whole: FateCount['fate'] | null =
    pickup.outcome !== 'ingested' ? 'not-picked-up' : header.accepted ? null : 'columns';
  const explain = (count: FateCount, ingestion: SourceIngestion): FileForecast['fates'][number] =>
    reasonOf(count, ingestion, { pickup, header, retentionDays: facts.ingestion.retentionDays, source });
  if (whole !== null) {
    const fates =
      rowsIn === 0
        ? []
        : [explain({ fate: whole, column: null, count: rowsIn, samples: [] }, first.ingestion)];
    return { ...base, ...UNREAD, header, rowsIn, fates, rowsStored: 0, rowsOverwriting: 0 };
  }
  return {
    ...base,
    header,
    rowsIn,
    fates: tables.flatMap((table) => table.fates.map((count) => explain(count, table.ingestion))),
    rowsStored: sum(tables.map((table) => table.rowsStored)),
    rowsOverwriting: sum(tables.map((table) => table.rowsOverwriting)),
    rowsNeverShown: tables.flatMap((table) => table.rowsNeverShown),
    valuesNotLoaded: tables.flatMap((table) => table.valuesNotLoaded),
    defects: tables.flatMap((table) => table.defects),
    notJudged: [...first.ingestion.notJudged, ...tables.flatMap((table) => table.notJudged)],
  };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

const UNREAD = {
  rowsIn: null,
  fates: [],
  rowsStored: null,
  rowsOverwriting: null,
  rowsNeverShown: [],
  valuesNotLoaded: [],
  defects: [],
  notJudged: [],
} as const;

/** Of what is not ingested nothing is stored, however many rows it has. */
const lostUnread = ({
  outcome,
}: FileForecast['pickup']): Partial<Pick<FileForecast, 'rowsStored' | 'rowsOverwriting'>> =>
  outcome === 'ingested' ? {} : { rowsStored: 0, rowsOverwriting: 0 };

/** The first that the flow counts, once the file is unpacked. */
function withRows(pickup: FileForecast['pickup'], tables: readonly TableOutlook[]): FileForecast['pickup'] {
  if (pickup.outcome !== 'ingested' || tables.length === 0 || tables.some(({ rowsIn }) => rowsIn > 0))
    return pickup;
  const because = 'the object is moved and deleted, and then “has no records in, pass the file with records”';
  return { outcome: 'refused', stays: false, because, certainty: 'code' };
}

function pickupOf({ file, archive, source }: FileFacts): FileForecast['pickup'] {
  const refused = (
    because: string,
    certainty: FileForecast['pickup']['certainty'],
  ): FileForecast['pickup'] => ({
    outcome: 'refused',
    stays: false,
    because,
    certainty,
  });
  // A file that was named by itself is told by what it holds: it will be emitted under its source's name.
  const named = file.named === true && source !== null;
  if (!file.listedByPipeline && !named)
    return {
      outcome: 'ignored',
      stays: true,
      because: `no flow lists a key that begins like ${file.path}: nothing happens, and nothing is logged`,
      certainty: 'code',
    };
  if (!file.takenByPipeline && !named) return refused(refusal(file), 'code');
  if (file.unreadable !== undefined)
    return taken('its key is listed; what it holds could not be read here', 'code');
  if (archive?.damage) return refused(`it cannot be unpacked: ${archive.damage.reason}`, 'inferred');
  if (archive?.member?.encrypted)
    return refused('its member is encrypted, and cannot be unpacked', 'inferred');
  if (archive && archive.member === null)
    return refused('the zip does not hold one CSV: each member is taken for the data file', 'inferred');
  if (archive?.memberNameRead && source && !(archive.member?.name ?? '').startsWith(source.stem))
    return refused(
      `the CSV inside gives the stored object its name, which must begin with ${source.stem}`,
      'code',
    );
  if (archive && archive.entries.length > 1)
    return taken(
      'its key is listed; but further members of the zip are taken for data files too',
      'inferred',
    );
  return named && !file.takenByPipeline
    ? taken(`emitted as ${source.folder}/${source.stem}.zip, its key is listed`, 'code')
    : taken('its key is listed, whatever the name of the CSV inside', 'code');
}

const taken = (because: string, certainty: FileForecast['pickup']['certainty']): FileForecast['pickup'] => ({
  outcome: 'ingested',
  stays: false,
  because,
  certainty,
});

function refusal({ path }: EmissionFile): string {
  const name = path.split('/').at(-1) ?? path;
  if (!name.endsWith('.zip'))
    return 'the object is moved and deleted, and then “is not valid zip format”: its name does not end in .zip';
  return 'the object is moved and deleted; then no query knows its name, and the log says that the columns did not match';
}

/** Sections are four tables of one file: it is taken if each of them is, and all are there. */
function headerOf({ source, tables }: FileFacts): FileForecast['header'] {
  const [first] = tables;
  if (first === undefined) return null;
  const wanted = source?.sections?.length ?? 1;
  const refused = tables.find((table) => !table.header.accepted);
  if (refused) return refused.header;
  if (tables.length >= wanted) return first.header;
  return {
    accepted: false,
    because: `only ${tables.length} of its ${wanted} sections end with their marker, and all must arrive`,
    certainty: 'inferred',
    headerToUse: null,
  };
}

/** The source as which a flow takes a file that the published tree does not know: `district_mst_v2.zip`. */
export function sourceInPipeline(path: string): DataSource | null {
  const stem = path.replace(/^[^/]*\//, '').replace(/\..*$/s, '');
  const fitting = sources.filter(({ pipeline, aliases }) =>
    [pipeline, ...aliases.flatMap((alias) => alias.pipeline ?? [])].some(
      ({ keyPrefixes, stemPrefix }) =>
        stem.startsWith(stemPrefix ?? '') && keyPrefixes.some((prefix) => path.startsWith(prefix)),
    ),
  );
  const length = ({ pipeline }: DataSource): number => pipeline.stemPrefix?.length ?? 0;
  return fitting.toSorted((a, b) => length(b) - length(a))[0] ?? null;
}
