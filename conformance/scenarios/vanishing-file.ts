import type { Scenario } from '../engine/scenario.js';
import { ended, missing, mustEnd, shortcoming, shown, succeeded } from './expectations.js';

const VANISHES = 'student_attendance/student_attendance.zip';

export const vanishingFile: Scenario = {
  name: 'vanishing-file',
  summary: 'a file is gone between listing and sending',
  reason: 'An export that starts anew removes what it wrote before.',
  mend: 'A file that was listed and cannot be opened is a failure: name it, send the others, and end with a status other than 0.',
  vanishes: VANISHES,
  plan: { version: 1, faults: [] },
  expects: [
    mustEnd,
    {
      level: 'must',
      text: 'not report success if it asked for the URL of a file that it then could not send',
      check: (performance) => {
        const { traffic, stored } = performance;
        const asked = traffic.files.find(({ name }) => name === VANISHES)?.asked ?? [];
        const there = stored.some(({ name }) => name === VANISHES);
        if (!succeeded(performance) || asked.length === 0 || there) return null;
        return shortcoming(`It ended with status 0, but ${VANISHES} was asked for and never sent.`, asked);
      },
    },
    {
      level: 'should',
      text: 'send the other files all the same',
      check: (performance) => {
        const others = missing(performance).filter((name) => name !== VANISHES);
        if (others.length === 0) return null;
        return shortcoming(`${shown(others)} did not arrive either; the emitter ${ended(performance)}.`, []);
      },
    },
  ],
};
