/** A pass over the rows of a CSV for the forecast alone: fields are cut, no value is recognised. */
import { documented } from '../../specs/profiles/documented.js';
import { ANY } from '../scan/acceptors.js';
import { ByteStream } from '../scan/byte-stream.js';
import type { TableInput } from '../scan/check-table.js';
import { readHead } from '../scan/read-head.js';
import { RecordScanner } from '../scan/record-scanner.js';
import type { RecordSink } from '../scan/record-sink.js';
import type { RowListener } from '../scan/row-listener.js';

/** Who takes the rows. */
export interface SoloRows extends Pick<RowListener, 'ragged' | 'broken'> {
  record(scanner: RecordScanner): void;
}

export async function scanAgain(
  input: TableInput,
  width: number,
  delimiter: string,
  rows: SoloRows,
): Promise<void> {
  const stream = new ByteStream(input.open());
  try {
    const { head, next } = await readHead(stream, input, documented, null);
    stream.consume(next);
    const sink: RecordSink = {
      record: (scanner) => rows.record(scanner),
      fieldCount: (_line, _record, found) => rows.ragged(scanner, found),
      blankLine: () => undefined,
      brokenQuote: () => rows.broken(),
      tooLong: () => rows.broken(),
    };
    const scanner = new RecordScanner(
      Array.from({ length: width }, () => ANY),
      delimiter.charCodeAt(0),
      head.lineNumber + 1,
      sink,
    );
    while (!stream.ended || stream.length > 0) {
      stream.consume(scanner.scan(stream.bytes, stream.length, stream.ended));
      if (stream.ended) return;
      await stream.fill();
    }
  } finally {
    await stream.close();
  }
}
