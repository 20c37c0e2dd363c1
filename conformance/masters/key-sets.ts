/** Which sets of keys the files of a source refer to. */
import { references } from '../../specs/references/index.js';
import { keySetOf } from '../../specs/references/reference.js';
import type { Reference } from '../../specs/references/reference.js';
import type { DataSource } from '../../specs/source.js';

/** Of all its variants and sections. */
export const referencesFrom = ({ id }: Pick<DataSource, 'id'>): readonly Reference[] =>
  references.filter(({ source }) => source === id);

export const keySetsOf = (source: Pick<DataSource, 'id'>): readonly string[] =>
  referencesFrom(source).map(keySetOf);
