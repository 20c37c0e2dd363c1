/** Takes the start of a CSV apart: encoding, byte-order mark, header line, delimiter, variant, columns. */
import { isUtf8 } from 'node:buffer';
import type { Profile } from '../../specs/profiles/profile.js';
import type { DataSource } from '../../specs/source.js';
import { align, countKnown } from '../engine/alignment.js';
import { expectationOf, readings } from '../engine/expectation.js';
import type { Expectation } from '../engine/expectation.js';
import type { TableHead, WideEncoding } from '../engine/table-head.js';
import type { ByteStream } from './byte-stream.js';
import type { TableInput } from './check-table.js';
import { CR, LF, QUOTE, SPACE, TAB } from './bytes.js';
import { fieldBytes, fieldEnd } from './field-end.js';
import type { FieldEnd } from './field-end.js';
import { RECORD_LIMIT } from './record-scanner.js';

/** Delimiters that are looked for when the expected one does not fit. */
const OTHER_DELIMITERS = [',', '|', ';', '\t', '~', '^', ':'];
const SHOWN_CHARACTERS = 4096;
/** Bytes by which the encoding is told. */
const START_BYTES = 64;

interface HeaderLine {
  readonly start: number;
  readonly end: number;
  readonly next: number;
  readonly lineNumber: number;
}

/** Reads as far as the header goes. `next`: offset of the first row in the stream's window. */
export async function readHead(
  stream: ByteStream,
  { source, firstLine = 1, section }: Pick<TableInput, 'source' | 'firstLine' | 'section'>,
  profile: Profile,
  pinned: string | null,
): Promise<{ readonly head: TableHead; readonly next: number }> {
  while (!stream.ended && stream.length < START_BYTES) await stream.fill();
  const start = bomLength(stream.bytes, stream.length);
  const search = new HeaderSearch(start);
  let line = search.look(stream);
  while (!line && !stream.ended && stream.length <= start + RECORD_LIMIT) {
    await stream.fill();
    line = search.look(stream);
  }
  const wide = wideEncoding(stream.bytes.subarray(0, Math.min(stream.length, START_BYTES)));
  const empty = !line && stream.ended && stream.length <= start + RECORD_LIMIT;
  const found = line ?? beginningOf(stream, start);
  const header = stream.bytes.subarray(found.start, found.end);
  const openEnded = section?.openEnded === true;
  const choice = chooseReading(header, { source, openEnded }, profile, pinned);
  return {
    head: {
      ...choice,
      empty,
      wide,
      byteOrderMark: start > 0,
      line: text(header).slice(0, SHOWN_CHARACTERS),
      lineNumber: found.lineNumber + firstLine - 1,
      openEnded,
      tooLong: line || empty ? null : RECORD_LIMIT,
      encodingFault: encodingFault(header),
      headerToUse: choice.expectation.columns.map((column) => column.name).join(choice.expectation.delimiter),
    },
    next: found.next,
  };
}

const text = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');

const bomLength = (bytes: Uint8Array, length: number): number =>
  length >= 3 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;

/** What can be shown of a first line that is too long, or not there; no character is cut in half. */
function beginningOf({ bytes, length }: ByteStream, start: number): HeaderLine {
  let end = Math.min(length, SHOWN_CHARACTERS);
  while (end < length && end > start && ((bytes[end] ?? 0) & 0xc0) === 0x80) end--;
  return { start, end, next: length, lineNumber: 1 };
}

/**
 * Looks for the first line that is not blank. It goes on where it stopped, and it looks at the first `RECORD_LIMIT`
 * bytes only, so that chunks make no difference.
 */
class HeaderSearch {
  readonly #limit: number;
  #lineStart: number;
  #lineNumber = 1;
  #at: number;
  #isBlank = true;

  constructor(from: number) {
    this.#limit = from + RECORD_LIMIT;
    this.#lineStart = from;
    this.#at = from;
  }

