/** A zip's central directory: what it says lies where. yauzl reads it; its refusals are put into words here. */
import { type Entry, fromRandomAccessReaderPromise, getFileNameLowLevel, RandomAccessReader } from 'yauzl';
import type { ArchiveEntry } from '../engine/archive-facts.js';
import { ArchiveDamageError, corrupt } from './archive-damage.js';
import type { ZipBytes } from './zip-bytes.js';

/** Entries kept of one zip; one that is as it should be has one. */
const ENTRY_LIMIT = 10_000;
/** Bytes of directory read of one zip: names may be 64 KiB long each. */
const DIRECTORY_LIMIT = 16 * 1024 * 1024;

/** Bytes of directory read at once. */
const WINDOW_BYTES = 64 * 1024;

const END_RECORD_BYTES = 22;
const ZIP64_LOCATOR_BYTES = 20;
const LOCAL_HEADER_BYTES = 30;
const DIRECTORY_HEADER_BYTES = 46;
const AES_METHOD = 99;

export interface DirectoryEntry {
  readonly facts: ArchiveEntry;
  /** Name as stored, to be compared with the one in front of the data. */
  readonly rawName: Buffer;
  /** General purpose bit flags. */
  readonly flags: number;
}

export interface Directory {
  readonly entries: readonly DirectoryEntry[];
  /** Offset where the directory begins, thus where data ends. */
  readonly start: number;
  /** false: there are more entries than were kept. */
  readonly complete: boolean;
}

/**
 * Hands yauzl the bytes of an open file, many at once since it asks for few, and never from an offset that a file
 * cannot have: fs would throw where nobody catches.
 */
class HandleReader extends RandomAccessReader {
  readonly #handle: ZipBytes;
  readonly #bytes: number;
  #window: Buffer = Buffer.alloc(0);
  #windowStart = 0;

