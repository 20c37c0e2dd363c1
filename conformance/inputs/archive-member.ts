/** The one CSV of a zip: which entry it is, where its bytes lie, and reading them to their proven end. */
import { crc32 } from 'node:zlib';
import { entryKind, isInFolder } from '../engine/archive-entries.js';
import type { ArchiveEntry } from '../engine/archive-facts.js';
import { ArchiveDamageError, corrupt } from './archive-damage.js';
import { type Directory, type DirectoryEntry, readExactly } from './archive-directory.js';
import { CHUNK_BYTES, inflate, READ_BYTES, readPieces } from './inflate-member.js';
import { errorCode } from './io-reason.js';
import type { ZipBytes } from './zip-bytes.js';

/** How far a CSV may grow out of its zip. */
export interface ExpansionLimits {
  /** Declared bytes per compressed byte; honest attendance reaches 100. More than is declared is never read. */
  readonly ratio: number;
  /** Declared bytes up to which no ratio counts. */
  readonly ratioAfterBytes: number;
  /** Bytes that the zip may declare. */
  readonly declaredBytes: number;
}

export const EXPANSION_LIMITS: ExpansionLimits = {
  ratio: 500,
  ratioAfterBytes: 64 * 1024 ** 2,
  declaredBytes: 100 * 1024 ** 3,
};

const STORED = 0;
const DEFLATED = 8;
const UNREADABLE_METHODS: Readonly<Record<number, string>> = {
  1: 'Shrink',
  6: 'Implode',
  9: 'Deflate64, as Windows Explorer does with files over 2 GB',
  12: 'BZip2',
  14: 'LZMA',
  93: 'Zstandard',
  95: 'XZ',
  98: 'PPMd',
};

export const hasReadableMethod = ({ method }: ArchiveEntry): boolean =>
  method === STORED || method === DEFLATED;

/** The entry that is the CSV, if that can be told: the only file, else the only real .csv. */
export function tellMember({ entries, complete }: Directory): DirectoryEntry | null {
  if (!complete) return null;
  const [first, ...others] = entries;
  const sole = first && others.length === 0 && !isInFolder(first.facts) && entryKind(first.facts) === 'file';
  const candidates = sole ? [first] : entries.filter(({ facts }) => entryKind(facts) === 'csv');
  const [candidate] = candidates;
  if (!candidate || candidates.length > 1) return null;
  return candidate.facts.encrypted || candidate.facts.symlink ? null : candidate;
}

/**
 * Offset of the member's data. Throws ArchiveDamageError where it cannot be read, where it declares too much, or
 * where the header in front of it does not agree with the directory: cQube reads that header, other tools the
 * directory.
 */
export async function locateMember(
  handle: ZipBytes,
  member: DirectoryEntry,
  directory: Directory,
  limits: ExpansionLimits,
): Promise<number> {
  const { facts, rawName } = member;
  refuseDeclaredSize(facts, limits);
  if (!hasReadableMethod(facts)) {
    const method = UNREADABLE_METHODS[facts.method] ?? `a method that is not known (number ${facts.method})`;
    throw corrupt(`its file is compressed with ${method}; only Deflate is read by every tool`);
  }
  if (facts.method === STORED && facts.compressedSize !== facts.size) {
    throw corrupt('its list of contents states two different sizes for one uncompressed file');
  }
  const header = await readExactly(handle, facts.localHeaderOffset, 30);
  if (header.readUInt32LE(0) !== 0x04034b50) {
    throw corrupt('its list of contents says that a file begins where none does');
  }
  const nameLength = header.readUInt16LE(26);
  const localName = await readExactly(handle, facts.localHeaderOffset + 30, nameLength);
  const differs = !localName.equals(rawName) ? 'name' : disagreement(header, member);
  if (differs) throw corrupt(`its list of contents and the file in it do not agree on the ${differs}`);
  const dataStart = facts.localHeaderOffset + 30 + nameLength + header.readUInt16LE(28);
  if (dataStart + facts.compressedSize > directory.start) {
    throw corrupt('its list of contents says that a file in it is longer than the zip');
  }
  return dataStart;
}

