/** The tree of an emission with what has arrived of it. */
import type { Arrival } from '../../../../arrivals/arrival.js';
import type { Sources, SourceInShort } from '../../api/shapes.js';
import type { Live } from '../../state/live-state.js';

export type FileStatus =
  /** Nothing has come. */
  | 'missing'
  /** It came under another published name. */
  | 'elsewhere'
  /** An upload URL was asked for, and no upload came. */
  | 'asked'
  | 'checking'
  | 'conformant'
  /** Conformant, with warnings or notes. */
  | 'remarks'
  | 'broken'
  /** We were kept from judging. */
  | 'unchecked';

/** A place of the published tree. A source has one, and further ones where the documents name it otherwise. */
export interface BoardFile {
  /** `<folder>/<stem>.zip`, by which it is chosen. */
  readonly path: string;
  readonly folder: string;
  readonly stem: string;
  readonly source: SourceInShort;
  /** The latest one; null: none. */
  readonly arrival: Arrival | null;
  /** How often it came. */
  readonly times: number;
  readonly status: FileStatus;
  /** Stems of files that should have come before it. */
  readonly tooEarlyFor: readonly string[];
}

export interface Board {
  readonly folders: readonly { readonly name: string; readonly files: readonly BoardFile[] }[];
  /** What is no file of the tree. */
  readonly strangers: readonly Arrival[];
  /** Sources of which something has arrived, of all that there are. */
  readonly arrived: number;
  readonly known: number;
  readonly conformant: number;
  readonly broken: number;
  readonly tooEarly: number;
}

/** The API puts an underscore and 14 digits before the last dot. */
export const withoutStamp = (key: string): string => key.replace(/_\d{14}(\.[^.]*)?$/, '$1');

export const pathOf = ({ path, key }: Pick<Arrival, 'path' | 'key'>): string =>
  path ?? withoutStamp(key).replace(/^cqube_emission\//, '');

export function statusOf(arrival: Arrival): FileStatus {
  if (arrival.state === 'unchecked') return 'unchecked';
  if (arrival.state !== 'checked') return 'checking';
  if (arrival.verdict === 'not-conformant' || arrival.counts.error > 0) return 'broken';
  if (arrival.verdict !== 'conformant') return 'unchecked';
  return arrival.counts.warning + arrival.counts.info > 0 ? 'remarks' : 'conformant';
}

export function boardOf({ sources, arrivals, exchanges }: Live): Board | null {
  if (sources === null) return null;
  const { latest, times, strangers } = sortArrivals(sources, arrivals);
  const asked = new Set(exchanges.flatMap(({ sentName }) => (sentName === null ? [] : [sentName])));
  const files = sources.sources.flatMap((source) => {
    const arrived = placesOf(source).filter((path) => latest.has(path));
    const own = ownPath(source);
    return [...new Set([own, ...arrived])].map((path): BoardFile => {
      const arrival = latest.get(path) ?? null;
      const [folder = '', name = ''] = path.split('/');
      const absent = arrived.length > 0 ? 'elsewhere' : asked.has(path) ? 'asked' : 'missing';
      return {
        path,
        folder,
        stem: name.replace(/\.zip$/, ''),
        source,
        arrival,
        times: times.get(path) ?? 0,
        status: arrival === null ? absent : statusOf(arrival),
        tooEarlyFor: arrival === null ? [] : tooEarlyFor(source, arrival, sources, latest),
      };
    });
  });
  const names = [...new Set(files.map(({ folder }) => folder))];
  return {
    folders: names.map((name) => ({ name, files: files.filter(({ folder }) => folder === name) })),
    strangers,
    arrived: new Set(files.filter(({ arrival }) => arrival !== null).map(({ source }) => source.id)).size,
    known: sources.sources.length,
    conformant: files.filter(({ status }) => status === 'conformant' || status === 'remarks').length,
    broken: files.filter(({ status }) => status === 'broken').length + strangers.length,
    tooEarly: files.filter((file) => file.tooEarlyFor.length > 0).length,
  };
}

const ownPath = ({ folder, stem }: SourceInShort): string => `${folder}/${stem}.zip`;

const placesOf = (source: SourceInShort): readonly string[] => [ownPath(source), ...source.aliases];

function sortArrivals({ sources }: Sources, arrivals: Live['arrivals']) {
  const published = new Set(sources.flatMap(placesOf));
  const latest = new Map<string, Arrival>();
  const times = new Map<string, number>();
  const strangers: Arrival[] = [];
  for (const arrival of arrivals.values()) {
    const path = pathOf(arrival);
    if (published.has(path)) {
      latest.set(path, arrival);
      times.set(path, (times.get(path) ?? 0) + 1);
    } else strangers.push(arrival);
  }
  return { latest, times, strangers };
}

/** By the published rules; what only helps the reports is left out. Of several names of one source the first counts. */
function tooEarlyFor(
  { id }: SourceInShort,
  { storedAt }: Arrival,
  { precedences, sources }: Sources,
  latest: ReadonlyMap<string, Arrival>,
): readonly string[] {
  const before = precedences
    .filter(({ requirement, after }) => requirement !== null && after.includes(id))
    .flatMap((precedence) => precedence.before);
  return [...new Set(before)].flatMap((other) => {
    const source = sources.find((one) => one.id === other);
    if (source === undefined) return [];
    const times = placesOf(source).flatMap((path) => latest.get(path)?.storedAt ?? []);
    return times.length > 0 && Math.min(...times) > storedAt ? [source.stem] : [];
  });
}
