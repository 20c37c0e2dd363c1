/*
 * A finding in every row, beside the same file without. With a findings file on a share of the rows: of all of them it would be
 * many gigabytes, and what is timed the disk.
 */
import { join } from 'node:path';
import { check, compare, pairedRatio } from '../measure.mjs';
import { cost, verifyReport } from './outcome.mjs';

const SOURCE = 'student_attendance';

export const everyRowBad = {
  id: 'every-row-bad',
  title: 'every row bad ÷ clean',
  sizeMatters: true,
  run: ({ data, rounds, tell }) =>
    data.scratch(async (folder) => {
      const beside = async (what, wanted, more, limits) => {
        const { path, rows } = await data.zipOf(SOURCE, wanted);
        const bad = await data.everyRowBad(SOURCE, wanted);
        const got = await compare(
          {
            clean: check(path, '-f', 'json'),
            'every row bad': check(bad.path, '-f', 'json', ...more),
          },
          {
            rounds,
            tell,
            verify: (name, out) => verifyReport(out, { rows, findings: name === 'clean' ? 0 : rows }),
          },
        );
        return {
          what: `${what} ÷ clean, ${rows.toLocaleString('en')} rows`,
          ours: cost(got['every row bad']),
          beside: cost(got.clean),
          figure: pairedRatio(got['every row bad'], got.clean),
          unit: '×',
          better: 'less',
          ...limits,
        };
      };
      const findings = ['--findings-file', join(folder, 'findings.ndjson')];
      const { attendance, share } = data.sizes;
      return [
        await beside('every row bad', attendance, [], { bar: 1.5, goal: 1.2 }),
        await beside('every row bad, all findings written as NDJSON', share, findings, {}),
      ];
    }),
};
