import { defineRule } from '../../engine/define-rule.js';
import { showText } from '../../engine/show-value.js';

export const unreadableFile = defineRule({
  id: 'emission/unreadable-file',
  scope: 'emission',
  level: 'must',
  requirement: null,
  summary: 'Every file and folder of the emission can be opened.',
  why: 'What cannot be opened cannot be checked, and the emitter, run by the same user, cannot send it either.',
  fix: 'Give the user who runs the check the right to read it, mend or remove the broken link, and check again.',
  message: ({ name, reason }) => `“${name}” could not be opened (${reason}), so nothing is known about it.`,
  counts: ({ files }) => files.length,
  check: ({ files }, report) => {
    for (const { path, unreadable } of files) {
      if (unreadable === undefined) continue;
      report({ name: showText(path), reason: unreadable }, [], { path });
    }
  },
  examples: {
    valid: [
      { kind: 'emission', title: 'can be opened', files: { 'district_master/district_mst.zip': 'sample' } },
    ],
    invalid: [
      {
        kind: 'emission',
        title: 'cannot be opened',
        files: { 'district_master/district_mst.zip': 'unreadable' },
      },
    ],
  },
});