  /** The line, if its end is in the window. */
  look({ bytes, length, ended }: ByteStream): HeaderLine | null {
    const end = Math.min(length, this.#limit);
    for (; this.#at < end; this.#at++) {
      const byte = bytes[this.#at];
      if (byte !== LF && byte !== CR) {
        if (byte !== SPACE && byte !== TAB) this.#isBlank = false;
        continue;
      }
      // Whether a line feed follows is not known yet.
      if (byte === CR && this.#at + 1 === length && !ended) return null;
      const crlf = byte === CR && this.#at + 1 < length && bytes[this.#at + 1] === LF;
      if (!this.#isBlank) return this.#found(this.#at + (crlf ? 2 : 1));
      if (crlf) this.#at++;
      this.#lineStart = this.#at + 1;
      this.#lineNumber++;
    }
    return ended && length <= this.#limit && !this.#isBlank ? this.#found(length) : null;
  }

  #found(next: number): HeaderLine {
    return { start: this.#lineStart, end: this.#at, next, lineNumber: this.#lineNumber };
  }
}

/** Told by the byte-order mark, or by zeros in every second place. */
function wideEncoding(bytes: Uint8Array): WideEncoding | null {
  const [a, b, c, d] = bytes;
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 && bytes.length >= 4 ? 'UTF-32LE' : 'UTF-16LE';
  if (a === 0xfe && b === 0xff) return 'UTF-16BE';
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return 'UTF-32BE';
  if (bytes.length < 8) return null;
  const zeros = (rest: number): number =>
    bytes.filter((byte, index) => byte === 0 && index % 2 === rest).length;
  const half = Math.floor(bytes.length / 2);
  if (zeros(1) === half && zeros(0) === 0) return 'UTF-16LE';
  if (zeros(0) >= half && zeros(1) === 0) return 'UTF-16BE';
  return null;
}

function encodingFault(header: Uint8Array): string | null {
  if (header.includes(0)) return 'holds a NUL byte';
  return isUtf8(header) ? null : 'is not valid UTF-8';
}

type Choice = Pick<
  TableHead,
  'expectation' | 'names' | 'quoted' | 'openQuote' | 'otherDelimiter' | 'alignment'
>;

/** Variant and delimiter that fit the header best: most columns in common; a tie goes to `udise`, then to the first. */
function chooseReading(
  header: Uint8Array,
  { source, openEnded }: { readonly source: DataSource; readonly openEnded: boolean },
  profile: Profile,
  pinned: string | null,
): Choice {
  const names = readings(source, profile);
  const allowed = pinned !== null && names.includes(pinned) ? [pinned] : names;
  let best: Fit | null = null;
  for (const variant of allowed) {
    const fit = fitOf(header, expectationOf(source, profile, variant), openEnded);
    const gain = best ? fit.known - best.known : 1;
    if (gain > 0 || (gain === 0 && variant === 'udise')) best = fit;
  }
  const { expectation, otherDelimiter } = best as Fit;
  const { names: read, quoted, openQuote } = split(header, otherDelimiter ?? expectation.delimiter);
  return { expectation, names: read, quoted, openQuote, otherDelimiter, alignment: align(read, expectation) };
}

interface Fit {
  readonly expectation: Expectation;
  readonly known: number;
  readonly otherDelimiter: string | null;
}

/** Reads the header with the expected delimiter, and with others where those find more of the expected columns. */
function fitOf(header: Uint8Array, expectation: Expectation, openEnded: boolean): Fit {
  const { names } = split(header, expectation.delimiter);
  let known = countKnown(names, expectation);
  let otherDelimiter: string | null = null;
  if (expectation.columns.length < 2 && !openEnded) return { expectation, known, otherDelimiter };
  for (const candidate of OTHER_DELIMITERS) {
    if (candidate === expectation.delimiter) continue;
    const { names: otherNames } = split(header, candidate);
    const found = countKnown(otherNames, expectation);
    const sameWidth = names.length === 1 && known === 0 && otherNames.length === expectation.columns.length;
    if (found <= known && !sameWidth) continue;
    otherDelimiter = candidate;
    known = Math.max(found, known);
  }
  return { expectation, known, otherDelimiter };
}

/** Column names of a header line, quotes removed, and the places of those that were quoted. */
function split(
  header: Uint8Array,
  delimiter: string,
): { names: string[] } & Pick<TableHead, 'quoted' | 'openQuote'> {
  const names: string[] = [];
  const quoted: number[] = [];
  let openQuote: number | null = null;
  const about: FieldEnd = { kind: 'plain', lineEnds: 0 };
  const byte = delimiter.charCodeAt(0);
  for (let start = 0; start <= header.length;) {
    const end = fieldEnd(header, start, header.length, byte, about);
    if (header[start] === QUOTE && end > start) quoted.push(names.length + 1);
    if (about.kind === 'open') openQuote = names.length + 1;
    names.push(text(fieldBytes(header, start, end, byte)));
    start = end + 1;
  }
  return { names, quoted, openQuote };
}
