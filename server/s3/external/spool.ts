/**
 * Content on its way to an endpoint that wants to know length and digests before the first byte. It waits in a file that
 * has no name: the name goes as soon as the file is open, so not even `kill -9` leaves one behind.
 */
import { open, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { digestInline } from '../embedded/digests.js';
import { receive } from '../embedded/incoming-content.js';
import { storeFailure } from '../embedded/store-failure.js';
import { type Random, randomHex } from '../random.js';

export interface Spool {
  readonly bytes: number;
  /** Lower-case hex. */
  readonly md5: string;
  /** Lower-case hex. */
  readonly sha256: string;
  /** From the first byte; as often as needed, one after the other. */
  readonly read: () => Readable;
  /** Frees the room. */
  readonly remove: () => Promise<void>;
}

export type OpenSpoolFile = (path: string) => Promise<FileHandle>;

/** Readable by nobody else, and never a file that somebody put there. */
const openPrivate: OpenSpoolFile = (path) => open(path, 'wx+', 0o600);

export interface SpoolOptions {
  /** Must be there. */
  readonly folder: string;
  readonly random: Random;
  readonly openFile?: OpenSpoolFile;
}

/** Bytes of a chunk that is read back. */
const CHUNK = 1 << 18;

/** Not the file's own stream: that one closes the file when it is given up. */
const readBack = (
  file: FileHandle,
  bytes: number,
): { readonly read: () => Readable; readonly close: () => Promise<void> } => {
  let reading: Promise<unknown> = Promise.resolve();
  const chunks = async function* (): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes;) {
      const read = file.read(Buffer.allocUnsafe(Math.min(CHUNK, bytes - at)), 0, null, at);
      reading = read.catch(() => {});
      const { bytesRead, buffer } = await read;
      if (bytesRead === 0) throw new Error('the spool file was cut');
      at += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  };
  return {
    read: () => Readable.from(chunks(), { objectMode: false }),
    close: async () => {
      // The number of a closed file may be another's before a late read gets to it.
      await reading;
      await file.close();
    },
  };
};

/** The file may take a part only. */
const writeAll = async (file: FileHandle, chunk: Uint8Array): Promise<void> => {
  for (let at = 0; at < chunk.length;) at += (await file.write(chunk, at)).bytesWritten;
};

const openNameless = async ({
  folder,
  random,
  openFile = openPrivate,
}: SpoolOptions): Promise<FileHandle> => {
  const path = join(folder, `spool-${randomHex(random, 16)}`);
  const file = await openFile(path);
  try {
    await rm(path, { force: true });
    return file;
  } catch (error) {
    await file.close();
    throw error;
  }
};

/** Throws `StoreError` DISK_FULL or STORE_FAILED, or what `content` or the abort broke off with. */
export const spool = async (
  options: SpoolOptions,
  content: AsyncIterable<Uint8Array>,
  signal: AbortSignal | undefined,
): Promise<Spool> => {
  // One at a time and on its way to another machine: not worth a thread of its own.
  const incoming = receive(content, signal, digestInline());
  let bytes = 0;
  let file: FileHandle | null = null;
  try {
    const opened = await openNameless(options);
    file = opened;
    for await (const chunk of incoming.chunks) {
      await writeAll(opened, chunk);
      bytes += chunk.length;
    }
    const { read, close } = readBack(opened, bytes);
    return { bytes, ...(await incoming.digests()), read, remove: close };
  } catch (error) {
    await file?.close().catch(() => {});
    const failure = incoming.failure();
    throw failure === null ? storeFailure(error) : failure.error;
  }
};
