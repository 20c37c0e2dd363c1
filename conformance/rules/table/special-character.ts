import type { Fact } from '../../../specs/profiles/profile.js';
import { defineRule } from '../../engine/define-rule.js';
import { exampleCsv } from '../../engine/example-csv.js';
import { showValue } from '../../engine/show-value.js';

/**
 * Controls, line breaks, invisible and text-turning characters, blanks that look like the plain one and are not, the
 * replacement character. Zero width joiner and
 * non-joiner (200C, 200D) are not among them: Indian scripts need them.
 */
const SPECIAL =
  /[\u0001-\u001f\u007f-\u00a0\u00ad\u061c\u180e\u2000-\u200b\u200e\u200f\u2028-\u202f\u205f-\u2069\ufeff\ufff9-\ufffd]/u;

const NAMES: Readonly<Record<string, string>> = {
  '\n': 'a line break',
  '\r': 'a carriage return',
  '\t': 'a tab',
  ']': 'a closing square bracket',
  '[': 'an opening square bracket',
  '\ufffd': 'the mark of a lost character (U+FFFD)',
  '\ufeff': 'a byte-order mark',
  '\u00ad': 'a soft hyphen',
  '\u00a0': 'a no-break space (U+00A0), which is not the plain space that it looks like',
};

const nameOf = (character: string): string =>
  NAMES[character] ??
  `the invisible character U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

export const specialCharacter = defineRule({
  id: 'table/special-character',
  scope: 'table',
  level: 'should',
  requirement: 'EP-14',
  summary:
    'Text holds no control, invisible or text-turning characters; school names hold no square brackets.',
  why: 'Such characters break loading or hide in names, so that two values that look the same are not; brackets in school names break the exam reports.',
  fix: 'Clean the text in the export.',
  message: ({ column, value, character }) => `“${value}” in “${column}” holds ${character}.`,
  value: {
    applies: () => true,
    check: ({ text }, column) => {
      const bracket = column.field.holds === 'school-name' ? (/\]/.exec(text) ?? /\[/.exec(text)) : null;
      const found = bracket ?? SPECIAL.exec(text);
      if (!found) return null;
      const facts: Fact[] = bracket ? [found[0] === ']' ? 'closingBracket' : 'openingBracket'] : [];
      return {
        details: () => ({ column: column.name, value: showValue(text, column), character: nameOf(found[0]) }),
        facts,
      };
    },
  },
  examples: {
    valid: [
      {
        kind: 'table',
        title: 'joiners of Indian scripts',
        source: 'school_category_master',
        csv: 'SchoolCategoryId|SchoolCategory\n1|क्‍षेत्र\n',
      },
    ],
    invalid: [
      {
        kind: 'table',
        title: 'closing bracket in a school name',
        source: 'school_master',
        csv: exampleCsv('school_master', { school_name: 'Govt School ]' }),
        lines: [2],
      },
      {
        kind: 'table',
        title: 'zero-width space',
        source: 'school_category_master',
        csv: 'SchoolCategoryId|SchoolCategory\n1|Pri\u200bmary\n',
        lines: [2],
      },
      {
        kind: 'table',
        title: 'no-break space',
        source: 'school_category_master',
        csv: 'SchoolCategoryId|SchoolCategory\n1|Upper\u00a0Primary\n',
        lines: [2],
      },
      {
        kind: 'table',
        title: 'line break in quotes',
        source: 'school_category_master',
        csv: 'SchoolCategoryId|SchoolCategory\n1|"Pri\nmary"\n',
        lines: [2],
      },
    ],
  },
});
