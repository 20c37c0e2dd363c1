/* Measures rows one after the other; one that fails is told as such, and costs no other. */

/** The bars of speed are meant for gigabytes. Of less, starting and warming up are a part of what is measured. */
export const JUDGED_ROWS = 10_000_000;

const unjudged = ({ bar: _bar, goal: _goal, ...row }) => row;

export async function runRows(chosen, context, { before, after }) {
  const results = [];
  for (const row of chosen) {
    before(row);
    let found;
    try {
      found = await row.run(context);
      if (row.sizeMatters && context.data.sizes.attendance < JUDGED_ROWS) found = found.map(unjudged);
    } catch (error) {
      found = [{ what: row.title, failed: error instanceof Error ? error.message : String(error) }];
    }
    results.push(...found);
    after(row, found);
  }
  return results;
}
