/* Peak memory where a key of three columns has to be unique over 20 million rows. */
import { check, compare } from '../measure.mjs';
import { cost, skipped, verifyReport } from './outcome.mjs';

const ROWS = 20_000_000;

export const memory = {
  id: 'memory',
  title: 'peak memory, key of three columns',
  async run({ data, tell }) {
    const what = `peak memory, ${ROWS.toLocaleString('en')} rows with a key of three columns`;
    if (data.sizes.pat < ROWS) return [skipped(what, 'takes --size full')];
    const { path, rows } = await data.zipOf('periodic_exam_result_trans', data.sizes.pat);
    const got = await compare(
      { check: check(path, '-f', 'json') },
      { rounds: 1, tell, verify: (_, out) => verifyReport(out, { rows }) },
    );
    return [
      {
        what,
        ours: cost(got.check),
        beside: '',
        figure: got.check.rss,
        unit: ' MiB',
        better: 'less',
        bar: 500,
        goal: 300,
      },
    ];
  },
};
