import { defineRule } from '../../engine/define-rule.js';
import { showText } from '../../engine/show-value.js';

/** What stands where the header should may be a row with personal numbers in it. */
const withoutDigits = (line: string): string => showText(line).replaceAll(/\d/g, '#');

export const missingColumn = defineRule({
  id: 'table/missing-column',
  scope: 'table',
  level: 'must',
  requirement: 'EP-4',
  summary: 'The header has every column that the data source lists.',
  why: 'One missing column makes cQube’s column query fail, and it drops the whole file.',
  fix: 'Add the column, or give it the name that the dictionary prints; `cqube-conform specs header <source>` prints the header to use.',
  message: ({ column, place, of, didYouMean, line, section, endMarker }) => {
    if (section !== undefined)
      return `The section ${section} is missing: no line begins with “${endMarker}” to close it.`;
    if (column === undefined && /^sep=/i.test(String(line)))
      return `The first line (“${line}”) is a note for Excel; cQube takes it for the header and finds none of the ${of} expected columns. Remove that line.`;
    if (column === undefined)
      return `None of the ${of} expected columns is in the first line (“${line}”): the header line is missing, or it is another file’s.`;
    const guess = didYouMean ? ` “${didYouMean}” is probably meant to be it.` : '';
    return `The column “${column}” (place ${place} of ${of}) is missing.${guess}`;
  },
  head: {
    applies: (head) => !head.empty,
    check: (head, report) => {
      const { alignment, expectation, lineNumber } = head;
      const of = expectation.columns.length;
      if (head.tooLong !== null) return;
      if (alignment.found === 0) {
        report({ of, line: withoutDigits(head.line), headerToUse: head.headerToUse }, ['requiredByFlow'], {
          line: lineNumber,
        });
        return;
      }
      for (const { column, place, didYouMean } of alignment.missing) {
        const details = {
          column,
          place,
          of,
          didYouMean: didYouMean === null ? null : showText(didYouMean),
          headerToUse: head.headerToUse,
        };
        report(details, [], { line: lineNumber, column });
      }
    },
    blocks: ({ alignment }) => (alignment.found === 0 ? 'rows' : null),
  },
  examples: {
    valid: [
      {
        kind: 'table',
        title: 'all there',
        source: 'grade_details',
        csv: 'school_id|grade|students_count\n24010100011|3|84\n',
      },
    ],
    invalid: [
      {
        kind: 'table',
        title: 'one missing',
        source: 'grade_details',
        csv: 'school_id|grade\n24010100011|3\n',
        lines: [1],
      },
      {
        kind: 'table',
        title: 'one renamed',
        source: 'grade_details',
        csv: 'school_id|grade|student_count\n24010100011|3|84\n',
        lines: [1],
      },
      {
        kind: 'table',
        title: 'no header line',
        source: 'grade_details',
        csv: '24010100011|3|84\n24010100012|3|80\n',
        lines: [1],
      },
    ],
  },
});
