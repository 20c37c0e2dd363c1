/** Which texts pass the flow's datatype check, and which the database then takes. */
import type { Field, PipelineType } from '../../specs/source.js';
import { dateSpelling, isTime, readDate, readTimestamp } from '../values/calendar.js';
import { isDecimal, fits } from '../values/numbers.js';
import { isBoolean } from '../values/words.js';

/** The check parses as Java does: a plus sign is fine, blanks and a decimal part are not. */
const isJavaInteger = (text: string, type: 'integer' | 'bigint'): boolean =>
  fits(text.replace(/^\+(?=\d)/, ''), type);

const JAVA_NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,9})?$/;
const TRUTHS = new Set(['1', 'true', 't', 'y', '0', 'false', 'f', 'n']);

/** A date is taken by its beginning: `2020-07-29 10:00` passes. */
function beginsWithDate(text: string, field: Field | null): boolean {
  const slashes = dateSpelling(field?.format ?? null) !== 'yyyy-MM-dd';
  const parts = slashes
    ? /^(\d{1,2})\/(\d{1,2})\/(\d{4})/.exec(text)
    : /^(\d{4})-(\d{1,2})-(\d{1,2})/.exec(text);
  if (parts === null) return false;
  const [year, month, day] = slashes ? [parts[3], parts[2], parts[1]] : [parts[1], parts[2], parts[3]];
  return (
    readDate([year, month, day].map((part) => (part ?? '').padStart(2, '0')).join('-'), 'yyyy-MM-dd') ===
    'good'
  );
}

/** The text, which is not blank, passes the datatype check. */
export function passesCheck(text: string, { is }: PipelineType, field: Field | null): boolean {
  switch (is) {
    case 'int':
      return isJavaInteger(text, 'integer');
    case 'long':
      return isJavaInteger(text, 'bigint');
    case 'decimal':
      return JAVA_NUMBER.test(text);
    case 'double':
      // A percent sign is taken away before (DIKSHA).
      return JAVA_NUMBER.test(text.trim().replace(/%$/, ''));
    case 'date':
      return beginsWithDate(text, field);
    case 'boolean':
      return TRUTHS.has(text.toLowerCase());
    case 'string':
    case 'any':
      return true;
  }
}

/** The text, which is not blank, fits a table column of the dictionary's type. */
export function fitsPrinted(text: string, { type, format }: Field): boolean {
  switch (type) {
    case 'smallint':
    case 'integer':
    case 'bigint':
      return fits(text, type);
    case 'number':
      return isDecimal(text);
    case 'boolean':
      return isBoolean(text, false);
    case 'date':
      return readDate(text, dateSpelling(format ?? null)) === 'good' || readTimestamp(text) === 'good';
    case 'timestamp':
      return readTimestamp(text) === 'good';
    case 'time':
      return isTime(text);
    case 'string':
      return true;
  }
}
