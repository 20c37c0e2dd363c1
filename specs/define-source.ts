import type { AllowedPairs, DataSource, Field, ForeignKey, Variant } from './source.js';

type NamesOf<Fields extends readonly Field[]> = Fields[number]['name'];

type TypedVariant<Fields extends readonly Field[]> = Omit<
  Variant,
  'fields' | 'primaryKey' | 'foreignKeys'
> & {
  readonly fields: Fields;
  readonly primaryKey: readonly NoInfer<NamesOf<Fields>>[];
  readonly foreignKeys: readonly ForeignKey<NoInfer<NamesOf<Fields>>>[];
};

type TypedSource<Fields extends readonly Field[]> = Omit<
  DataSource,
  'fields' | 'primaryKey' | 'foreignKeys' | 'allowedPairs'
> & {
  readonly fields: Fields;
  readonly primaryKey: readonly NoInfer<NamesOf<Fields>>[];
  readonly foreignKeys: readonly ForeignKey<NoInfer<NamesOf<Fields>>>[];
  readonly allowedPairs?: AllowedPairs<NoInfer<NamesOf<Fields>>>;
};

/** Identity function for typing: a key, foreign key or pair that names a column which does not exist does not compile. */
export const defineSource = <const Fields extends readonly Field[]>(
  source: TypedSource<Fields>,
): DataSource => source;

/** The same for a variant's own column set. */
export const defineVariant = <const Fields extends readonly Field[]>(
  variant: TypedVariant<Fields>,
): Variant => variant;
