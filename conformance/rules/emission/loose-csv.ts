import type { DataSource } from '../../../specs/source.js';
import { defineRule } from '../../engine/define-rule.js';
import { exampleCsv } from '../../engine/example-csv.js';
import { showText } from '../../engine/show-value.js';

export const looseCsv = defineRule({
  id: 'emission/loose-csv',
  scope: 'emission',
  level: 'must',
  requirement: 'EP-2',
  summary: 'Each CSV is emitted inside a zip of its own.',
  why: 'cQube unpacks what it receives: a plain CSV fails the name check, after it has been deleted from the emission bucket.',
  fix: 'Zip the CSV, one CSV to a zip of the same name; `cqube-conform pack` does it. A CSV that is named by itself (cqube-conform check FILE.csv) is checked without this rule.',
  message: ({ file, zip }) => `“${file}” is not zipped. cQube asks for “${zip}” with this CSV in it.`,
  counts: ({ files }) =>
    files.filter(({ match }) => match.kind === 'source' || match.kind === 'loose-csv').length,
  check: ({ files }, report) => {
    for (const { path, match, named } of files) {
      if (match.kind !== 'loose-csv' || named) continue;
      const file = path.slice(path.lastIndexOf('/') + 1);
      const { source } = match;
      const details = { file: showText(file), zip: zipOf(file, source), source: source.id };
      report(details, source.pipeline.acceptsCsv === true ? ['csvAccepted'] : [], { path });
    }
  },
  examples: {
    valid: [{ kind: 'emission', title: 'zipped', files: { 'district_master/district_mst.zip': 'sample' } }],
    invalid: [
      {
        kind: 'emission',
        title: 'not zipped',
        files: { 'district_master/district_mst.csv': { text: exampleCsv('district_master') } },
      },
    ],
  },
});

/** The published name that the file bears, or the source's own where it was checked under any name at all. */
function zipOf(file: string, source: DataSource): string {
  const names = [source, ...source.aliases].map(({ stem }) => stem);
  return `${names.find((stem) => file === `${stem}.csv`) ?? source.stem}.zip`;
}
