/** The published emission tree, arranged for looking up what a file's name says. */
import type { DataSource, FileName, PipelineFacts } from '../../specs/source.js';

/** A published place of a source: its own, or one of its aliases'. */
export interface PublishedFile extends FileName {
  readonly source: DataSource;
  /** `<folder>/<stem>.zip`. */
  readonly path: string;
}

/** How a flow picks up keys. */
type Listing = Pick<PipelineFacts, 'keyPrefixes' | 'stemPrefix'> & { readonly acceptsCsv: boolean };

export interface PublishedTree {
  /** Each known folder with its files. */
  readonly folders: ReadonlyMap<string, readonly PublishedFile[]>;
  /** By stem in lower case; of several places of one stem the source's own. */
  readonly byStem: ReadonlyMap<string, PublishedFile>;
  readonly listings: readonly Listing[];
}

export function publishedTree(sources: readonly DataSource[]): PublishedTree {
  const own = sources.map((source) => published(source, source));
  const aliases = sources.flatMap((source) => source.aliases.map((alias) => published(alias, source)));
  const folders = new Map<string, PublishedFile[]>();
  const byStem = new Map<string, PublishedFile>();
  for (const file of [...own, ...aliases]) {
    const inFolder = folders.get(file.folder);
    if (inFolder) inFolder.push(file);
    else folders.set(file.folder, [file]);
    const stem = file.stem.toLowerCase();
    if (!byStem.has(stem)) byStem.set(stem, file);
  }
  return { folders, byStem, listings: sources.flatMap(listingsOf) };
}

const published = ({ folder, stem }: FileName, source: DataSource): PublishedFile => ({
  folder,
  stem,
  source,
  path: `${folder}/${stem}.zip`,
});

function listingsOf({ pipeline, aliases }: DataSource): readonly Listing[] {
  const acceptsCsv = pipeline.acceptsCsv === true;
  return [pipeline, ...aliases.map((alias) => alias.pipeline ?? pipeline)].map(
    ({ keyPrefixes, stemPrefix }) => ({ keyPrefixes, stemPrefix, acceptsCsv }),
  );
}

/** What release 3.7 would do with an object of this key (the API's time stamp changes nothing about it). */
export function pickUp(
  key: string,
  tree: PublishedTree,
): { readonly listed: boolean; readonly taken: boolean } {
  const listings = tree.listings.filter(({ keyPrefixes }) =>
    keyPrefixes.some((prefix) => key.startsWith(prefix)),
  );
  // The flow's own stem: what stands between the first slash and the first dot.
  const stem = key.replace(/^[^/]*\//, '').replace(/\..*$/s, '');
  const fitting = listings.filter(({ stemPrefix }) => stem.startsWith(stemPrefix ?? ''));
  // diksha_tpd_mapping begins like diksha_tpd, which takes plain CSV too: the longer stem decides.
  const longest = Math.max(...fitting.map(({ stemPrefix }) => stemPrefix?.length ?? 0));
  const deciding = fitting.filter(({ stemPrefix }) => (stemPrefix?.length ?? 0) === longest);
  const taken = deciding.some(
    ({ acceptsCsv }) => key.endsWith('.zip') || (acceptsCsv && key.endsWith('.csv')),
  );
  return { listed: listings.length > 0, taken };
}
