import type { Fact } from '../../../specs/profiles/profile.js';
import { defineRule } from '../../engine/define-rule.js';
import { didYouMean } from '../../engine/did-you-mean.js';
import type { EmissionFile } from '../../engine/emission-facts.js';
import { showText } from '../../engine/show-value.js';

export const unknownFile = defineRule({
  id: 'emission/unknown-file',
  scope: 'emission',
  level: 'must',
  requirement: 'EP-3',
  summary: 'Every file has a name of the published emission tree.',
  why: 'Clients send whatever lies in the folder. Of a name that it does not know cQube loads nothing: the object is left lying or deleted.',
  fix: 'Give the file its published name, in lower case, in its published folder, or remove it from the emission folder. `cqube-conform specs list` prints the names; `cqube-conform pack` makes the zips from plain CSVs; `--source` says what a file of another name is.',
  message: ({ name, notRead, suggestions }) =>
    notRead === null
      ? `“${name}” is no file of the published emission tree and was not checked.${didYouMean(suggestions)}`
      : `“${name}” is not a file that can be emitted, but ${notRead}; it was not read.`,
  counts: ({ files }) => files.length,
  check: ({ files }, report) => {
    for (const file of files) {
      const { path, match, notRead } = file;
      // What cannot be opened has its own finding, and may well be a folder.
      if (match.kind !== 'unknown-file' || file.unreadable !== undefined) continue;
      const details = { name: showText(path), notRead: notRead === undefined ? null : showText(notRead) };
      report({ ...details, suggestions: match.suggestions }, factsOf(file), { path });
    }
  },
  examples: {
    valid: [
      {
        kind: 'emission',
        title: 'a published name',
        files: { 'district_master/district_mst.zip': 'sample' },
      },
      { kind: 'emission', title: 'an alias', files: { 'pat/periodic_exam_grade_details.zip': 'sample' } },
      {
        kind: 'emission',
        title: 'a longer name that release 3.7 takes all the same',
        profile: 'pipeline-3.7',
        files: { 'district_master/district_mst_v2.zip': { text: 'x' } },
      },
    ],
    invalid: [
      {
        kind: 'emission',
        title: 'a slip of the pen',
        files: { 'district_master/distrct_mst.zip': { text: 'x' } },
      },
      {
        kind: 'emission',
        title: 'another case',
        files: { 'district_master/District_mst.ZIP': { text: 'x' } },
      },
      {
        kind: 'emission',
        title: 'another folder’s file',
        files: { 'pat/semester_exam_mst.zip': { text: 'x' } },
      },
      {
        kind: 'emission',
        title: 'a file that the desktop left',
        files: { 'district_master/district_mst.zip': 'sample', 'district_master/.DS_Store': { text: 'x' } },
      },
    ],
  },
});

function factsOf({ path, listedByPipeline, takenByPipeline }: EmissionFile): readonly Fact[] {
  const facts: Fact[] = [];
  if (/\.(zip|csv)$/i.test(path)) facts.push('dataFile');
  if (!listedByPipeline) facts.push('noListingPrefix');
  if (takenByPipeline) facts.push('stemPrefixMatches');
  return facts;
}
