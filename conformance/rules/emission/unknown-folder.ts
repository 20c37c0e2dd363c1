import type { Fact } from '../../../specs/profiles/profile.js';
import { defineRule } from '../../engine/define-rule.js';
import { didYouMean } from '../../engine/did-you-mean.js';
import type { EmissionFile } from '../../engine/emission-facts.js';
import { showText } from '../../engine/show-value.js';

/** Suggestions that one finding names. */
const AT_MOST = 3;

export const unknownFolder = defineRule({
  id: 'emission/unknown-folder',
  scope: 'emission',
  level: 'must',
  requirement: 'EP-3',
  summary: 'Every file lies in one of the folders of the published emission tree.',
  why: 'cQube finds files by their folder: an object under any other name stays in the emission bucket, and no log tells.',
  fix: 'Rename the folder, or move its files to where the tree has them; names are in lower case. `cqube-conform specs list` prints the tree.',
  message: ({ name, folder, files, checked, suggestions }) => {
    if (folder === null) return `“${name}” lies outside of all folders.${didYouMean(suggestions)}`;
    const some =
      checked === 0
        ? 'not checked'
        : checked === files
          ? 'checked by name'
          : `${checked} of them checked by name`;
    const count = files === 1 ? '1 file' : `${files} files`;
    return `“${folder}” is no folder of the published emission tree (${count} in it, ${some}).${didYouMean(suggestions)}`;
  },
  counts: ({ files }) => files.length,
  check: ({ files }, report) => {
    const folders = new Map<string, EmissionFile[]>();
    for (const file of files) {
      const { match, path } = file;
      if (match.kind !== 'unknown-folder') continue;
      if (match.folder === null) {
        const details = { name: showText(path), folder: null, files: 1, checked: match.source ? 1 : 0 };
        report({ ...details, suggestions: match.suggestions }, factsOf([file]), { path });
        continue;
      }
      const inside = folders.get(match.folder);
      if (inside) inside.push(file);
      else folders.set(match.folder, [file]);
    }
    for (const [path, inside] of folders) {
      const checked = inside.filter(hasSource).length;
      const details = {
        folder: showText(path),
        files: inside.length,
        checked,
        suggestions: suggestionsOf(inside),
      };
      report(details, factsOf(inside), { path });
    }
  },
  examples: {
    valid: [
      { kind: 'emission', title: 'a known folder', files: { 'district_master/district_mst.zip': 'sample' } },
    ],
    invalid: [
      {
        kind: 'emission',
        title: 'a folder that is not in the tree',
        files: { 'district_mst/district_mst.zip': 'sample' },
      },
      { kind: 'emission', title: 'another case', files: { 'District_Master/district_mst.zip': 'sample' } },
      { kind: 'emission', title: 'no folder', files: { 'district_mst.zip': 'sample' } },
      {
        kind: 'emission',
        title: 'a folder inside a known one',
        files: { 'district_master/2023/district_mst.zip': 'sample' },
      },
      {
        kind: 'emission',
        title: 'many files, one finding',
        files: {
          'district_master/district_mst.zip': 'sample',
          'work/notes.txt': { text: 'x' },
          'work/old/list.csv': { text: 'x' },
        },
      },
    ],
  },
});

const hasSource = ({ match }: EmissionFile): boolean =>
  match.kind === 'unknown-folder' && match.source !== null;

const factsOf = (files: readonly EmissionFile[]): readonly Fact[] =>
  files.some(({ listedByPipeline }) => !listedByPipeline) ? ['noListingPrefix'] : [];

/** The places of its files as long as they are few, their folders otherwise; else folders of a similar name. */
function suggestionsOf(files: readonly EmissionFile[]): readonly string[] {
  const matched = files.filter(hasSource);
  const names = (matched.length > 0 ? matched : files).flatMap(({ match }) =>
    match.kind === 'unknown-folder' ? match.suggestions : [],
  );
  const distinct = [...new Set(names)];
  if (distinct.length <= AT_MOST) return distinct;
  return [...new Set(distinct.map((path) => path.replace(/\/.*$/, '/')))].slice(0, AT_MOST);
}
