/** Where the scanner's own look at a value is enough: what it recognised as good is good for the flow too. */
import { CODE_DIGITS } from '../../specs/source.js';
import type { PipelineType } from '../../specs/source.js';
import type { ExpectedColumn } from '../engine/expectation.js';
import { Accept } from '../scan/acceptors.js';
import type { Acceptor } from '../scan/acceptors.js';
import { Verdict } from '../engine/flow-value.js';
import type { FlowColumn } from './flow-column.js';

/**
 * The acceptor by which the scanner's look is enough, or null. `acceptor` recognises `expected`: where texts may be too
 * long for the flow only, it is made to doubt them.
 */
export function trustedAcceptor(
  column: FlowColumn,
  expected: ExpectedColumn | null,
  acceptor: Acceptor,
): Acceptor | null {
  if (isTrusted(column, expected)) return acceptor;
  const { maxLength } = column.facts;
  if (acceptor.kind !== Accept.Text || expected === null || maxLength === null) return null;
  const high = Math.min(acceptor.high, maxLength);
  return isTrusted(column, { ...expected, maxLength: high }) ? { ...acceptor, high } : null;
}

/** true: a filled value that the scanner recognised for `expected` passes every stage of the flow. */
function isTrusted(column: FlowColumn, expected: ExpectedColumn | null): boolean {
  if (expected === null) return false;
  const { type, maxLength, zeroIsNull, field, tableAsPrinted } = column.facts;
  if (zeroIsNull && !expected.zeroIsNull) return false;
  if (maxLength !== null && (expected.maxLength ?? Infinity) > maxLength) return false;
  if (type !== null && !holds(type, expected)) return false;
  return !tableAsPrinted || field === null || field.type === 'string' || field.type === expected.type;
}

/** Whatever the expected type takes, the flow's type takes. */
function holds({ is, tableBits }: PipelineType, expected: ExpectedColumn): boolean {
  const bits = bitsOf(expected);
  switch (is) {
    case 'string':
    case 'any':
      return true;
    case 'int':
      return bits !== null && bits <= (tableBits ?? 32);
    case 'long':
      return bits !== null && bits <= 64;
    case 'decimal':
    case 'double':
      return bits !== null || expected.type === 'number';
    case 'date':
      return expected.type === 'date' && (expected.format ?? 'yyyy-MM-dd') === 'yyyy-MM-dd';
    case 'boolean':
      return false;
  }
}

/** Width of the integers that the expected column takes; null: it takes other texts too. */
function bitsOf({ type, field: { code, constraints, default: stated } }: ExpectedColumn): number | null {
  const highest = Math.max(
    ...(constraints?.enum ?? []).map(Number),
    constraints?.maximum ?? -1,
    constraints?.enum && typeof stated === 'number' ? stated : -1,
  );
  if (type === 'string') return code === undefined ? null : CODE_DIGITS[code] <= 9 ? 32 : 64;
  if (type === 'smallint') return 16;
  if (type !== 'integer' && type !== 'bigint') return null;
  if (highest >= 0 && highest < 2 ** 15) return 16;
  return type === 'integer' ? 32 : 64;
}

/** true: the scanner may pass over a blank of this column. */
export const blankIsFine = (column: FlowColumn): boolean => column.blank === Verdict.fine;
