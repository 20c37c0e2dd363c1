/** Decides which published file a CSV is. Pure: nothing is read here. */
import type { PublishedFile, PublishedTree } from '../../conformance/inputs/published-tree.js';
import { sourcesByHeader } from '../../conformance/inputs/guess-source.js';
import { closest } from '../../specs/closest.js';
import type { DataSource } from '../../specs/source.js';
import { STDIN } from './found.js';
import type { FoundCsv } from './found.js';

export type ToldBy = 'option' | 'place' | 'name' | 'name-but-case' | 'header';

export type Told =
  | { readonly kind: 'told'; readonly file: PublishedFile; readonly by: ToldBy }
  | { readonly kind: 'ambiguous'; readonly files: readonly PublishedFile[] }
  | { readonly kind: 'unknown'; readonly suggestions: readonly string[] };

/** `--source`, and the name that it was called by: an alias's stem asks for the alias's place. */
export interface Forced {
  readonly source: DataSource;
  readonly name: string;
}

export function tellSource(csv: FoundCsv, tree: PublishedTree, forced: Forced | null): Told {
  const stem = csv.name.replace(/\.csv$/i, '');
  const inPlace = tree.folders.get(csv.parent)?.find((file) => file.stem === stem);
  if (forced) return { kind: 'told', by: 'option', file: placeOf(forced, inPlace, stem, tree) };
  if (csv.shown === STDIN) return { kind: 'unknown', suggestions: [] };
  if (inPlace) return { kind: 'told', by: 'place', file: inPlace };
  const named = tree.byStem.get(stem.toLowerCase());
  if (named) return { kind: 'told', by: named.stem === stem ? 'name' : 'name-but-case', file: named };
  const [first, ...others] = csv.header === null ? [] : sourcesByHeader(csv.header);
  if (!first) {
    const stems = [...tree.byStem.values()].map((file) => file.stem);
    return { kind: 'unknown', suggestions: closest(stem, stems) };
  }
  if (others.length > 0) return { kind: 'ambiguous', files: [first, ...others].map((one) => own(one, tree)) };
  return { kind: 'told', by: 'header', file: own(first, tree) };
}

/** A name that the source bears decides between its places; otherwise it is the source's own. */
function placeOf(
  { source, name }: Forced,
  inPlace: PublishedFile | undefined,
  stem: string,
  tree: PublishedTree,
): PublishedFile {
  const asked = name === source.id ? undefined : tree.byStem.get(name);
  const candidates = [asked, inPlace, tree.byStem.get(stem)];
  return candidates.find((file) => file?.source.id === source.id) ?? own(source, tree);
}

function own({ id, folder, stem }: DataSource, tree: PublishedTree): PublishedFile {
  const file = tree.folders.get(folder)?.find((candidate) => candidate.stem === stem);
  if (!file) throw new Error(`the published tree has no place for ${id}`);
  return file;
}
