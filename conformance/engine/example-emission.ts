/** Emission trees for the examples of rules. */
import { sources } from '../../specs/sources/index.js';

/** Every published file, but for the sources named. */
export const completeEmission = (...without: readonly string[]): Readonly<Record<string, 'sample'>> =>
  Object.fromEntries(
    sources
      .filter(({ id }) => !without.includes(id))
      .map(({ folder, stem }) => [`${folder}/${stem}.zip`, 'sample']),
  );
