/** The first rows of a CSV, for people to look at: tolerant, since what is wrong with it is for the rules to say. */

export type Delimiter = '|' | ',';

/** Cells kept of one row. */
const ROW_LIMIT = 500;

/** Of the first line: whichever stands in it more often. */
export function guessDelimiter(text: string): Delimiter | null {
  const [line = ''] = /^[^\r\n]*/.exec(text) ?? [];
  const pipes = line.split('|').length;
  const commas = line.split(',').length;
  if (pipes === 1 && commas === 1) return null;
  return pipes >= commas ? '|' : ',';
}

export interface Rows {
  readonly rows: readonly (readonly string[])[];
  /** There is more behind them. */
  readonly more: boolean;
}

/**
 * At most `limit` rows. Quotes as in RFC 4180, where a field begins with one. `whole`: the text does not go on; otherwise
 * a row that is cut counts only if there is no other.
 */
export function firstRows(text: string, delimiter: Delimiter | null, limit: number, whole: boolean): Rows {
  const rows: string[][] = [];
  let at = 0;
  while (at < text.length && rows.length < limit) {
    const row: string[] = [];
    let next = at;
    let ended = false;
    while (!ended) {
      const field = readField(text, next, delimiter);
      if (row.length < ROW_LIMIT) row.push(field.value);
      ended = field.ends;
      next = field.next;
    }
    const cut = next >= text.length && !whole;
    if (!cut || rows.length === 0) rows.push(row);
    at = next;
  }
  return { rows, more: at < text.length || !whole };
}

interface Field {
  readonly value: string;
  /** Position behind the field and what ends it. */
  readonly next: number;
  /** It is the last one of its row. */
  readonly ends: boolean;
}

function readField(text: string, start: number, delimiter: Delimiter | null): Field {
  let value = '';
  let at = start;
  if (text[at] === '"') {
    for (at += 1; at < text.length; at += 1) {
      const quote = text.indexOf('"', at);
      const stop = quote < 0 ? text.length : quote;
      value += text.slice(at, stop);
      at = stop;
      if (text[at + 1] !== '"') break;
      value += '"';
      at += 1;
    }
    at += 1;
  }
  const end = fieldEnd(text, at, delimiter);
  value += text.slice(at, end);
  const mark = text[end];
  if (mark !== undefined && mark === delimiter) return { value, next: end + 1, ends: false };
  const next = mark === '\r' && text[end + 1] === '\n' ? end + 2 : end + 1;
  return { value, next: Math.min(next, text.length), ends: true };
}

function fieldEnd(text: string, start: number, delimiter: Delimiter | null): number {
  for (let at = start; at < text.length; at += 1) {
    const mark = text[at];
    if (mark === delimiter || mark === '\n' || mark === '\r') return at;
  }
  return text.length;
}
