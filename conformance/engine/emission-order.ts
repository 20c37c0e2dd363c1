/** The order in which to emit what is there (EP-9 to EP-12, and what the reports of cQube join). */
import { EMISSION_STEPS, emissionStepOf } from '../../specs/emission-order.js';
import type { EmissionFile } from './emission-facts.js';

/** Groups of paths, one after the other. Files that were matched to no source are left out. */
export function emissionOrder(
  files: readonly Pick<EmissionFile, 'path' | 'match'>[],
): readonly (readonly string[])[] {
  const groups = EMISSION_STEPS.map((): string[] => []);
  for (const { path, match } of files) {
    const source = match.kind === 'unknown-file' ? null : match.source;
    const step = source ? emissionStepOf(source.id) : undefined;
    if (step !== undefined) groups[step]?.push(path);
  }
  return groups.filter((group) => group.length > 0);
}
