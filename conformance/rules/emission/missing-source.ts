import { defineRule } from '../../engine/define-rule.js';
import type { EmissionFacts } from '../../engine/emission-facts.js';
import { completeEmission } from '../../engine/example-emission.js';

/** Names that the message shows; the details have all. */
const SHOWN = 5;

export const missingSource = defineRule({
  id: 'emission/missing-source',
  scope: 'emission',
  level: 'should',
  requirement: 'EP-3',
  summary: 'The emission holds a file of every data source.',
  why: 'A report of cQube stays empty as long as one of its data sources is missing. A state may well leave out what it does not collect.',
  fix: 'Nothing, if it is left out on purpose or emitted at another time; otherwise add the file to the emission.',
  message: ({ source, file, missing, count, of }) => {
    if (source !== undefined) return `The data source ${source} is asked for, but “${file}” is not there.`;
    const names = Array.isArray(missing) ? missing.map(String) : [];
    const more = names.length > SHOWN ? ` and ${names.length - SHOWN} more` : '';
    const verb = count === 1 ? 'is' : 'are';
    return `${count} of ${of} data sources ${verb} not in this emission: ${names.slice(0, SHOWN).join(', ')}${more}.`;
  },
  counts: (emission) => (presentIds(emission).size > 0 ? emission.sources.length : 0),
  check: (emission, report) => {
    const present = presentIds(emission);
    // Without any file there is nothing to be part of; the report says that nothing was checked.
    if (present.size === 0) return;
    const { sources, asked } = emission;
    const absent = sources.filter(({ id }) => !present.has(id));
    for (const { id, folder, stem } of absent.filter((source) => asked.includes(source.id)))
      report({ source: id, file: `${folder}/${stem}.zip` }, ['asked'], { path: '' });
    const missing = absent.map(({ id }) => id);
    if (missing.length > 0) report({ missing, count: missing.length, of: sources.length }, [], { path: '' });
  },
  examples: {
    valid: [{ kind: 'emission', title: 'all there', files: completeEmission() }],
    invalid: [{ kind: 'emission', title: 'one is missing', files: completeEmission('inspection_master') }],
  },
});

/** Empty where single files were named: of them nothing can be missing. */
function presentIds({ files, wholeTree }: EmissionFacts): ReadonlySet<string> {
  if (!wholeTree) return new Set();
  const ids = files.flatMap(({ match }) =>
    match.kind === 'unknown-file' || match.source === null ? [] : [match.source.id],
  );
  return new Set(ids);
}
