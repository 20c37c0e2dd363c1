/** The rows of a CSV that are good, or those that are not, as they stand there; the header in front of both. */
import { ByteStream } from '../../conformance/scan/byte-stream.js';
import { readHead } from '../../conformance/scan/read-head.js';
import type { Profile } from '../../specs/profiles/profile.js';
import type { DataSource } from '../../specs/source.js';
import { cutRows } from '../rewrite/cut-rows.js';
import { OutBytes } from '../rewrite/out-bytes.js';
import type { BadLines } from './bad-lines.js';

export interface SplitTable {
  readonly read: () => AsyncIterable<Uint8Array>;
  readonly source: DataSource;
  readonly profile: Profile;
  readonly variant: string | null;
  readonly bad: BadLines;
}

export interface RowCount {
  rows: number;
}

/** A line that is no row of the header's width is bad, and so is one with a broken quote. */
export async function* splitRows(
  { read, source, profile, variant, bad }: SplitTable,
  wanted: 'good' | 'bad',
  count: RowCount,
): AsyncGenerator<Uint8Array> {
  const stream = new ByteStream(read());
  try {
    const { head, next } = await readHead(stream, { source }, profile, variant);
    yield stream.bytes.slice(0, next);
    stream.consume(next);
    const out = new OutBytes();
    const shape = {
      width: head.names.length,
      delimiter: head.expectation.delimiter,
      firstLine: head.lineNumber + 1,
    };
    const cutting = cutRows(stream, shape, {
      row: ({ bytes, starts, line }, behind) => {
        if (bad.has(line) !== (wanted === 'bad')) return;
        count.rows++;
        out.add(bytes, starts[0] ?? 0, behind);
      },
      odd: (bytes, start, end) => {
        if (wanted === 'bad') out.add(bytes, start, end);
      },
      why: () => {
        if (wanted === 'bad') count.rows++;
      },
      blank: () => undefined,
    });
    for await (const _ of cutting) if (out.length > 0) yield out.take();
  } finally {
    await stream.close();
  }
}
