/** Opens one zip: facts for the rules, and the bytes of its CSV for the scanner. */
import { type FileHandle, open } from 'node:fs/promises';
import type { ArchiveDamage, ArchiveEntry, ArchiveFacts } from '../engine/archive-facts.js';
import { ArchiveDamageError, corrupt, FileChangedError } from './archive-damage.js';
import { type Directory, readDirectory, readExactly } from './archive-directory.js';
import type { ZipBytes } from './zip-bytes.js';
import {
  EXPANSION_LIMITS,
  type ExpansionLimits,
  hasReadableMethod,
  locateMember,
  readMember,
  tellMember,
} from './archive-member.js';
import { notAZip, START_BYTES, startsLikeZip } from './archive-start.js';

export { ArchiveDamageError, FileChangedError } from './archive-damage.js';
export { EXPANSION_LIMITS, type ExpansionLimits } from './archive-member.js';

/** What the zip's place in the emission says of it. */
export interface AboutArchive {
  /** Path as the report shows it. */
  readonly path: string;
  /** Stem that the CSV must have. */
  readonly stem: string;
  /** The source's flow looks at the CSV's name. */
  readonly memberNameRead: boolean;
}

export interface OpenedArchive {
  readonly facts: ArchiveFacts;
  /**
   * The bytes of `facts.member`, in chunks of at most 1 MiB; may be called again, and stopped early. Throws
   * ArchiveDamageError (at once where `facts.damage` is set, else where the data turns out to be damaged),
   * FileChangedError, or the error of the file system.
   */
  readonly read: () => AsyncIterable<Uint8Array>;
  /** Closes the file. To be called once nothing reads any more. */
  readonly close: () => Promise<void>;
}

interface Found {
  readonly entries: readonly ArchiveEntry[];
  readonly damage: ArchiveDamage | null;
  readonly member: ArchiveEntry | null;
  /** Offset of the member's data; 0 where it cannot be read. */
  readonly dataStart: number;
}

/** Zips up to this size are read in one go: they are looked at in a dozen places, and each is a trip to the disk. */
const HELD_BYTES = 64 * 1024;

async function held(handle: FileHandle, size: number): Promise<ZipBytes> {
  const bytes = Buffer.alloc(size);
  const { bytesRead } = size > 0 ? await handle.read(bytes, 0, size, 0) : { bytesRead: 0 };
  return {
    read: (buffer, offset, length, position) => {
      const from = Math.min(Math.max(position, 0), bytesRead);
      return Promise.resolve({
        bytesRead: bytes.copy(buffer, offset, from, Math.min(from + length, bytesRead)),
      });
    },
  };
}

/** Defects of the bytes become `facts.damage`. Throws FileChangedError and errors of the file system only. */
export async function openArchive(
  absolutePath: string,
  about: AboutArchive,
  limits: ExpansionLimits = EXPANSION_LIMITS,
): Promise<OpenedArchive> {
  const handle = await open(absolutePath, 'r');
  try {
    const { size, mtimeMs } = await handle.stat();
    const refuseChange = async (): Promise<void> => {
      const now = await handle.stat();
      if (now.size !== size || now.mtimeMs !== mtimeMs) throw new FileChangedError();
    };
    const zip = size <= HELD_BYTES ? await held(handle, size) : handle;
    const { entries, damage, member, dataStart } = await look(zip, size, limits);
    if (damage) await refuseChange();
    const { path, stem, memberNameRead } = about;
    return {
      facts: { path, stem, bytes: size, entries, damage, member, memberNameRead },
      read: async function* read() {
        if (damage) throw new ArchiveDamageError(damage.kind, damage.reason);
        if (!member) throw new Error('this zip holds no CSV that could be read');
        try {
          yield* readMember(zip, member, dataStart);
        } catch (error) {
          // Bytes that somebody is still writing are not what was emitted.
          if (error instanceof ArchiveDamageError) await refuseChange();
          throw error;
        }
      },
      close: () => handle.close(),
    };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function look(handle: ZipBytes, bytes: number, limits: ExpansionLimits): Promise<Found> {
  const damaged = (error: unknown, directory?: Directory): Found => {
    if (!(error instanceof ArchiveDamageError)) throw error;
    const entries = directory?.entries.map(({ facts }) => facts) ?? [];
    return { entries, damage: error.damage, member: null, dataStart: 0 };
  };
  let directory: Directory;
  try {
    const start = await readExactly(handle, 0, Math.min(bytes, START_BYTES));
    if (!startsLikeZip(start)) throw new ArchiveDamageError('not-a-zip', notAZip(start));
    directory = await readDirectory(handle, bytes);
    // A second, empty end record in the comment hides everything from tools that read it, cQube excepted.
    if (directory.entries.length === 0 && start.readUInt32LE(0) === 0x04034b50) {
      throw corrupt('files were written into it, but its list of contents is empty');
    }
  } catch (error) {
    return damaged(error);
  }
  const entries = directory.entries.map(({ facts }) => facts);
  const member = tellMember(directory);
  if (!member) return { entries, damage: null, member: null, dataStart: 0 };
  try {
    const dataStart = await locateMember(handle, member, directory, limits);
    return { entries, damage: null, member: member.facts, dataStart };
  } catch (error) {
    return { ...damaged(error, directory), member: hasReadableMethod(member.facts) ? member.facts : null };
  }
}
