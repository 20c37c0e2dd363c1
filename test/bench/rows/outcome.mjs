/*
 * What a row of the table is: `what` was measured, `ours` and `beside` as text, and `figure`, which is held against bar and
 * goal. `better: 'less'` or `'more'`; without a bar the row only informs. `note` says what one has to know to read it.
 */

/** 2: the goal is met, 1: the bar is, 0: neither; null: there is none. */
export function mark({ figure, bar, goal, better }) {
  if (bar === undefined || figure === null) return null;
  const meets = (limit) => (better === 'less' ? figure <= limit : figure >= limit);
  return meets(goal) ? 2 : meets(bar) ? 1 : 0;
}

export const skipped = (what, why) => ({ what, skipped: why });

export const seconds = (value) => `${value < 10 ? value.toFixed(2) : value.toFixed(1)} s`;
const mib = (value) => (value === null ? '' : `, ${value.toFixed(0)} MiB`);
const processor = (value) => (value === null ? '' : ` (CPU ${seconds(value)})`);
/** Wall time, processor time and peak memory, as far as they are known. */
export const cost = ({ wall, cpu, rss }) => `${seconds(wall)}${processor(cpu)}${mib(rss)}`;

/** Throws unless the report counts what was generated: rows, and errors among them. Gives back what else it sums up. */
export function verifyReport(text, { rows, findings = 0 }) {
  const report = JSON.parse(text);
  const found = report.counts.error;
  if (report.summary.rows !== rows || found !== findings)
    throw new Error(
      `${report.summary.rows} rows and ${found} errors in the report, ${rows} and ${findings} expected`,
    );
  return report.summary;
}
