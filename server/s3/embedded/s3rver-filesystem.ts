/**
 * s3rver's filesystem store, the only part of s3rver that is loaded: its main module would also start up koa, winston,
 * busboy and 240 more modules that nothing here may reach (four times the time).
 *
 * Its `putObject` is guarded, since by itself it answers before the last byte is written, listens to no error of the
 * file (a full disk would end the process) and does not notice that the content broke off.
 */
import { createRequire } from 'node:module';
import { Readable, type Transform, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** What s3rver pipes: it asks of its content nothing but this. */
interface Piped {
  readonly pipe: (hasher: Transform) => Transform;
}

interface S3rverObject {
  readonly content: Readable;
}

interface S3rverFilesystem {
  readonly putMetadata: (
    bucket: string,
    key: string,
    metadata: Readonly<Record<string, string>>,
    md5: string,
  ) => Promise<void>;
  readonly putObject: (object: {
    readonly bucket: string;
    readonly key: string;
    readonly content: Piped;
    readonly metadata: Readonly<Record<string, string>>;
  }) => Promise<{ readonly size: number; readonly md5: string }>;
  readonly getObject: (
    bucket: string,
    key: string,
    range?: { readonly start: number; readonly end: number },
  ) => Promise<S3rverObject | null>;
  readonly deleteObject: (bucket: string, key: string) => Promise<void>;
}

/** Bytes in folders (`<root>/<shard>/<id>…`); both names are ours and plain, never a client's. */
export interface ByteFiles {
  /**
   * Resolves when the file is written and closed, with the number of bytes that went into it; rejects with what made that
   * impossible. `md5` is asked after the last byte.
   */
  readonly write: (
    shard: string,
    id: string,
    content: AsyncIterable<Uint8Array>,
    md5: () => Promise<string>,
  ) => Promise<number>;
  /** Inclusive positions. null: no such file. The stream is open. */
  readonly read: (shard: string, id: string, from: number, to: number) => Promise<Readable | null>;
  readonly remove: (shard: string, id: string) => Promise<void>;
}

/** Names of the files that s3rver makes for one id; the first holds the bytes. */
export const byteFileNames = (id: string): readonly [data: string, ...beside: string[]] => [
  `${id}._S3rver_object`,
  `${id}._S3rver_metadata.json`,
  `${id}._S3rver_object.md5`,
];

/** The id in the name of such a file; null: it is none. */
export const idOfByteFile = (name: string): string | null =>
  /^([0-9a-f]{32})\._S3rver_(?:object|object\.md5|metadata\.json)$/.exec(name)?.[1] ?? null;

const write =
  (store: S3rverFilesystem): ByteFiles['write'] =>
  async (shard, id, content, md5) => {
    let written: Promise<void> | undefined;
    let closed: Promise<void> | undefined;
    let bytes = 0;
    const counted = async function* (): AsyncGenerator<Uint8Array> {
      for await (const chunk of content) {
        bytes += chunk.length;
        yield chunk;
      }
    };
    const source: Piped = {
      pipe: (hasher) => {
        const pipeToFile = <Sink extends NodeJS.WritableStream>(file: Sink): Sink => {
          closed = new Promise((resolve) => file.once('close', resolve));
          // Past the hasher, which would take as long as the rest together; the digest is another thread's.
          written = pipeline(counted, file as Sink & Writable).then(
            () => void hasher.end(),
            (error: Error) => {
              hasher.destroy(error);
              throw error;
            },
          );
          // Awaited below; until then a failure is not an unhandled one.
          written.catch(() => {});
          return file;
        };
        return Object.assign(hasher, { pipe: pipeToFile });
      },
    };
    const put = store.putObject({ bucket: shard, key: id, content: source, metadata: {} });
    try {
      await put;
      await written;
      await store.putMetadata(shard, id, {}, await md5());
      return bytes;
    } catch (error) {
      // The file's own error says more than the hasher's, which was only torn down with it.
      await written;
      throw error;
    } finally {
      // A file that is given up before it is open is still made; nobody could remove it before.
      await closed;
    }
  };

const read =
  (store: S3rverFilesystem): ByteFiles['read'] =>
  async (shard, id, from, to) => {
    const found = await store.getObject(shard, id, { start: from, end: to });
    if (found === null || to !== 0) return found?.content ?? null;
    // s3rver takes an end of 0 for none, so the one byte from the front is cut off here.
    for await (const chunk of found.content as AsyncIterable<Uint8Array>)
      return Readable.from([chunk.subarray(0, 1)]);
    return Readable.from([]);
  };

export const openS3rverFilesystem = (root: string): ByteFiles => {
  const require = createRequire(import.meta.url);
  const Filesystem = require('s3rver/lib/stores/filesystem') as new (root: string) => S3rverFilesystem;
  const store = new Filesystem(root);
  return {
    write: write(store),
    read: read(store),
    remove: (shard, id) => store.deleteObject(shard, id),
  };
};
