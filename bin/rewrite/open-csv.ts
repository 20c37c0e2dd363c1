/** The CSV of one file of an emission, in its zip or not. */
import { createReadStream } from 'node:fs';
import { entryKind } from '../../conformance/engine/archive-entries.js';
import type { ArchiveFacts } from '../../conformance/engine/archive-facts.js';
import type { EmissionFile } from '../../conformance/engine/emission-facts.js';
import { visible } from '../../conformance/engine/show-value.js';
import { openArchive } from '../../conformance/inputs/archive.js';
import { Refusal } from './refusal.js';

export interface OpenedCsv {
  /** null: the file is the CSV itself. */
  readonly archive: ArchiveFacts | null;
  /** May be called again. */
  readonly read: () => AsyncIterable<Uint8Array>;
  readonly close: () => Promise<void>;
}

/** Throws `Refusal` where no CSV can be told in the zip, or its bytes are damaged; else the error of the file system. */
export async function openCsv({ path, absolutePath, bytes }: EmissionFile, stem: string): Promise<OpenedCsv> {
  if (!path.toLowerCase().endsWith('.zip')) {
    const read = async function* read(): AsyncGenerator<Uint8Array> {
      // Not beyond its first size: a file that is being written may never end.
      if (bytes > 0) yield* createReadStream(absolutePath, { highWaterMark: 1 << 20, end: bytes - 1 });
    };
    return { archive: null, read, close: () => Promise.resolve() };
  }
  const archive = await openArchive(absolutePath, { path, stem, memberNameRead: false });
  const { facts } = archive;
  const reason = refusalOf(facts);
  if (reason !== null) {
    await archive.close();
    throw new Refusal(reason);
  }
  return { archive: facts, read: archive.read, close: archive.close };
}

function refusalOf({ damage, member, entries }: ArchiveFacts): string | null {
  if (damage !== null) return `archive/${damage.kind}: ${damage.reason}`;
  if (entries.some(({ encrypted }) => encrypted))
    return 'archive/encrypted: it is encrypted; pack it without a password';
  if (member === null) {
    const csvs = entries.filter((entry) => entryKind(entry) === 'csv').map(({ name }) => visible(name));
    return csvs.length > 1
      ? `archive/not-one-csv: it holds ${csvs.length} CSVs (${csvs.slice(0, 3).join(', ')}${csvs.length > 3 ? ', …' : ''}), and which of them is meant cannot be told`
      : 'archive/not-one-csv: it holds no CSV';
  }
  const packed = entries.find(
    (entry) => ['archive', 'workbook'].includes(entryKind(entry)) && entry !== member,
  );
  return packed === undefined
    ? null
    : `archive/not-one-csv: it holds “${visible(packed.name)}” too, and leaving that out might lose data`;
}
