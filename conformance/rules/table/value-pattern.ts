import { CODE_DIGITS } from '../../../specs/source.js';
import { defineRule } from '../../engine/define-rule.js';
import type { Details, Verdict } from '../../engine/define-rule.js';
import type { ExpectedColumn } from '../../engine/expectation.js';
import { showValue } from '../../engine/show-value.js';
import { exampleCsv } from '../../engine/example-csv.js';
import {
  dateSpelling,
  isAcademicYear,
  looksLikeDate,
  readDate,
  readTimestamp,
} from '../../values/calendar.js';
import { damageOfNumber } from '../../values/damage.js';

/** What the text lacks of the column's pattern, or null. */
function faultOf(
  text: string,
  column: ExpectedColumn,
): { readonly wanted: string; readonly hint: string | null } | null {
  const { field, format, type } = column;
  if (field.code) return codeFault(text, CODE_DIGITS[field.code], field.code);
  if (format === 'academic-year')
    return isAcademicYear(text) ? null : { wanted: 'an academic year such as 2020-21', hint: yearHint(text) };
  if (format === 'year') return /^\d{4}$/.test(text) ? null : { wanted: 'a year of four digits', hint: null };
  if (type === 'date') {
    const spelling = dateSpelling(format);
    return readDate(text, spelling) === 'other-shape' && looksLikeDate(text)
      ? { wanted: `a date as ${spelling}`, hint: null }
      : null;
  }
  if (type !== 'timestamp' || readTimestamp(text) !== 'other-shape' || !looksLikeDate(text)) return null;
  return { wanted: 'a date as yyyy-MM-dd, optionally with HH:mm:ss', hint: null };
}

function codeFault(
  text: string,
  digits: number,
  code: string,
): { wanted: string; hint: string | null } | null {
  if (/^\d+$/.test(text) && text.length === digits) return null;
  const wanted = `a ${code} code of ${digits} digits`;
  if (/^\d+$/.test(text) && text.length === digits - 1) {
    return {
      wanted,
      hint: 'One digit is missing: the leading zero was probably lost, as Excel does with numbers.',
    };
  }
  return { wanted, hint: damageOfNumber(text) };
}

const yearHint = (text: string): string | null => {
  if (/^\d{4}$/.test(text)) return `Write ${text}-${String((Number(text) + 1) % 100).padStart(2, '0')}.`;
  return /^\d{4}-\d{4}$/.test(text) ? `Write ${text.slice(0, 5)}${text.slice(7)}.` : null;
};

function check({ text }: { readonly text: string }, column: ExpectedColumn): Verdict | null {
  if (text === '') return null;
  const fault = faultOf(text, column);
  if (fault === null) return null;
  const details = (): Details => ({ column: column.name, value: showValue(text, column), ...fault });
  return column.field.code ? { details, facts: ['codeLength'] } : { details };
}

export const valuePattern = defineRule({
  id: 'table/value-pattern',
  scope: 'table',
  level: 'must',
  requirement: 'EP-13',
  summary: 'Codes have all their digits, years are written 2020-21, dates in the stated form.',
  why: 'Codes are what joins a file to its schools: a school code without its leading zero is another school, or none. Years and dates in another form are dropped or land in the wrong month.',
  fix: 'Keep codes as text in every step; format years and dates in the export.',
  message: ({ column, value, wanted, hint }) =>
    `“${value}” in “${column}” is not ${wanted}.${hint ? ` ${hint}` : ''}`,
  value: {
    applies: ({ field, format, type }) =>
      field.code !== undefined ||
      format === 'academic-year' ||
      format === 'year' ||
      type === 'date' ||
      type === 'timestamp',
    check,
  },
  examples: {
    valid: [
      {
        kind: 'table',
        title: 'eleven digits',
        source: 'grade_details',
        csv: 'school_id|grade|students_count\n24010100011|3|84\n',
      },
    ],
    invalid: [
      {
        kind: 'table',
        title: 'leading zero lost',
        source: 'grade_details',
        csv: 'school_id|grade|students_count\n1010100011|3|84\n',
        lines: [2],
      },
      {
        kind: 'table',
        title: 'year without its second part (EP-16)',
        source: 'periodic_exam_mst',
        csv: exampleCsv('periodic_exam_mst', { assessment_year: '2020' }),
        lines: [2],
      },
      {
        kind: 'table',
        title: 'date written day first',
        source: 'periodic_exam_mst',
        csv: exampleCsv('periodic_exam_mst', { exam_date: '29/07/2020' }),
        lines: [2],
      },
    ],
  },
});
