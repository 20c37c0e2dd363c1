/* A finding in every row, beside the same file without: as samples, and all of them in a findings file. */
import { join } from 'node:path';
import { check, compare, pairedRatio } from '../measure.mjs';
import { cost, verifyReport } from './outcome.mjs';

export const everyRowBad = {
  id: 'every-row-bad',
  title: 'every row bad ÷ clean',
  sizeMatters: true,
  run: ({ data, rounds, tell }) =>
    data.scratch(async (folder) => {
      const source = 'student_attendance';
      const good = await data.zipOf(source, data.sizes.attendance);
      const bad = await data.everyRowBad(source, data.sizes.attendance);
      const findings = join(folder, 'findings.ndjson');
      const got = await compare(
        {
          clean: check(good.path, '-f', 'json'),
          bad: check(bad.path, '-f', 'json'),
          'all in a file': check(bad.path, '-f', 'json', '--findings-file', findings),
        },
        {
          rounds,
          tell,
          verify: (name, out) =>
            verifyReport(out, { rows: good.rows, findings: name === 'clean' ? 0 : good.rows }),
        },
      );
      const row = (name, what, limits) => ({
        what,
        ours: cost(got[name]),
        beside: cost(got.clean),
        figure: pairedRatio(got[name], got.clean),
        unit: '×',
        better: 'less',
        ...limits,
      });
      return [
        row('bad', 'every row bad ÷ clean', { bar: 1.5, goal: 1.2 }),
        row('all in a file', 'every row bad, all findings written as NDJSON ÷ clean', {}),
      ];
    }),
};
