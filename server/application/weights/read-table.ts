/** Reads a `|`-separated table as pandas does: quotes, blank lines, short and long rows, names given twice. */
import { ApplicationFailure } from '../failure.js';
import { inferColumn, type Column } from './column.js';

export interface Table {
  /** In order; `score.1` is the second that was called `score`. */
  readonly columns: ReadonlyMap<string, Column>;
  readonly rows: number;
}

/** Throws ApplicationFailure for what pandas cannot read: no columns, bytes that are no UTF-8, rows that grow longer. */
export function readTable(bytes: Uint8Array): Table {
  const lines = splitLines(decode(bytes)).filter((line) => line.length > 1 || line[0] !== '');
  const [header, ...rows] = lines;
  if (!header) throw new ApplicationFailure('EmptyDataError: no columns to parse from file');
  let width = header.length;
  for (const [index, row] of rows.entries()) {
    // The first row may be longer: its surplus becomes row names.
    if (index === 0) width = Math.max(width, row.length);
    else if (row.length > width) throw new ApplicationFailure('ParserError: too many fields');
  }
  const surplus = width - header.length;
  const columns = new Map<string, Column>();
  for (const [index, name] of columnNames(header).entries()) {
    columns.set(name, inferColumn(rows.map((row) => row[index + surplus] ?? '')));
  }
  return { columns, rows: rows.length };
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new ApplicationFailure('UnicodeDecodeError', { cause: error });
  }
}

function columnNames(header: readonly string[]): string[] {
  const taken = new Map<string, number>();
  return header.map((field, index) => {
    const name = field === '' ? `Unnamed: ${index}` : field;
    const count = taken.get(name) ?? 0;
    taken.set(name, count + 1);
    return count === 0 ? name : `${name}.${count}`;
  });
}

const PLAIN = /[^|\r\n]*/y;
const END = /\||\r\n|\r|\n|$/y;

function splitLines(text: string): string[][] {
  const lines: string[][] = [];
  let line: string[] = [];
  for (let at = 0; at < text.length || line.length > 0;) {
    const field = readField(text, at);
    line.push(field.value);
    const end = matchAt(END, text, field.end);
    at = field.end + end.length;
    if (end === '|') continue;
    lines.push(line);
    line = [];
  }
  return lines;
}

/** A field that begins with a quote goes to the closing one, line breaks included; what stands behind belongs to it. */
function readField(text: string, start: number): { readonly value: string; readonly end: number } {
  const quoted: string[] = [];
  let at = start;
  if (text[at] === '"') {
    for (let from = at + 1; ; from = at + 1) {
      at = text.indexOf('"', from);
      if (at < 0) throw new ApplicationFailure('ParserError: end of file inside a string');
      quoted.push(text.slice(from, at));
      at++;
      if (text[at] !== '"') break;
      quoted.push('"');
    }
  }
  const plain = matchAt(PLAIN, text, at);
  return { value: quoted.join('') + plain, end: at + plain.length };
}

function matchAt(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
}
