/** The bytes of a CSV with its mechanical defects mended; no value is changed. */
import { ByteStream } from '../../conformance/scan/byte-stream.js';
import { BACKSLASH, CR, LF, QUOTE } from '../../conformance/scan/bytes.js';
import { readHead } from '../../conformance/scan/read-head.js';
import type { RecordScanner } from '../../conformance/scan/record-scanner.js';
import { documented } from '../../specs/profiles/documented.js';
import type { DataSource } from '../../specs/source.js';
import { cutRows } from '../rewrite/cut-rows.js';
import { OutBytes } from '../rewrite/out-bytes.js';
import { Refusal } from '../rewrite/refusal.js';
import { planHeader } from './header-plan.js';
import type { HeaderPlan } from './header-plan.js';

/** What was mended, in the order in which it was met. */
export type Mends = Set<string>;

const BOM = [0xef, 0xbb, 0xbf] as const;

/** Throws `Refusal` where the rows cannot be taken apart without guessing. */
export async function* mendedCsv(
  read: () => AsyncIterable<Uint8Array>,
  source: DataSource,
  variant: string | null,
  mends: Mends,
): AsyncGenerator<Uint8Array> {
  if (source.sections) return yield* withoutMark(read(), mends);
  const stream = new ByteStream(read());
  try {
    const { head, next } = await readHead(stream, { source }, documented, variant);
    const plan = planHeader(head, source);
    for (const mend of plan.mends) mends.add(mend);
    if (next > 1 && stream.bytes[next - 2] === CR && stream.bytes[next - 1] === LF) mends.add(LINE_ENDS);
    stream.consume(next);
    yield Buffer.from(`${plan.header}\n`);
    yield* rowsOf(stream, plan, head.lineNumber + 1, mends);
  } finally {
    await stream.close();
  }
}

const LINE_ENDS = 'line ends made LF';

/** A file of sections is no flat table: only what stands in front of it is taken away. */
async function* withoutMark(chunks: AsyncIterable<Uint8Array>, mends: Mends): AsyncGenerator<Uint8Array> {
  let isFirst = true;
  for await (const chunk of chunks) {
    const marked = isFirst && BOM.every((byte, index) => chunk[index] === byte);
    if (marked) mends.add('byte-order mark removed');
    yield marked ? chunk.subarray(BOM.length) : chunk;
    isFirst = false;
  }
}

async function* rowsOf(
  stream: ByteStream,
  plan: HeaderPlan,
  firstLine: number,
  mends: Mends,
): AsyncGenerator<Uint8Array> {
  const out = new OutBytes();
  const shape = { width: plan.width, delimiter: plan.delimiter, firstLine };
  const cutting = cutRows(stream, shape, {
    row: (scanner) => addRow(scanner, plan, out, mends),
    odd: (bytes, start, end) => out.add(bytes, start, end),
    why: (line, reason) => {
      if (!plan.keepsRows) throw new Refusal(`line ${line} ${reason}, so its values cannot be told apart`);
    },
    blank: () => mends.add('blank lines removed'),
  });
  for await (const _ of cutting) if (out.length > 0) yield out.take();
}

function addRow(scanner: RecordScanner, plan: HeaderPlan, out: OutBytes, mends: Mends): void {
  const { bytes, starts, ends } = scanner;
  const last = ends[plan.width - 1] ?? 0;
  if (bytes[last] === CR) mends.add(LINE_ENDS);
  if (plan.keepsRows) out.add(bytes, starts[0] ?? 0, last);
  else {
    const wanted = plan.wanted.charCodeAt(0);
    for (const [index, place] of plan.places.entries()) {
      const [start, end] = [starts[place] ?? 0, ends[place] ?? 0];
      if (plan.delimiter !== plan.wanted) refuseAmbiguous(scanner, start, end, plan);
      if (index > 0) out.addByte(wanted);
      out.add(bytes, start, end);
    }
  }
  out.addByte(LF);
}

/** A value that another delimiter would cut, or that only this one's escape keeps whole. */
function refuseAmbiguous({ bytes, line }: RecordScanner, start: number, end: number, plan: HeaderPlan): void {
  if (bytes[start] === QUOTE && end > start) return;
  const [old, wanted] = [plan.delimiter.charCodeAt(0), plan.wanted.charCodeAt(0)];
  for (let at = start; at < end; at++) {
    if (bytes[at] === wanted)
      throw new Refusal(`line ${line} has a “${plan.wanted}” in a value, which would cut it in two`);
    if (bytes[at] === BACKSLASH && bytes[at + 1] === old)
      throw new Refusal(
        `line ${line} has an escaped “${plan.delimiter}”, which the other delimiter would not unescape`,
      );
  }
}
