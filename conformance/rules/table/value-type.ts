import { defineRule } from '../../engine/define-rule.js';
import type { Details, Verdict as RuleVerdict } from '../../engine/define-rule.js';
import type { ExpectedColumn } from '../../engine/expectation.js';
import { judgeFlowValue, Verdict } from '../../engine/flow-value.js';
import { showValue } from '../../engine/show-value.js';
import { dateSpelling, isTime, looksLikeDate, readDate, readTimestamp } from '../../values/calendar.js';
import { damageOfNumber, isAttendanceLetter } from '../../values/damage.js';
import { fits, isDecimal, isInteger, rangeOf } from '../../values/numbers.js';
import type { IntegerType } from '../../values/numbers.js';
import { isBoolean } from '../../values/words.js';

const WANTED: Record<ExpectedColumn['type'], string> = {
  string: 'text',
  smallint: 'a whole number',
  integer: 'a whole number',
  bigint: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  date: 'a date',
  timestamp: 'a date, optionally with a time',
  time: 'a time (HH:mm or HH:mm:ss)',
};

/** What is wrong with the text as a value of the column's type, or null. A date in another spelling is no type error. */
function faultOf(text: string, column: ExpectedColumn): (() => Details) | null {
  switch (column.type) {
    case 'string':
      return null;
    case 'smallint':
    case 'integer':
    case 'bigint':
      if (!isInteger(text)) return () => numberFault(text, column);
      return fits(text, column.type) ? null : widthFault(column.type);
    case 'number':
      return isDecimal(text) ? null : () => numberFault(text, column);
    case 'boolean':
      return isBoolean(text, column.format === 'true|false') ? null : noMore;
    case 'time':
      return isTime(text) ? null : noMore;
    case 'date':
      return dateFault(text, readDate(text, dateSpelling(column.format)));
    case 'timestamp':
      return dateFault(text, readTimestamp(text));
  }
}

function numberFault(text: string, column: ExpectedColumn): Details {
  if (column.facts.has('attendanceDay') && isAttendanceLetter(text)) {
    const codes = column.field.constraints?.enum?.join(', ') ?? '';
    return { hint: `Attendance is written in codes (${codes}), not in letters.` };
  }
  return { hint: damageOfNumber(text) };
}

const dateFault = (text: string, reading: 'good' | 'no-such-day' | 'other-shape'): (() => Details) | null => {
  if (reading === 'good' || (reading === 'other-shape' && looksLikeDate(text))) return null;
  return reading === 'no-such-day' ? () => ({ fault: 'no-such-day' }) : noMore;
};

/** The flow’s own check is stricter than the type, as with `no` for a boolean. How dates are spelled is another rule. */
const faultInFlow = (text: string, { flow, type }: ExpectedColumn): (() => Details) | null =>
  flow !== null && type !== 'date' && type !== 'timestamp' && judgeFlowValue(flow, text) === Verdict.datatype
    ? noMore
    : null;

const widthFault = (type: IntegerType) => (): Details => ({
  fault: 'width',
  limit: rangeOf(type)[1].toString(),
});

const noMore = (): Details => ({});

function check({ text }: { readonly text: string }, column: ExpectedColumn): RuleVerdict | null {
  if (text === '') return null;
  const fault = faultOf(text, column) ?? faultInFlow(text, column);
  if (fault === null) return null;
  return {
    details: () => ({
      column: column.name,
      type: column.type,
      value: showValue(text, column),
      wanted: WANTED[column.type],
      ...fault(),
    }),
  };
}

export const valueType = defineRule({
  id: 'table/value-type',
  scope: 'table',
  level: 'must',
  requirement: 'EP-13',
  summary: 'A value is of its column’s type and fits its width.',
  why: 'cQube removes rows whose values fail its datatype check; where it has none, the database refuses the whole batch in silence.',
  fix: 'Write the value in the type that the dictionary states; keep long ids as text on their way through spreadsheets.',
  message: ({ column, value, wanted, type, fault, limit, hint }) => {
    if (fault === 'header')
      return 'The header line stands here again, among the rows, as when exports are joined: keep only the first.';
    if (fault === 'width')
      return `“${value}” in “${column}” does not fit the type ${type} (at most ${limit}).`;
    if (fault === 'no-such-day') return `“${value}” in “${column}” is not a day (or time) that exists.`;
    return `“${value}” in “${column}” is not ${wanted}.${hint ? ` ${hint}` : ''}`;
  },
  value: { applies: (column) => column.type !== 'string', check },
  row: {
    events: ['repeated-header'],
    check: () => ({ details: () => ({ fault: 'header' }), facts: ['rowLost'] }),
  },
  examples: {
    valid: [
      {
        kind: 'table',
        title: 'whole numbers',
        source: 'grade_details',
        csv: 'school_id|grade|students_count\n24010100011|3|84\n',
      },
    ],
    invalid: [
      {
        kind: 'table',
        title: 'text in a number',
        source: 'grade_details',
        csv: 'school_id|grade|students_count\n24010100011|3|many\n',
        lines: [2],
      },
      {
        kind: 'table',
        title: 'Excel’s scientific notation',
        source: 'grade_details',
        csv: 'school_id|grade|students_count\n2.4E+10|3|84\n',
        lines: [2],
      },
      {
        kind: 'table',
        title: 'the header once more, as in joined exports',
        source: 'grade_details',
        csv: 'school_id|grade|students_count\n24010100011|3|84\nschool_id|grade|students_count\n24010100011|4|80\n',
        lines: [3],
      },
      {
        kind: 'table',
        title: 'decimals in an integer',
        source: 'grade_details',
        csv: 'school_id|grade|students_count\n24010100011|3|84.0\n',
        lines: [2],
      },
      {
        kind: 'table',
        title: 'too wide for an integer',
        source: 'grade_details',
        csv: 'school_id|grade|students_count\n24010100011|3|4000000000\n',
        lines: [2],
      },
    ],
  },
});
