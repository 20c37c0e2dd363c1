import type { Scenario } from '../engine/scenario.js';
import { mustEnd, shortcoming, succeeded } from './expectations.js';

export const emptyFolder: Scenario = {
  name: 'empty-folder',
  summary: 'there is nothing to emit',
  reason: 'The export failed, or the folder is named wrongly: that is when somebody should hear of it.',
  mend: 'End with a status other than 0 if there is no file to send, and say which folder was looked at.',
  emission: 'empty',
  plan: { version: 1, faults: [] },
  expects: [
    mustEnd,
    {
      level: 'must',
      text: 'not report success when it sent nothing',
      check: (performance) =>
        succeeded(performance)
          ? shortcoming('It ended with status 0, though the folder was empty.', [])
          : null,
    },
    {
      level: 'must',
      text: 'send nothing',
      check: ({ traffic }) => {
        const sent = traffic.exchanges.filter(({ step }) => step === 'upload-url' || step === 's3-post');
        return sent.length > 0 ? shortcoming(`It sent ${sent.length} requests all the same.`, sent) : null;
      },
    },
  ],
};
