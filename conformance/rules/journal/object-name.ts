import { defineRule } from '../../engine/define-rule.js';
import { didYouMean } from '../../engine/did-you-mean.js';
import { showText } from '../../engine/show-value.js';
import type { EmittedFile } from '../../engine/traffic.js';

const ROOT = 'cqube_emission/';

/** The published tree has a zip of that name. */
const isPublished = ({ match }: EmittedFile): boolean => match.kind === 'source';

const suggestions = ({ match }: EmittedFile): readonly string[] =>
  'suggestions' in match ? match.suggestions : [];

export const objectName = defineRule({
  id: 'journal/object-name',
  scope: 'journal',
  level: 'must',
  requirement: 'EP-3',
  summary: 'An upload URL is asked for <folder>/<stem>.zip, as in the published tree.',
  why: 'cQube finds files by the beginning of their key: what is named otherwise stays in the bucket, and nobody is told.',
  fix: 'Send the path below the emission folder as “filename”, for example pat/periodic_exam_mst.zip.',
  message: ({ sent, extraRoot, suggestions: near }) =>
    extraRoot === true
      ? `An upload URL was asked for “${String(sent)}”: documented so, but release 3.7 never picks up keys that begin with ${ROOT}.`
      : `An upload URL was asked for “${String(sent)}”, which is no file of the published tree.${didYouMean(near)}`,
  needs: [],
  counts: ({ files }) => files.length,
  check: ({ files }, report) => {
    for (const file of files) {
      const extraRoot = file.sent.startsWith(ROOT);
      if (isPublished(file) && !extraRoot) continue;
      const details = {
        sent: showText(file.sent),
        extraRoot: isPublished(file),
        suggestions: suggestions(file).slice(0, 3).map(showText),
        exchanges: [...file.asked, ...file.uploads].map(({ seq }) => seq).slice(0, 20),
      };
      report(details, isPublished(file) ? ['extraRoot'] : [], { path: file.name });
    }
  },
  examples: {
    valid: [
      {
        kind: 'journal',
        title: 'a name as published',
        traffic: [{ ask: 'school_master/school_mst.zip' }, { send: 'school_master/school_mst.zip' }],
      },
    ],
    invalid: [
      {
        kind: 'journal',
        title: 'the stem alone',
        traffic: [{ ask: 'school_mst.zip' }, { send: 'school_mst.zip' }],
      },
      {
        kind: 'journal',
        title: 'with the emission folder in front',
        traffic: [
          { ask: 'cqube_emission/school_master/school_mst.zip' },
          { send: 'cqube_emission/school_master/school_mst.zip' },
        ],
      },
    ],
  },
});
