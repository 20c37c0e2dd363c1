/* The table on the screen, and BENCHMARKS.md. */
import { mark } from './rows/outcome.mjs';

const MARKS = { 2: 'goal met', 1: 'bar met', 0: 'MISSED' };

export function markOf(row) {
  if (row.failed !== undefined) return 'FAILED';
  if (row.skipped !== undefined) return 'not run';
  const met = mark(row);
  return met === null ? '' : MARKS[met];
}

const figure = ({ figure: value, unit }) =>
  value === null || value === undefined ? '' : `${value < 20 ? value.toFixed(2) : value.toFixed(0)}${unit}`;

const limit = ({ unit, better }, value) =>
  value === undefined ? '' : `${better === 'less' ? '≤' : '≥'} ${value}${unit}`;

const cells = (row) => [
  row.what,
  row.ours ?? '',
  row.beside ?? '',
  figure(row),
  limit(row, row.bar),
  limit(row, row.goal),
  row.skipped ?? row.failed ?? markOf(row),
];

const HEAD = ['what', 'check (or mock)', 'beside it', 'figure', 'bar', 'goal', ''];

export function screenTable(rows) {
  return rows
    .map((row) => {
      const head = `${markOf(row).padEnd(9)} ${row.what}`;
      if (row.skipped !== undefined || row.failed !== undefined)
        return `${head}\n            ${row.skipped ?? row.failed}`;
      const limits =
        row.bar === undefined ? '' : `   (bar ${limit(row, row.bar)}, goal ${limit(row, row.goal)})`;
      return `${head}\n            ${figure(row)}${limits}   ${row.ours}${row.beside ? `  beside  ${row.beside}` : ''}`;
    })
    .join('\n');
}

const escaped = (text) => String(text).replaceAll('|', '\\|').replaceAll('\n', ' ');
const line = (values) => `| ${values.map(escaped).join(' | ')} |`;

export function markdown({ rows, machine, command, rounds, busy, version, date }) {
  const facts = [
    ['processor', machine.processor],
    ['memory', machine.memory],
    ['system', machine.system],
    ['Node', machine.node],
    ['unzip', machine.unzip],
    ['cqube-conform', version],
    ['measured', date],
  ];
  return `# Benchmarks

Written by \`${command}\`. Do not edit: run it again on your own machine, where the ratios are what counts.

${facts.map(([name, value]) => `- ${name}: ${value}`).join('\n')}
${busy === null ? '' : `\nThe machine was busy with other things when this began (load ${busy.toFixed(1)}): the figures are rough.\n`}
${line(HEAD)}
${line(HEAD.map(() => '---'))}
${rows.map((row) => line(cells(row))).join('\n')}

Wall time, processor time, and peak memory of the process with all its threads. What is compared runs in turn; rounds: ${rounds} (cold
starts 15, peers marked “scaled” 1). Times are medians, ratios the median of the ratios of the rounds. Bars of speed are
meant for \`--size full\`; with less data those rows have none. The zips were made by \`cqube-conform generate\` from a seed;
their CSVs have no defect unless the row says so.

## What each one does

| | reads the zip | CRC-32 | UTF-8 | number of fields | types | required, lengths, codes, patterns, ranges | keys | equal rows | line and column of each finding |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
| cqube-conform check | yes | yes | yes | yes | yes | yes | yes, exact in bounded memory | yes | yes |
| unzip -p \\| wc -l | yes | yes | no | no | no | no | no | no | no |
| inflate + CRC-32 in Node, chunks of 1 MiB | yes | yes | no | no | no | no | no | no | no |
| DuckDB, read_csv with declared types, rejects table, group-by on the key | no: extracted first | in unzip | yes | yes | yes | no | yes, in memory | no | in the rejects table |
| csv-parse, checks by hand | in Node, streaming | no | no | yes | yes | no | up to 16.7 million (a Set) | no | no |
| PapaParse, checks by hand | in Node, streaming | no | no | yes | yes | no | up to 16.7 million (a Set) | no | no |
| Miller, checks in its language | through unzip -p | in unzip | no | yes | yes | no | in memory | no | no |

Before a peer is timed, it and \`check\` read one file with 40 rows of a wrong number of fields, 40 values of a wrong type and 40
rows whose key stood before; it is timed only if both count the same.
`;
}