/** What the zip itself says is too much is not unpacked to be seen. */
function refuseDeclaredSize({ size, compressedSize }: ArchiveEntry, limits: ExpansionLimits): void {
  const declared = `it declares ${inUnits(size)} of data`;
  if (size > limits.declaredBytes) {
    const limit = inUnits(limits.declaredBytes);
    throw new ArchiveDamageError('expansion-limit', `${declared}, where ${limit} is the limit`);
  }
  if (size > limits.ratioAfterBytes && size > compressedSize * limits.ratio) {
    throw new ArchiveDamageError(
      'expansion-limit',
      `${declared}, more than ${limits.ratio} times its compressed size`,
    );
  }
}

/** In what the header in front of the data differs from the directory; null: in nothing that counts. */
function disagreement(header: Buffer, { facts, flags }: DirectoryEntry): string | null {
  if (header.readUInt16LE(8) !== facts.method) return 'compression method';
  const localFlags = header.readUInt16LE(6);
  if ((localFlags & 1) !== (flags & 1)) return 'encryption';
  // Written before the data was known: the sizes and the checksum stand behind the data.
  if ((localFlags & 8) !== 0) return null;
  if (header.readUInt32LE(14) !== facts.crc32) return 'checksum';
  const inZip64Field = 0xffffffff;
  const sizes = [
    [header.readUInt32LE(18), facts.compressedSize],
    [header.readUInt32LE(22), facts.size],
  ] as const;
  return sizes.some(([local, stated]) => local !== inZip64Field && local !== stated) ? 'size' : null;
}

/**
 * The member's bytes, at most 1 MiB at a time, each chunk before it is known whether the rest is sound. Throws
 * ArchiveDamageError at the place where the data turns out to be damaged, or to be more than was declared.
 */
export async function* readMember(
  handle: ZipBytes,
  member: ArchiveEntry,
  dataStart: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  let produced = 0;
  let checksum = 0;
  // Some writers state "deflated" for nothing at all.
  if (member.compressedSize > 0 || member.size > 0) {
    const chunks = memberChunks(handle, member, dataStart);
    try {
      for await (const chunk of chunks) {
        produced += chunk.length;
        if (produced > member.size)
          throw corrupt(`it holds more data than the ${member.size} bytes that it declares`);
        checksum = crc32(chunk, checksum);
        yield chunk;
      }
    } catch (error) {
      throw isInflateError(error)
        ? corrupt('its compressed data cannot be unpacked, as when bytes were changed or lost on the way')
        : error;
    }
  }
  if (produced < member.size) {
    throw corrupt(`it holds ${produced} bytes of data where it declares ${member.size}`);
  }
  if (checksum !== member.crc32) {
    throw corrupt(
      'its data does not have the checksum (CRC-32) that the zip states, so it was changed after it was zipped',
    );
  }
}

async function* memberChunks(
  handle: ZipBytes,
  member: ArchiveEntry,
  dataStart: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  if (member.method === STORED) {
    yield* readPieces(handle, dataStart, member.compressedSize, CHUNK_BYTES);
    return;
  }
  const pieces = readPieces(handle, dataStart, member.compressedSize, READ_BYTES);
  const consumed = yield* inflate(pieces, member.size);
  if (consumed !== member.compressedSize) throw corrupt('other bytes follow the compressed data in it');
}

/** zlib's codes: `Z_DATA_ERROR`, `Z_BUF_ERROR` (cut) and so on. */
const isInflateError = (error: unknown): boolean => errorCode(error).startsWith('Z_');

const MIB = 1024 ** 2;
const GIB = 1024 ** 3;

const inUnits = (bytes: number): string =>
  bytes < GIB ? `${round(bytes / MIB)} MiB` : `${round(bytes / GIB)} GiB`;

const round = (value: number): number => Math.round(value * 10) / 10;
