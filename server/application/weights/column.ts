/** What pandas takes a column's values for, and their sum. */

export type Column =
  | { readonly type: 'int64' | 'float64' | 'bool'; /** NaN: no value. */ readonly values: readonly number[] }
  | { readonly type: 'object'; /** null: no value. */ readonly values: readonly (string | null)[] };

/** Fields that stand for no value. */
const MISSING: ReadonlySet<string> = new Set([
  '',
  ...'#N/A,#N/A N/A,#NA,-1.#IND,-1.#QNAN,-NaN,-nan,1.#IND,1.#QNAN,<NA>,N/A,NA,NULL,NaN,n/a,nan,null'.split(
    ',',
  ),
]);

const INTEGER = /^[ \t]*[+-]?\d{1,18}[ \t]*$/;
const NUMBER = /^[ \t]*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?[ \t]*$/;
const INFINITE = /^[+-]?inf(?:inity)?$/i;
const BOOLEANS: ReadonlyMap<string, number> = new Map([
  ['True', 1],
  ['TRUE', 1],
  ['true', 1],
  ['False', 0],
  ['FALSE', 0],
  ['false', 0],
]);

export function inferColumn(fields: readonly string[]): Column {
  if (fields.length === 0) return { type: 'object', values: [] };
  if (fields.every((field) => INTEGER.test(field))) return { type: 'int64', values: fields.map(Number) };
  if (fields.every((field) => MISSING.has(field) || NUMBER.test(field) || INFINITE.test(field))) {
    return { type: 'float64', values: fields.map(toNumber) };
  }
  if (fields.every((field) => BOOLEANS.has(field))) {
    return { type: 'bool', values: fields.map((field) => BOOLEANS.get(field) ?? 0) };
  }
  return { type: 'object', values: fields.map((field) => (MISSING.has(field) ? null : field)) };
}

function toNumber(field: string): number {
  if (MISSING.has(field)) return Number.NaN;
  if (INFINITE.test(field))
    return field.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return Number(field);
}

/** Missing values count as nothing. Texts have no sum that could be a number: null, unless there are none. */
export function sumColumn(column: Column): number | null {
  if (column.type === 'object') return column.values.some((value) => value !== null) ? null : 0;
  return pairwiseSum(column.values.map((value) => (Number.isNaN(value) ? 0 : value)));
}

/** The order in which numpy adds: it decides whether 33.3 + 33.3 + 33.4 and the like make 100. */
function pairwiseSum(values: readonly number[]): number {
  if (values.length < 8) return values.reduce((sum, value) => sum + value, 0);
  if (values.length > 128) {
    const half = Math.floor(values.length / 2);
    const middle = half - (half % 8);
    return pairwiseSum(values.slice(0, middle)) + pairwiseSum(values.slice(middle));
  }
  const lanes = values.slice(0, 8);
  const full = values.length - (values.length % 8);
  for (let at = 8; at < full; at++) lanes[at % 8] = (lanes[at % 8] ?? 0) + (values[at] ?? 0);
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = lanes;
  const sum = a + b + (c + d) + (e + f + (g + h));
  return values.slice(full).reduce((total, value) => total + value, sum);
}
