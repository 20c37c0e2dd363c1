import { defineRule } from '../../engine/define-rule.js';
import type { EmissionFile } from '../../engine/emission-facts.js';
import type { DataSource } from '../../../specs/source.js';
import { showText } from '../../engine/show-value.js';

export const duplicateSource = defineRule({
  id: 'emission/duplicate-source',
  scope: 'emission',
  level: 'should',
  requirement: 'EP-15',
  summary: 'Each data source has one file in an emission.',
  why: 'Both files go into the same table: what the second says replaces what the first said, and the order of sending decides.',
  fix: 'Emit one of the two. Some sources have a second published name (grade_details is also pat/periodic_exam_grade_details): one name is enough.',
  message: ({ path, other, source }) =>
    `“${path}” and “${other}” are both files of the data source ${source}.`,
  counts: ({ files }) => files.filter((file) => sourceOf(file) !== null).length,
  check: ({ files }, report) => {
    const firsts = new Map<string, string>();
    for (const file of withoutUnzippedTwins(files)) {
      const source = sourceOf(file);
      if (!source) continue;
      const { path } = file;
      const other = firsts.get(source.id);
      if (other === undefined) firsts.set(source.id, path);
      else report({ source: source.id, path: showText(path), other: showText(other) }, [], { path });
    }
  },
  examples: {
    valid: [
      {
        kind: 'emission',
        title: 'two sources of similar names',
        files: {
          'subject_details/subject_details.zip': 'sample',
          'sat/semester_exam_subject_details.zip': 'sample',
        },
      },
    ],
    invalid: [
      {
        kind: 'emission',
        title: 'both names of one source',
        files: {
          'grade_details/grade_details.zip': 'sample',
          'pat/periodic_exam_grade_details.zip': 'sample',
        },
      },
    ],
  },
});

const sourceOf = ({ match }: EmissionFile): DataSource | null =>
  match.kind === 'unknown-file' ? null : match.source;

/** A CSV left beside its own zip is one mistake, and `emission/loose-csv` names it; unless cQube takes the CSV too. */
function withoutUnzippedTwins(files: readonly EmissionFile[]): readonly EmissionFile[] {
  const paths = new Set(files.map(({ path }) => path));
  return files.filter(
    ({ path, match }) =>
      match.kind !== 'loose-csv' ||
      match.source.pipeline.acceptsCsv === true ||
      !paths.has(path.replace(/csv$/i, 'zip')),
  );
}
