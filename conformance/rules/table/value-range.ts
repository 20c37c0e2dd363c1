import { defineRule } from '../../engine/define-rule.js';
import type { Details, Verdict } from '../../engine/define-rule.js';
import type { ExpectedColumn, Expectation } from '../../engine/expectation.js';
import { exampleCsv } from '../../engine/example-csv.js';
import { showValue } from '../../engine/show-value.js';
import { parseDecimal } from '../../values/numbers.js';

function check(
  { text }: { readonly text: string },
  column: ExpectedColumn,
  expectation: Expectation,
): Verdict | null {
  const value = parseDecimal(text);
  if (value === null) return null;
  const { minimum = null, maximum = null } = column.field.constraints ?? {};
  const shown = (): Details => ({ column: column.name, value: showValue(text, column) });
  if (expectation.profile.authority === 'pipeline' && column.zeroIsNull && (text === '0' || text === '0.0')) {
    return { details: () => ({ ...shown(), zero: true }) };
  }
  if ((minimum === null || value >= minimum) && (maximum === null || value <= maximum)) return null;
  return { details: () => ({ ...shown(), minimum, maximum }) };
}

export const valueRange = defineRule({
  id: 'table/value-range',
  scope: 'table',
  level: 'must',
  requirement: 'EP-13',
  summary: 'A number lies within the bounds that the dictionary states.',
  why: 'A value out of bounds is an error of entry or of a shifted column; reports are computed from it all the same.',
  fix: 'Correct the value at the source.',
  message: ({ column, value, minimum, maximum, zero }) => {
    if (zero) return `“${column}” is ${value}: cQube takes it for a missing coordinate and drops the row.`;
    const bounds = [
      minimum === null ? '' : `at least ${minimum}`,
      maximum === null ? '' : `at most ${maximum}`,
    ];
    return `${value} in “${column}” is out of bounds (${bounds.filter(Boolean).join(', ')}).`;
  },
  value: {
    applies: ({ field, zeroIsNull }, { profile }) =>
      field.constraints?.minimum !== undefined ||
      field.constraints?.maximum !== undefined ||
      (zeroIsNull && profile.authority === 'pipeline'),
    check,
  },
  examples: {
    valid: [
      {
        kind: 'table',
        title: '365 working days',
        source: 'sch_profile',
        csv: exampleCsv('sch_profile', { workdays_pri: '365' }),
      },
    ],
    invalid: [
      {
        kind: 'table',
        title: '400 working days',
        source: 'sch_profile',
        csv: exampleCsv('sch_profile', { workdays_pri: '400' }),
        lines: [2],
      },
      {
        kind: 'table',
        title: 'latitude 0, profile pipeline-3.7',
        profile: 'pipeline-3.7',
        source: 'school_master',
        csv: exampleCsv('school_master', { latitude: '0' }),
        lines: [2],
      },
    ],
  },
});
