import { isUtf8 } from 'node:buffer';
import { defineRule } from '../../engine/define-rule.js';
import { showText } from '../../engine/show-value.js';

/** Bytes of the value that are not UTF-8, as hexadecimal, at most eight of them. */
const oddBytes = (bytes: Uint8Array): string =>
  [...bytes]
    .filter((byte) => byte >= 0x80 || byte === 0)
    .slice(0, 8)
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join(' ');

export const encoding = defineRule({
  id: 'table/encoding',
  scope: 'table',
  level: 'must',
  requirement: 'EP-1',
  summary: 'A CSV is UTF-8 text.',
  why: 'cQube reads every file as UTF-8: other encodings turn names into question marks, and UTF-16 is not understood at all.',
  fix: 'Write the file as UTF-8, in Python with open(path, "w", encoding="utf-8"), in Excel by “CSV UTF-8” and then removing the byte-order mark.',
  message: ({ wide, what, column, bytes }) => {
    if (wide) return `The file is ${wide}, not UTF-8: cQube cannot read a line of it.`;
    if (column === undefined) return `The header line ${what}.`;
    return `The value of “${column}” ${what} (bytes ${bytes}).`;
  },
  head: {
    check: (head, report) => {
      if (head.wide) report({ wide: head.wide }, ['wideEncoding']);
      else if (head.encodingFault && !head.empty) {
        report({ what: head.encodingFault }, [], { line: head.lineNumber });
      }
    },
    blocks: () => 'table',
  },
  value: {
    applies: () => true,
    check: ({ bytes, text }, column) => {
      const nul = bytes.includes(0);
      if (!nul && isUtf8(bytes)) return null;
      return {
        details: () => ({
          column: column.name,
          what: nul ? 'holds a NUL byte' : 'is not valid UTF-8',
          bytes: column.sensitive ? '' : oddBytes(bytes),
          value: column.sensitive ? '' : showText(text),
        }),
      };
    },
  },
  examples: {
    valid: [
      {
        kind: 'table',
        title: 'Devanagari in UTF-8',
        source: 'school_category_master',
        csv: 'SchoolCategoryId|SchoolCategory\n1|प्राथमिक\n',
      },
    ],
    invalid: [
      {
        kind: 'table',
        title: 'Latin-1',
        source: 'school_category_master',
        csv: 'SchoolCategoryId|SchoolCategory\n1|Caf\u00e9\n',
        encoding: 'latin1',
        lines: [2],
      },
      {
        kind: 'table',
        title: 'NUL',
        source: 'school_category_master',
        csv: 'SchoolCategoryId|SchoolCategory\n1|Pri\u0000mary\n',
        lines: [2],
      },
      {
        kind: 'table',
        title: 'UTF-16',
        source: 'school_category_master',
        csv: 'SchoolCategoryId|SchoolCategory\n1|Primary\n',
        encoding: 'utf16le',
      },
    ],
  },
});
