import { defineRule } from '../../engine/define-rule.js';

const NAMES: Readonly<Record<string, string>> = {
  '|': 'pipes (|)',
  ',': 'commas (,)',
  ';': 'semicolons (;)',
  '\t': 'tabs',
  '~': 'tildes (~)',
  '^': 'carets (^)',
  ':': 'colons (:)',
};

export const wrongDelimiter = defineRule({
  id: 'table/wrong-delimiter',
  scope: 'table',
  level: 'must',
  requirement: 'EP-1',
  summary: 'Fields are separated by the delimiter that cQube reads: a pipe, for nearly every file.',
  why: 'With another delimiter cQube sees one long column, finds none of the columns that it needs, and drops the whole file.',
  fix: 'Set the delimiter of the export, in Python csv.writer(file, delimiter="|"), in pandas to_csv(sep="|"), in PostgreSQL COPY … DELIMITER, in MySQL INTO OUTFILE … FIELDS TERMINATED BY (the mysql program itself writes tabs, and NULL as a word).',
  message: ({ found, wanted, foundColumns, columns }) => {
    const [used = '', asked = ''] = [found, wanted].map((delimiter) => NAMES[String(delimiter)]);
    return `Fields are separated by ${used}, cQube wants ${asked}. (Read with ${used}, the header has ${foundColumns} of the ${columns} expected columns.)`;
  },
  head: {
    applies: (head) => head.expectation.columns.length > 1 || head.openEnded,
    check: (head, report) => {
      if (head.otherDelimiter === null) return;
      const { expectation, alignment, otherDelimiter, headerToUse, lineNumber } = head;
      report(
        {
          found: otherDelimiter,
          wanted: expectation.delimiter,
          foundColumns: alignment.found,
          columns: expectation.columns.length,
          headerToUse,
        },
        [],
        { line: lineNumber },
      );
    },
    blocks: () => 'table',
  },
  examples: {
    valid: [
      {
        kind: 'table',
        title: 'pipes',
        source: 'grade_details',
        csv: 'school_id|grade|students_count\n24010100011|3|84\n',
      },
    ],
    invalid: [
      {
        kind: 'table',
        title: 'commas',
        source: 'grade_details',
        csv: 'school_id,grade,students_count\n24010100011,3,84\n',
        lines: [1],
      },
      {
        kind: 'table',
        title: 'tabs',
        source: 'grade_details',
        csv: 'school_id\tgrade\tstudents_count\n24010100011\t3\t84\n',
        lines: [1],
      },
    ],
  },
});
