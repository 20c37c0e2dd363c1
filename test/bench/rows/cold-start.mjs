/* How long the smallest things take: the version, and the check of the sample emission, 58 files of three rows. */
import { join } from 'node:path';
import { bin, check, compare, node } from '../measure.mjs';

const ROUNDS = 15;
/** Nothing is loaded into it that tells its cost: that would be timed too. */
const bare = (command) => ({ ...command, isNode: false });

export const coldStart = {
  id: 'cold-start',
  title: 'cold start',
  run: ({ data, tell }) =>
    data.scratch(async (folder) => {
      const { writeDemo } = await import('../../../dist/fixtures/demo.js');
      writeDemo(folder);
      const got = await compare(
        {
          nothing: bare(node('-e', '0')),
          version: bare(node(bin, '--version')),
          sample: bare(check(join(folder, 'conformant'), '-f', 'json')),
        },
        {
          rounds: ROUNDS,
          tell,
          verify: (name, out) => {
            if (name === 'sample' && JSON.parse(out).summary.files !== 58)
              throw new Error('the sample has not 58 files');
          },
        },
      );
      const row = (name, what, limits) => ({
        what,
        ours: `${(got[name].wall * 1000).toFixed(0)} ms`,
        beside: `${(got.nothing.wall * 1000).toFixed(0)} ms (node -e 0)`,
        figure: got[name].wall * 1000,
        unit: ' ms',
        better: 'less',
        ...limits,
      });
      return [
        row('version', 'cold start of --version', { bar: 150, goal: 80 }),
        row('sample', 'cold start of check, sample emission of 58 files', { bar: 500, goal: 300 }),
      ];
    }),
};
