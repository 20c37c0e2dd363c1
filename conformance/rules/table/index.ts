/** Rules on one CSV. Their order is that in which they look: of value checks, the first that objects ends it. */
import type { TableRule } from '../../engine/define-rule.js';
import { blankLine } from './blank-line.js';
import { byteOrderMark } from './byte-order-mark.js';
import { columnCase } from './column-case.js';
import { columnOrder } from './column-order.js';
import { duplicateColumn } from './duplicate-column.js';
import { duplicateKey } from './duplicate-key.js';
import { duplicateRow } from './duplicate-row.js';
import { emptyFile } from './empty-file.js';
import { encoding } from './encoding.js';
import { fieldCount } from './field-count.js';
import { missingColumn } from './missing-column.js';
import { noRows } from './no-rows.js';
import { nullText } from './null-text.js';
import { quotedHeader } from './quoted-header.js';
import { requiredValue } from './required-value.js';
import { rowLimit } from './row-limit.js';
import { specialCharacter } from './special-character.js';
import { unclosedQuote } from './unclosed-quote.js';
import { unknownColumn } from './unknown-column.js';
import { valueLength } from './value-length.js';
import { valueNotAllowed } from './value-not-allowed.js';
import { valuePattern } from './value-pattern.js';
import { valueRange } from './value-range.js';
import { valueType } from './value-type.js';
import { wrongDelimiter } from './wrong-delimiter.js';

export const tableRules: readonly TableRule[] = [
  emptyFile,
  encoding,
  byteOrderMark,
  fieldCount,
  unclosedQuote,
  wrongDelimiter,
  duplicateColumn,
  missingColumn,
  unknownColumn,
  columnOrder,
  columnCase,
  quotedHeader,
  blankLine,
  nullText,
  requiredValue,
  valueType,
  valueLength,
  valuePattern,
  valueRange,
  valueNotAllowed,
  specialCharacter,
  duplicateRow,
  duplicateKey,
  noRows,
  rowLimit,
];
