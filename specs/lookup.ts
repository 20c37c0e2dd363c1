/** Finding a source by the names that people, files and documents give it. */
import { closest } from './closest.js';
import { documentedNames } from './documented-names.js';
import type { Alias, DataSource, Family, Field } from './source.js';
import { sources } from './sources/index.js';

const FAMILIES: readonly Family[] = ['semester', 'diksha'];

export interface FoundFile {
  readonly source: DataSource;
  /** Set where the file bears one of the source's further names. */
  readonly alias?: Alias;
}

export type ResolvedName =
  | { readonly kind: 'source'; readonly source: DataSource }
  | { readonly kind: 'family'; readonly family: Family; readonly sources: readonly DataSource[] }
  | { readonly kind: 'unknown'; readonly suggestions: readonly string[] };

const byId = new Map(sources.map((source) => [source.id, source]));

const byPath = new Map<string, FoundFile>(
  sources.flatMap((source): [string, FoundFile][] => [
    [pathOf(source.folder, source.stem), { source }],
    ...source.aliases.map((alias): [string, FoundFile] => [
      pathOf(alias.folder, alias.stem),
      { source, alias },
    ]),
  ]),
);

/** Ids first: where a name is the id of one source and the stem of another, the id counts. */
const byName = new Map<string, DataSource>([
  ...sources.flatMap((source) => source.aliases.map((alias): [string, DataSource] => [alias.stem, source])),
  ...sources.map((source): [string, DataSource] => [source.stem, source]),
  ...byId,
]);

/** As `specs list` prints them. */
const byTitle = new Map(
  sources.flatMap((source) => (source.title === null ? [] : [[source.title.toLowerCase(), source] as const])),
);

export const findSource = (id: string): DataSource | undefined => byId.get(id);

/** By place in the emission tree: `cqube_emission/<folder>/<stem>.zip`. */
export const findByFile = (folder: string, stem: string): FoundFile | undefined =>
  byPath.get(pathOf(folder, stem));

/** A source by its id, its stem, an alias's stem or its title; or one of the two documented families. */
export function resolveName(name: string): ResolvedName {
  const source = byName.get(name) ?? byTitle.get(name.toLowerCase());
  if (source) return { kind: 'source', source };
  const family = FAMILIES.find((candidate) => candidate === name);
  if (family)
    return { kind: 'family', family, sources: sources.filter((member) => member.family === family) };
  return { kind: 'unknown', suggestions: closest(name, [...documentedNames, ...byName.keys()]) };
}

/**
 * The first line of the file: of the first variant, or of the named one (null: there is none of that name).
 * A variant that only the pipeline knows is written with the pipeline's delimiter.
 */
export function headerLine(source: DataSource, variantName?: string): string | null {
  if (variantName === undefined)
    return namesOf(source.sections?.[0]?.fields ?? source.fields).join(source.delimiter);
  const variant = source.variants.find((candidate) => candidate.name === variantName);
  if (!variant) return null;
  return namesOf(variant.fields).join(
    variant.basis === 'pipeline' ? source.pipeline.delimiter : source.delimiter,
  );
}

function pathOf(folder: string, stem: string): string {
  return `${folder}/${stem}`;
}

const namesOf = (fields: readonly Field[]): readonly string[] => fields.map((field) => field.name);
