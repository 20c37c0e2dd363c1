import { defineRule } from '../../engine/define-rule.js';
import { showText } from '../../engine/show-value.js';
import type { EmittedFile, Traffic } from '../../engine/traffic.js';

interface Pair {
  readonly file: EmittedFile;
  readonly sent: string;
  readonly local: string;
}

/** Files of which both digests are known. */
function pairs({ files, folder }: Traffic): readonly Pair[] {
  const local = new Map(folder.map(({ name, sha256 }) => [name, sha256]));
  return files.flatMap((file) => {
    const sent = file.acknowledged?.upload?.sha256;
    const own = local.get(file.name);
    return typeof sent === 'string' && typeof own === 'string' ? [{ file, sent, local: own }] : [];
  });
}

export const contentDiffers = defineRule({
  id: 'journal/content-differs',
  scope: 'journal',
  level: 'must',
  requirement: 'EP-8',
  summary: 'What is uploaded is what lies in the emission folder.',
  why: 'The check of the folder says nothing of what cQube got.',
  fix: 'Send the file’s bytes as they are, as the one part named “file”; do not write to it meanwhile.',
  message: ({ file, sentBytes }) =>
    `What was uploaded as “${String(file)}” (${String(sentBytes)} bytes) is not what lies in the emission folder.`,
  needs: ['digests', 'folder'],
  counts: (traffic) => pairs(traffic).length,
  check: (traffic, report) => {
    for (const { file, sent, local } of pairs(traffic)) {
      if (sent === local) continue;
      const details = {
        file: showText(file.name),
        sentBytes: file.acknowledged?.upload?.bytes ?? 0,
        sentSha256: sent,
        folderSha256: local,
        exchanges: file.uploads.map(({ seq }) => seq).slice(0, 20),
      };
      report(details, [], { path: file.name });
    }
  },
  examples: {
    valid: [
      {
        kind: 'journal',
        title: 'the bytes of the folder',
        files: ['school_master/school_mst.zip'],
        traffic: [{ ask: 'school_master/school_mst.zip' }, { send: 'school_master/school_mst.zip' }],
      },
    ],
    invalid: [
      {
        kind: 'journal',
        title: 'other bytes',
        files: ['school_master/school_mst.zip'],
        traffic: [
          { ask: 'school_master/school_mst.zip' },
          { send: 'school_master/school_mst.zip', changed: true },
        ],
      },
    ],
  },
});