  constructor(handle: ZipBytes, bytes: number) {
    super();
    this.#handle = handle;
    this.#bytes = bytes;
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    this.#bytesAt(position, length).then((found) => {
      found.copy(buffer, offset);
      return callback(null);
    }, callback);
  }

  async #bytesAt(position: number, length: number): Promise<Buffer> {
    if (position + length > this.#bytes) throw corrupt('its list of contents is cut off');
    const held = position - this.#windowStart;
    if (held >= 0 && held + length <= this.#window.length) return this.#window.subarray(held, held + length);
    const ahead = Math.min(Math.max(length, WINDOW_BYTES), this.#bytes - position);
    this.#window = await readExactly(this.#handle, position, ahead);
    this.#windowStart = position;
    return this.#window.subarray(0, length);
  }
}

/** Reads `length` bytes at `position`; throws ArchiveDamageError where the file ends before. */
export async function readExactly(handle: ZipBytes, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = length > 0 ? await handle.read(buffer, 0, length, position) : { bytesRead: 0 };
  if (bytesRead < length) throw corrupt('it ends too early');
  return buffer;
}

/**
 * Entries in the order of the directory. Throws ArchiveDamageError where there is no directory, or one that cannot
 * be true; errors of the file system as they are.
 */
export async function readDirectory(handle: ZipBytes, bytes: number): Promise<Directory> {
  const zip = await fromRandomAccessReaderPromise(new HandleReader(handle, bytes), bytes, {
    autoClose: false,
    // Names are facts to be judged: yauzl would refuse the odd ones.
    decodeStrings: false,
    validateEntrySizes: false,
  }).catch(rethrow);
  const { start, end } = await findDirectory(handle, bytes - END_RECORD_BYTES - zip.comment.length);
  const entries: DirectoryEntry[] = [];
  let cursor = start;
  try {
    for await (const entry of zip.eachEntry()) {
      entries.push(toDirectoryEntry(entry));
      cursor +=
        DIRECTORY_HEADER_BYTES + entry.fileNameLength + entry.extraFieldLength + entry.fileCommentLength;
      if (entries.length >= ENTRY_LIMIT || cursor - start > DIRECTORY_LIMIT) break;
    }
  } catch (error) {
    if (!isStrongEncryption(error)) rethrow(error);
    const withheld = await readWithheldEntry(handle, cursor);
    return { entries: [...entries, withheld], start, complete: false };
  }
  const complete = entries.length === zip.entryCount;
  if (complete && cursor !== end)
    throw corrupt('its list of contents is longer than the number of files that it states');
  refuseOverlaps(entries, start);
  return { entries, start, complete };
}

/** yauzl tells the entries, but not the bounds of the directory, which data must not cross. */
async function findDirectory(handle: ZipBytes, endRecordAt: number): Promise<{ start: number; end: number }> {
  const record = await readExactly(handle, endRecordAt, END_RECORD_BYTES);
  let size = record.readUInt32LE(12);
  let start = record.readUInt32LE(16);
  let end = endRecordAt;
  if (endRecordAt >= ZIP64_LOCATOR_BYTES) {
    const locator = await readExactly(handle, endRecordAt - ZIP64_LOCATOR_BYTES, ZIP64_LOCATOR_BYTES);
    if (locator.readUInt32LE(0) === 0x07064b50) {
      end = Number(locator.readBigUInt64LE(8));
      const wide = await readExactly(handle, end, 56);
      size = Number(wide.readBigUInt64LE(40));
      start = Number(wide.readBigUInt64LE(48));
    }
  }
  if (start + size !== end) {
    throw corrupt(
      'its list of contents is not where its end says, as when bytes were added, lost or changed inside',
    );
  }
  return { start, end };
}

function toDirectoryEntry(entry: Entry): DirectoryEntry {
  const flags = entry.generalPurposeBitFlag;
  const rawName = entry.fileNameRaw;
  const name = withControls(getFileNameLowLevel(flags, rawName, entry.extraFields, true), rawName);
  // Unix mode: what it is stands in its upper four bits.
  const unixType = (entry.externalFileAttributes >>> 28) & 0xf;
  const facts: ArchiveEntry = {
    name,
    compressedSize: entry.compressedSize,
    size: entry.uncompressedSize,
    crc32: entry.crc32,
    method: entry.compressionMethod,
    encrypted: (flags & 1) !== 0 || entry.compressionMethod === AES_METHOD,
    directory: name.endsWith('/') || unixType === 0x4,
    symlink: unixType === 0xa,
    localHeaderOffset: entry.relativeOffsetOfLocalHeader,
  };
  return { facts, rawName, flags };
}

/** CP437 has pictures in place of control characters; a name must not hide that it holds some. */
function withControls(name: string, rawName: Buffer): string {
  if (name.length !== rawName.length || !rawName.some((byte) => byte < 0x20 || byte === 0x7f)) return name;
  return Array.from(rawName, (byte, index) =>
    byte < 0x20 || byte === 0x7f ? String.fromCharCode(byte) : name.charAt(index),
  ).join('');
}

/** Two entries that share bytes are a known way to pack a bomb, or to show two readers two files. */
function refuseOverlaps(entries: readonly DirectoryEntry[], directoryStart: number): void {
  const inOrder = entries.toSorted((a, b) => a.facts.localHeaderOffset - b.facts.localHeaderOffset);
  for (const [index, { facts, rawName }] of inOrder.entries()) {
    const end = facts.localHeaderOffset + LOCAL_HEADER_BYTES + rawName.length + facts.compressedSize;
    const next = inOrder[index + 1]?.facts.localHeaderOffset ?? directoryStart;
    if (end <= next) continue;
    throw corrupt(
      end > directoryStart
        ? 'its list of contents says that a file in it is longer than the zip'
        : 'two files in it share the same bytes',
    );
  }
}

/** yauzl stops at an entry with PKWARE's strong encryption instead of telling it. */
const isStrongEncryption = (error: unknown): boolean =>
  error instanceof Error && error.message.startsWith('strong encryption');

async function readWithheldEntry(handle: ZipBytes, position: number): Promise<DirectoryEntry> {
  const header = await readExactly(handle, position, DIRECTORY_HEADER_BYTES);
  const rawName = await readExactly(handle, position + DIRECTORY_HEADER_BYTES, header.readUInt16LE(28));
  const flags = header.readUInt16LE(8);
  const facts: ArchiveEntry = {
    name: getFileNameLowLevel(flags, rawName, [], true),
    compressedSize: header.readUInt32LE(20),
    size: header.readUInt32LE(24),
    crc32: header.readUInt32LE(16),
    method: header.readUInt16LE(10),
    encrypted: true,
    directory: false,
    symlink: false,
    localHeaderOffset: header.readUInt32LE(42),
  };
  return { facts, rawName, flags };
}

const REASONS: readonly (readonly [yauzl: string, reason: string])[] = [
  ['End of central', 'its end is missing, as when a copy or an upload stopped half-way'],
  ['Invalid comment', 'bytes were added behind its end, or cut from it'],
  ['multi-disk', 'it is one part of a zip that was split into several files'],
  ['invalid zip64', 'its end does not lead to its list of contents'],
];

/** yauzl's own errors have neither code nor class; those of the file system have a code and pass. */
function rethrow(error: unknown): never {
  if (!(error instanceof Error) || error instanceof ArchiveDamageError || 'code' in error) throw error;
  const known = REASONS.find(([start]) => error.message.startsWith(start));
  throw corrupt(known?.[1] ?? 'its list of contents is damaged');
}
