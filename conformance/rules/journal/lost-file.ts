import { defineRule } from '../../engine/define-rule.js';
import { showText } from '../../engine/show-value.js';
import type { Traffic } from '../../engine/traffic.js';

interface Lost {
  readonly name: string;
  readonly why: 'asked' | 'folder';
  readonly exchanges: readonly number[];
}

function lostFiles({ files, folder }: Traffic): readonly Lost[] {
  const asked = files
    .filter(({ asked: calls, uploads }) => uploads.length === 0 && calls.some(({ status }) => status === 200))
    .map(({ name, asked: calls }): Lost => ({ name, why: 'asked', exchanges: calls.map(({ seq }) => seq) }));
  const spokenOf = new Set(files.map(({ name }) => name));
  const silent = folder
    .filter(({ name }) => !spokenOf.has(name))
    .map(({ name }): Lost => ({ name, why: 'folder', exchanges: [] }));
  return [...asked, ...silent];
}

export const lostFile = defineRule({
  id: 'journal/lost-file',
  scope: 'journal',
  level: 'must',
  requirement: 'EP-8',
  summary: 'Every file of the emission is uploaded.',
  why: 'A file that nobody sends is not there, and no report will show its data.',
  fix: 'Upload each file of the emission folder after asking for its URL, and end with an error if one was left out.',
  message: ({ file, why }) =>
    why === 'asked'
      ? `An upload URL was asked for “${String(file)}”, and the file was never uploaded.`
      : `“${String(file)}” lies in the emission folder, and was never sent.`,
  needs: ['beginning'],
  counts: ({ files, folder }) => Math.max(files.length, folder.length),
  check: (traffic, report) => {
    for (const { name, why, exchanges } of lostFiles(traffic))
      report({ file: showText(name), why, exchanges: exchanges.slice(0, 20) }, [], { path: name });
  },
  examples: {
    valid: [
      {
        kind: 'journal',
        title: 'the one file of the folder is sent',
        files: ['school_master/school_mst.zip'],
        traffic: [{ ask: 'school_master/school_mst.zip' }, { send: 'school_master/school_mst.zip' }],
      },
    ],
    invalid: [
      {
        kind: 'journal',
        title: 'a URL that is never used',
        traffic: [{ ask: 'school_master/school_mst.zip' }],
      },
      {
        kind: 'journal',
        title: 'a file of the folder that is left out',
        files: ['school_master/school_mst.zip', 'block_master/block_mst.zip'],
        traffic: [{ ask: 'school_master/school_mst.zip' }, { send: 'school_master/school_mst.zip' }],
      },
    ],
  },
});
