/** The tree of an emission with what has arrived of it. */
import type { Arrival } from '../../../../arrivals/arrival.js';
import type { Sources, SourceInShort } from '../../api/shapes.js';
import type { Live } from '../../state/live.js';

export type FileStatus =
  /** Nothing has come. */
  | 'missing'
  /** An upload URL was asked for, and no upload came. */
  | 'asked'
  | 'checking'
  | 'conformant'
  /** Conformant, with warnings or notes. */
  | 'remarks'
  | 'broken'
  /** We were kept from judging. */
  | 'unchecked';

export interface BoardFile {
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
  readonly arrived: number;
  readonly conformant: number;
  readonly broken: number;
  readonly tooEarly: number;
  readonly known: number;
}

/** The API puts an underscore and 14 digits before the last dot. */
const withoutStamp = (key: string): string => key.replace(/_\d{14}(\.[^.]*)?$/, '$1');

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
  const asked = new Set(exchanges.map(({ sentName }) => sentName).filter((name) => name !== null));
  const files = sources.sources.map((source): BoardFile => {
    const arrival = latest.get(source.id) ?? null;
    const wasAsked = asked.has(`${source.folder}/${source.stem}.zip`);
    return {
      source,
      arrival,
      times: times.get(source.id) ?? 0,
      status: arrival === null ? (wasAsked ? 'asked' : 'missing') : statusOf(arrival),
      tooEarlyFor: tooEarlyFor(source, sources, latest),
    };
  });
  const names = [...new Set(files.map(({ source }) => source.folder))];
  return {
    folders: names.map((name) => ({ name, files: files.filter(({ source }) => source.folder === name) })),
    strangers,
    arrived: files.filter(({ arrival }) => arrival !== null).length,
    conformant: files.filter(({ status }) => status === 'conformant' || status === 'remarks').length,
    broken: files.filter(({ status }) => status === 'broken').length + strangers.length,
    tooEarly: files.filter((file) => file.tooEarlyFor.length > 0).length,
    known: files.length,
  };
}

function sortArrivals({ sources }: Sources, arrivals: Live['arrivals']) {
  const byPath = new Map<string, string>();
  for (const { id, folder, stem, aliases } of sources)
    for (const path of [...aliases, `${folder}/${stem}.zip`]) byPath.set(path, id);
  const latest = new Map<string, Arrival>();
  const times = new Map<string, number>();
  const strangers: Arrival[] = [];
  for (const arrival of arrivals.values()) {
    const id = byPath.get(pathOf(arrival));
    if (id === undefined) strangers.push(arrival);
    else {
      latest.set(id, arrival);
      times.set(id, (times.get(id) ?? 0) + 1);
    }
  }
  return { latest, times, strangers };
}

/** By the published rules; what only helps the reports is left out. */
function tooEarlyFor(
  { id }: SourceInShort,
  { precedences, sources }: Sources,
  latest: ReadonlyMap<string, Arrival>,
): readonly string[] {
  const own = latest.get(id);
  if (own === undefined) return [];
  const before = precedences
    .filter(({ requirement, after }) => requirement !== null && after.includes(id))
    .flatMap((precedence) => precedence.before);
  return [...new Set(before)]
    .filter((other) => (latest.get(other)?.storedAt ?? -Infinity) > own.storedAt)
    .map((other) => sources.find((source) => source.id === other)?.stem ?? other);
}
