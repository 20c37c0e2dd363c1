import { defineRule } from '../../engine/define-rule.js';
import { showText } from '../../engine/show-value.js';
import { isNullWord } from '../../values/words.js';

export const nullText = defineRule({
  id: 'table/null-text',
  scope: 'table',
  level: 'must',
  requirement: 'EP-13',
  summary: 'A value that is not there is left empty, not written as a word.',
  why: 'Only the static and the student attendance flows read the exact word NULL as "no value"; elsewhere it is text, becomes 0, or breaks the datatype check.',
  fix: 'Write nothing between the delimiters; in pandas to_csv(na_rep=""), in SQL COPY … NULL \'\'.',
  message: ({ value, column, read }) =>
    read
      ? `The value of “${column}” is the word ${value}. cQube reads it as no value in this file, but the rule is to leave the field empty.`
      : `The value of “${column}” is “${value}” where nothing should stand.`,
  value: {
    applies: () => true,
    check: ({ text }, column, expectation) => {
      if (!isNullWord(text, column.facts.has('typedColumn'))) return null;
      const read = text === 'NULL' && expectation.nullWord === 'null';
      return {
        details: () => ({ column: column.name, value: showText(text), read }),
        facts: read ? ['nullWordRead'] : [],
      };
    },
  },
  examples: {
    valid: [
      {
        kind: 'table',
        title: 'left empty',
        source: 'grade_details',
        csv: 'school_id|grade|students_count\n24010100011|3|\n',
      },
    ],
    invalid: [
      {
        kind: 'table',
        title: 'NULL where it is read',
        source: 'grade_details',
        csv: 'school_id|grade|students_count\n24010100011|3|NULL\n',
        lines: [2],
      },
      {
        kind: 'table',
        title: 'nan from pandas',
        source: 'grade_details',
        csv: 'school_id|grade|students_count\n24010100011|3|nan\n',
        lines: [2],
      },
    ],
  },
});
