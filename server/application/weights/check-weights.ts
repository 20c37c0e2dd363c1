/** Whether a new table of weights may replace the one in force: sum, then header, then names. */
import { errorText } from '../error-page.js';
import { ApplicationFailure, Refusal } from '../failure.js';
import { represent, representString } from '../python/to-text.js';
import type { Column } from './column.js';
import { sumColumn } from './column.js';
import { readTable, type Table } from './read-table.js';

const NAMES = ['infrastructure_name', 'infrastructure_category'] as const;

/**
 * `inForce`: the bytes of the present table, null if there is none. Throws Refusal. The real application catches every
 * error of this step, its own refusals included, and prints it into the page: hence their doubled texts.
 */
export function checkWeights(offered: Table, inForce: Uint8Array | null): void {
  if (!inForce) {
    throw new Refusal(
      400,
      'An error occurred (NoSuchKey) when calling the GetObject operation: The specified key does not exist.',
    );
  }
  const present = readPresent(inForce);
  const score = offered.columns.get('score');
  if (!score) throw new Refusal(400, representString('score'));
  if (sumColumn(score) !== 100) {
    refuse('Bad file, validate the score, infrastructure total score sum is not 100');
  }
  if (represent([...present.columns.keys()]) !== represent([...offered.columns.keys()])) {
    refuse('Bad file header, please check the file header');
  }
  if (countShared(present, offered) !== present.rows) {
    refuse('Bad data in file, please validate the data in infrastructure_name and infrastructure_category');
  }
}

function refuse(text: string): never {
  throw new Refusal(400, errorText(400, text));
}

function readPresent(bytes: Uint8Array): Table {
  try {
    return readTable(bytes);
  } catch (error) {
    if (!(error instanceof ApplicationFailure)) throw error;
    // pandas' own words differ with the damage; the table in force is ours to keep whole.
    throw new Refusal(400, error.message.replace(/^\w+: /, ''));
  }
}

/** Different pairs of name and category that both tables have. */
function countShared(present: Table, offered: Table): number {
  const missing = NAMES.filter((name) => !present.columns.has(name));
  if (missing.length > 0) throw new Refusal(400, `${represent(missing)} not in index`);
  const [one, other] = [present, offered].map((table) =>
    NAMES.flatMap((name) => table.columns.get(name) ?? []),
  );
  for (const [index, column] of (one ?? []).entries()) refuseMixedTypes(column, other?.[index]);
  const theirs = pairs(other ?? [], offered.rows);
  return [...pairs(one ?? [], present.rows)].filter((pair) => theirs.has(pair)).length;
}

/** pandas does not compare texts with numbers. */
function refuseMixedTypes(one: Column, other: Column | undefined): void {
  if (!other || (one.type === 'object') === (other.type === 'object')) return;
  throw new Refusal(
    400,
    `You are trying to merge on ${one.type} and ${other.type} columns. If you wish to proceed you should use pd.concat`,
  );
}

const pairs = (columns: readonly Column[], rows: number): Set<string> =>
  new Set(
    Array.from({ length: rows }, (_, row) =>
      JSON.stringify(columns.map((column) => column.values[row] ?? null)),
    ),
  );
