/* One zip, all rules on a single file, against what everybody knows and against what cannot be beaten. */
import { fileURLToPath } from 'node:url';
import { check, compare, has, node, pairedRatio, shell } from '../measure.mjs';
import { cost, skipped, verifyReport } from './outcome.mjs';

const INFLATE = fileURLToPath(new URL('../inflate.mjs', import.meta.url));

const sizeOf = (bytes) => (bytes < 1e9 ? `${(bytes / 1e6).toFixed(0)} MB` : `${(bytes / 1e9).toFixed(1)} GB`);

const singleFile = (id, source, size, title) => ({
  id,
  title: `check of one zip: ${title}`,
  sizeMatters: true,
  async run({ data, rounds, tell }) {
    const { path, rows } = await data.zipOf(source, data.sizes[size]);
    let bytes = 0;
    const commands = { check: check(path, '-f', 'json') };
    if (has('unzip')) commands['unzip | wc'] = shell('unzip -p "$0" | wc -l', path);
    commands.inflate = node(INFLATE, path);
    const got = await compare(commands, {
      rounds,
      tell,
      verify: (name, out) => {
        if (name === 'check') ({ bytes } = verifyReport(out, { rows }));
        if (name === 'unzip | wc' && Number(out) !== rows + 1) throw new Error(`wc counts ${out} lines`);
      },
    });
    const what = `${title}, ${rows.toLocaleString('en')} rows, ${sizeOf(bytes)}`;
    const against = (name, label, limits) =>
      got[name]
        ? {
            what: `${what}: check ÷ ${label}`,
            ours: cost(got.check),
            beside: cost(got[name]),
            figure: pairedRatio(got.check, got[name]),
            unit: '×',
            better: 'less',
            ...limits,
          }
        : skipped(`${what}: check ÷ ${label}`, `${label.split(' ')[0]} is not installed`);
    return [
      against('unzip | wc', 'unzip -p | wc -l', { bar: 0.8, goal: 0.4 }),
      against('inflate', 'inflate + CRC-32 in Node', { bar: 2.5, goal: 1.3 }),
    ];
  },
});

export const attendance = singleFile('check', 'student_attendance', 'attendance', 'attendance');
export const pat = singleFile('pat', 'periodic_exam_result_trans', 'pat', 'PAT results');
export const udise = singleFile('udise', 'sch_profile', 'udise', 'UDISE school profile, 230 columns');
