import { defineRule } from '../../engine/define-rule.js';
import { showValue } from '../../engine/show-value.js';
import { countCodePoints } from '../../values/text.js';

export const valueLength = defineRule({
  id: 'table/value-length',
  scope: 'table',
  level: 'must',
  requirement: 'EP-13',
  summary: 'A value is not longer (or shorter) than the dictionary allows.',
  why: 'A value longer than the database column makes its whole batch, up to 100,000 rows, vanish without a message.',
  fix: 'Shorten the value at the source; check that columns were not shifted.',
  message: ({ column, value, length, limit, unit, tooShort }) =>
    `“${value}” in “${column}” has ${length} ${unit}, ${tooShort ? 'at least' : 'at most'} ${limit} are allowed.`,
  value: {
    applies: ({ maxLength, field }) => maxLength !== null || field.constraints?.minLength !== undefined,
    check: ({ text }, column) => {
      if (text === '') return null;
      const numeric =
        column.type !== 'string' && !['date', 'timestamp', 'time', 'boolean'].includes(column.type);
      const length = numeric ? text.replace(/\D/g, '').length : countCodePoints(text);
      const fewest = column.field.constraints?.minLength ?? 0;
      const most = column.maxLength ?? Infinity;
      if (length >= fewest && length <= most) return null;
      const tooShort = length < fewest;
      const unit = numeric ? 'digits' : 'characters';
      const limit = tooShort ? fewest : most;
      return {
        details: () => ({
          column: column.name,
          value: showValue(text, column),
          length,
          unit,
          limit,
          tooShort,
        }),
      };
    },
  },
  examples: {
    valid: [
      {
        kind: 'table',
        title: '100 characters',
        source: 'school_category_master',
        csv: `SchoolCategoryId|SchoolCategory\n1|${'a'.repeat(100)}\n`,
      },
    ],
    invalid: [
      {
        kind: 'table',
        title: '101 characters',
        source: 'school_category_master',
        csv: `SchoolCategoryId|SchoolCategory\n1|${'क'.repeat(101)}\n`,
        lines: [2],
      },
      {
        kind: 'table',
        title: 'twelve digits in a school code',
        source: 'grade_details',
        csv: 'school_id|grade|students_count\n240101000112|3|84\n',
        lines: [2],
      },
    ],
  },
});
