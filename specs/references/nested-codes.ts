/**
 * The administrative codes of a row that nest in each other (EP-17), coarsest first. A cluster and a school both begin
 * with their block: behind it, the code of a school has its village (3 digits) and its number (2), and no cluster, of
 * which 11 digits would leave room for ten schools. The published sample agrees.
 */
import type { CodeClass, Field } from '../source.js';

const CLASSES: readonly CodeClass[] = ['state', 'district', 'block', 'cluster', 'school'];

/**
 * The columns that hold the row's own place, at most one a class: where a class has several, the first is meant, since
 * further ones name another place (the school that it was merged into). Fewer than two: nothing can nest.
 */
export function nestedCodes(fields: readonly Field[]): readonly string[] {
  const names = CLASSES.flatMap((code) => fields.find((field) => field.code === code)?.name ?? []);
  return names.length < 2 ? [] : names;
}

/** No other code begins with a code of this class. */
export const isInnermost = (code: CodeClass): boolean => code === 'cluster' || code === 'school';
