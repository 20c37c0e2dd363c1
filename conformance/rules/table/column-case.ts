import type { Fact } from '../../../specs/profiles/profile.js';
import { defineRule } from '../../engine/define-rule.js';
import type { Expectation } from '../../engine/expectation.js';
import { showText } from '../../engine/show-value.js';

/** The flow wants the names as one text: blanks before the first and behind the last stand outside of it. */
function isTornApart(column: string, written: string, { columns, facts }: Expectation): boolean {
  if (!facts.has('orderEnforced')) return false;
  const before = column !== columns[0]?.name && written.trimStart() !== written;
  return before || (column !== columns.at(-1)?.name && written.trimEnd() !== written);
}

export const columnCase = defineRule({
  id: 'table/column-case',
  scope: 'table',
  level: 'should',
  requirement: 'EP-5',
  summary: 'Column names have the letter case and spacing of the dictionary.',
  why: 'Release 3.7 ignores the case of letters, but the published header does not, and later releases need not.',
  fix: 'Write the name exactly as the dictionary prints it.',
  message: ({ written, column }) => `The column “${written}” should be written “${column}”.`,
  head: {
    applies: (head) => !head.empty && head.alignment.found > 0,
    check: (head, report) => {
      for (const { column, written, place } of head.alignment.caseOnly) {
        const facts: readonly Fact[] = isTornApart(column, written, head.expectation) ? ['paddedName'] : [];
        report({ column, written: showText(written) }, facts, {
          line: head.lineNumber,
          column,
          field: place,
        });
      }
    },
  },
  examples: {
    valid: [
      {
        kind: 'table',
        title: 'as printed',
        source: 'school_category_master',
        csv: 'SchoolCategoryId|SchoolCategory\n1|Primary\n',
      },
    ],
    invalid: [
      {
        kind: 'table',
        title: 'lower case',
        source: 'school_category_master',
        csv: 'schoolcategoryid|SchoolCategory\n1|Primary\n',
        lines: [1],
      },
    ],
  },
});
