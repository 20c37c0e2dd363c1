/** Reads the key columns of one master. */
import type { Profile } from '../../specs/profiles/profile.js';
import { namesIn } from '../../specs/references/index.js';
import type { Reference } from '../../specs/references/reference.js';
import type { TableHead } from '../engine/table-head.js';
import { ArchiveDamageError, FileChangedError } from '../inputs/archive.js';
import { errorCode, ioReason } from '../inputs/io-reason.js';
import { openCsv } from '../inputs/open-csv.js';
import { ANY } from '../scan/acceptors.js';
import { ByteStream } from '../scan/byte-stream.js';
import type { TableInput } from '../scan/check-table.js';
import { HeaderNames } from '../scan/header-names.js';
import { readHead } from '../scan/read-head.js';
import { RecordScanner } from '../scan/record-scanner.js';
import type { RecordSink } from '../scan/record-sink.js';
import { NOT_ASKED } from '../scan/record-sink.js';
import { RowKey } from '../scan/row-key.js';
import type { KeyCollector } from '../spill/key-collector.js';
import { SpillError } from '../spill/spill-error.js';
import type { MasterFile } from './read-masters.js';

export interface WantedKeys {
  /** A reference to the key; which one of several makes no difference. */
  readonly set: Reference;
  readonly collector: KeyCollector;
}

/** Why a master cannot be looked in. `fault`: we were kept from reading it, and nobody else says so. */
export interface Refusal {
  readonly because: string;
  readonly fault: string | null;
}

/** null: it was read to its end. Throws `SpillError`. */
export async function readKeys(
  master: MasterFile,
  wanted: readonly WantedKeys[],
  profile: Profile,
): Promise<Refusal | null> {
  const { file, source, name, isEmitted } = master;
  const unread = (reason: string): Refusal => ({
    because: `${name} could not be read (${reason})`,
    fault: isEmitted ? null : `${name}, given with --masters, could not be read: ${reason}`,
  });
  if (file.unreadable !== undefined) return unread(file.unreadable);
  if (file.notRead !== undefined) return { because: `${name} is ${file.notRead}`, fault: null };
  try {
    const csv = await openCsv(file);
    if (csv.kind === 'damaged')
      return { because: `${name} cannot be looked in: its ${csv.because}`, fault: null };
    try {
      const because = await scanKeys(
        { source, path: file.path, member: csv.member, open: csv.open },
        wanted,
        profile,
      );
      return because === null ? null : { because: `${name} cannot be looked in: ${because}`, fault: null };
    } finally {
      await csv.close();
    }
  } catch (error) {
    if (error instanceof ArchiveDamageError)
      return { because: `${name} cannot be looked in: its zip is damaged`, fault: null };
    if (error instanceof FileChangedError) return unread(error.message);
    if (error instanceof SpillError) throw error;
    if (/^E[A-Z]/.test(errorCode(error))) return unread(ioReason(error));
    // Whoever checks the file meets it too, and says that it is a defect of ours.
    return unread(error instanceof Error ? error.message : String(error));
  }
}

/** null: all rows were read; else why none can be. */
async function scanKeys(
  input: TableInput,
  wanted: readonly WantedKeys[],
  profile: Profile,
): Promise<string | null> {
  const stream = new ByteStream(input.open());
  try {
    const { head, next } = await readHead(stream, input, profile, null);
    const because = refusalOf(head);
    if (because !== null) return because;
    const keys: { readonly key: RowKey; readonly collector: KeyCollector }[] = [];
    for (const { set, collector } of wanted) {
      const places = keyPlaces(set, input, head);
      if (typeof places === 'string') return places;
      const { trims } = head.expectation;
      keys.push({
        key: new RowKey({ places, numeric: set.numeric, defaults: places.map(() => null), trims }),
        collector,
      });
    }
    stream.consume(next);
    const rows = await scanRows(stream, head, (scanner) => {
      let isWhole = true;
      for (const { key, collector } of keys) {
        if (key.read(scanner)) collector.add(key.bytes, key.length);
        else isWhole = false;
      }
      return isWhole;
    });
    if (rows === null) return 'the key of one of its rows cannot be told';
    return rows > 0 ? null : 'it has no rows';
  } finally {
    await stream.close();
  }
}

/** Such a header keeps its own file's rows from being checked too. */
function refusalOf(head: TableHead): string | null {
  if (head.empty) return 'it is empty';
  if (head.wide !== null) return `it is ${head.wide}`;
  if (head.tooLong !== null || head.openQuote !== null) return 'its header cannot be read';
  if (head.otherDelimiter !== null) return 'its delimiter is wrong';
  return head.alignment.duplicates.length > 0 ? 'a column stands in its header twice' : null;
}

function keyPlaces(
  { targetFields }: Reference,
  { source }: TableInput,
  { expectation, alignment }: TableHead,
): readonly number[] | string {
  const names = namesIn(source, expectation.variant, targetFields) ?? targetFields;
  const places = names.map((name) => {
    const column = expectation.columns.find((candidate) => candidate.name === name);
    return column ? alignment.expectedOf.indexOf(column.index) : -1;
  });
  const lacking = names.filter((_, index) => places[index] === -1);
  return lacking.length > 0 ? `it lacks the column ${lacking.join(', ')}` : places;
}

/**
 * How many rows there are; null: the key of one cannot be told, since nobody knows where its fields end, and what refers
 * to it is not to be blamed. Rows of another width count as far as they go: what is wrong with them is a finding of
 * their own. `take` says whether there was a key.
 */
async function scanRows(
  stream: ByteStream,
  head: TableHead,
  take: (scanner: RecordScanner) => boolean,
): Promise<number | null> {
  const header = new HeaderNames(head.names);
  let rows = 0;
  let isBroken = false;
  const broken = (): void => {
    isBroken = true;
  };
  const sink: RecordSink = {
    ...NOT_ASKED,
    record: (scanner) => {
      rows++;
      if (!header.isRepeatedBy(scanner)) take(scanner);
    },
    fieldCount: (_line, _record, found) => {
      rows++;
      fillUp(scanner, found);
      if (!take(scanner)) isBroken = true;
    },
    brokenQuote: broken,
    tooLong: broken,
  };
  const acceptors = head.names.map(() => ANY);
  const delimiter = head.expectation.delimiter.charCodeAt(0);
  const scanner = new RecordScanner(acceptors, delimiter, head.lineNumber + 1, sink);
  while (!stream.ended || stream.length > 0) {
    stream.consume(scanner.scan(stream.bytes, stream.length, stream.ended));
    if (stream.ended) break;
    await stream.fill();
  }
  return isBroken ? null : rows;
}

/** Fields that a short record lacks, as blanks. */
function fillUp({ starts, ends }: RecordScanner, found: number): void {
  for (let place = found; place < starts.length; place++) {
    starts[place] = 0;
    ends[place] = 0;
  }
}
