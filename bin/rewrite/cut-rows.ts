/** The rows of a CSV as bytes, cut as a check cuts them: good ones field by field, all else as it stands there. */
import { ANY } from '../../conformance/scan/acceptors.js';
import type { ByteStream } from '../../conformance/scan/byte-stream.js';
import { CR, LF, SPACE, TAB } from '../../conformance/scan/bytes.js';
import { RecordScanner } from '../../conformance/scan/record-scanner.js';

export interface Rows {
  /** A row of the header's width, its line end in front of `next`; offsets are valid during the call only. */
  readonly row: (scanner: RecordScanner, next: number) => void;
  /** One or more lines that are no such rows, line ends included. */
  readonly odd: (bytes: Uint8Array, start: number, end: number) => void;
  /** Why a line is odd; told before its bytes. */
  readonly why: (line: number, reason: string) => void;
  readonly blank: () => void;
}

export interface TableShape {
  readonly width: number;
  readonly delimiter: string;
  /** Physical line of the first row. */
  readonly firstLine: number;
}

/** The stream stands at the first row. Gives way after each window, so that what was told can be passed on. */
export async function* cutRows(stream: ByteStream, shape: TableShape, rows: Rows): AsyncGenerator<void> {
  let done = 0;
  const gap = (bytes: Uint8Array, end: number): void => {
    if (end > done && !isBlank(bytes, done, end)) rows.odd(bytes, done, end);
  };
  const scanner: RecordScanner = new RecordScanner(
    Array.from({ length: shape.width }, () => ANY),
    shape.delimiter.charCodeAt(0),
    shape.firstLine,
    {
      record: (one) => {
        gap(one.bytes, one.starts[0] ?? 0);
        done = behindLineEnd(one.bytes, one.ends[shape.width - 1] ?? 0);
        rows.row(one, done);
      },
      fieldCount: (line, _record, found) =>
        rows.why(line, `has ${found} fields where the header has ${shape.width}`),
      brokenQuote: (line) => rows.why(line, 'has a quote without its partner'),
      tooLong: (line) => rows.why(line, 'is longer than 1 MiB'),
      blankLine: rows.blank,
    },
  );
  while (!stream.ended || stream.length > 0) {
    const scanned = scanner.scan(stream.bytes, stream.length, stream.ended);
    gap(stream.bytes, scanned);
    stream.consume(scanned);
    done = 0;
    yield;
    if (stream.ended) return;
    await stream.fill();
  }
}

function isBlank(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const byte = bytes[at];
    if (byte !== LF && byte !== CR && byte !== SPACE && byte !== TAB) return false;
  }
  return true;
}

const behindLineEnd = (bytes: Uint8Array, at: number): number =>
  bytes[at] === CR && bytes[at + 1] === LF ? at + 2 : at + 1;
