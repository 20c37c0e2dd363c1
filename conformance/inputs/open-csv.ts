/** Opens the CSV of a file, zipped or not, for somebody who wants its rows and no findings. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { EmissionFile } from '../engine/emission-facts.js';
import { openArchive } from './archive.js';
import { isZip } from './is-zip.js';

export type OpenedCsv =
  | {
      readonly kind: 'open';
      readonly member: string | null;
      readonly open: () => AsyncIterable<Uint8Array>;
      readonly close: () => Promise<void>;
    }
  /** What is wrong with the zip, in words that follow “its”. */
  | { readonly kind: 'damaged'; readonly because: string };

/** Throws the error of the file system; `open` also throws `ArchiveDamageError`. */
export async function openCsv(file: EmissionFile): Promise<OpenedCsv> {
  if (!(await isZip(file))) return openLooseCsv(file.absolutePath);
  const archive = await openArchive(file.absolutePath, { path: file.path, stem: '', memberNameRead: false });
  const { damage, member } = archive.facts;
  if (damage === null && member !== null)
    return { kind: 'open', member: member.name, open: archive.read, close: () => archive.close() };
  await archive.close();
  return { kind: 'damaged', because: damage === null ? 'zip holds no one CSV' : `zip is damaged` };
}

/** Not beyond its first size: a file that is being written may never end. */
async function openLooseCsv(path: string): Promise<OpenedCsv> {
  const { size } = await stat(path);
  return {
    kind: 'open',
    member: null,
    open: () =>
      size === 0 ? Readable.from([]) : createReadStream(path, { highWaterMark: 1 << 20, end: size - 1 }),
    close: () => Promise.resolve(),
  };
}
