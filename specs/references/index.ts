/** Every foreign key of every source, in the names of each of its variants. */
import type { DataSource, Field, ForeignKey } from '../source.js';
import { sources } from '../sources/index.js';
import { isDetail, joinOf, originOf } from './joins.js';
import type { Reference } from './reference.js';

const byId = new Map(sources.map((source) => [source.id, source]));

/** A column set of a source, by the names that a table has. */
interface ColumnSet {
  readonly variant: string | null;
  readonly section: string | null;
  readonly fields: readonly Field[];
  readonly foreignKeys: readonly ForeignKey[];
}

/** The references of a table of this variant (null: the source has none) or section. */
export const referencesOf = (
  id: string,
  variant: string | null,
  section: string | null = null,
): readonly Reference[] =>
  references.filter((one) => one.source === id && one.variant === variant && one.section === section);

/** The columns of the source that mean the same as these of its first variant; null: the variant lacks one. */
export function namesIn(
  source: DataSource,
  variantName: string | null,
  names: readonly string[],
): readonly string[] | null {
  const variant = source.variants.find(({ name }) => name === variantName);
  if (!variant || variant === source.variants[0]) return names;
  const renamed = Object.entries(variant.equivalents ?? {});
  const own = names.flatMap((name) => {
    const [found] = renamed.find(([, first]) => first === name) ?? [name];
    return variant.fields.some((field) => field.name === found) ? [found] : [];
  });
  return own.length === names.length ? own : null;
}

const setsOf = (source: DataSource): readonly ColumnSet[] => {
  if (source.sections)
    return source.sections.map(({ name, fields, foreignKeys = [] }) => ({
      variant: null,
      section: name,
      fields,
      foreignKeys,
    }));
  if (source.variants.length > 0)
    return source.variants.map(({ name, fields, foreignKeys }) => ({
      variant: name,
      section: null,
      fields,
      foreignKeys,
    }));
  return [{ variant: null, section: null, fields: source.fields, foreignKeys: source.foreignKeys }];
};

function resolve(source: DataSource, { variant, section, fields }: ColumnSet, key: ForeignKey): Reference {
  const target = byId.get(key.reference.source);
  const fieldOf = (name: string): Field | undefined => fields.find((field) => field.name === name);
  return {
    source: source.id,
    variant,
    section,
    fields: key.fields,
    target: key.reference.source,
    targetFields: key.reference.fields,
    numeric: key.reference.fields.map((name) => isNumeric(target?.fields.find((one) => one.name === name))),
    defaults: key.fields.map((name) => {
      const stated = fieldOf(name)?.default;
      return stated === undefined ? null : String(stated);
    }),
    isDetail: isDetail(source, key),
    join: joinOf(source, key),
    origin: originOf(source, key),
  };
}

const WHOLE = new Set(['smallint', 'integer', 'bigint']);

const isNumeric = (field: Field | undefined): boolean =>
  field !== undefined && (field.code !== undefined || WHOLE.has(field.type));

export const references: readonly Reference[] = sources.flatMap((source) =>
  setsOf(source).flatMap((set) => set.foreignKeys.map((key) => resolve(source, set, key))),
);
