/**
 * Writes a generated emission: every file to a temporary one beside its place first, and only when all are there do they
 * get their names, so that a full disk or a signal leaves the folder as it was.
 */
import { once } from 'node:events';
import {
  closeSync,
  createWriteStream,
  fstatSync,
  ftruncateSync,
  openSync,
  readSync,
  realpathSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import type { Writable } from 'node:stream';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { oneLine } from '../../conformance/inputs/one-line.js';
import type { BrokenFile } from '../../fixtures/generator/breaking/break-emission.js';
import type { ZipBytes } from '../../fixtures/generator/breaking/planter.js';
import type { FileName } from '../../specs/source.js';
import { lookAtTargets } from '../pack/look-at-targets.js';
import type { Target } from '../pack/look-at-targets.js';
import { PackError, cannotWrite, wrongCall } from '../pack/pack-error.js';
import { TargetExistsError, publishNew, replaceTarget } from '../pack/publish.js';
import { FolderMovedError, Staging } from '../pack/staging.js';
import { CsvReadError, inPieces, writeZip } from '../pack/zip-csv.js';

export interface GeneratedItem {
  readonly file: FileName;
  readonly name: string;
  readonly content: BrokenFile;
}

export type GeneratedTarget = Target<GeneratedItem>;

export interface Written {
  readonly target: GeneratedTarget;
  /** Bytes of the CSV. */
  readonly bytes: number;
}

export interface WriteOptions {
  readonly overwrite: boolean;
  /** Of Deflate; 0: not compressed. */
  readonly level: number;
  readonly onProgress: (shown: string, index: number, bytes: number) => void;
  /** A further file, written when all others are: its path, and what gives its text. */
  readonly beside?: { readonly path: string; readonly text: () => string };
}

/** What is where, before anything is written. Throws PackError where something is in the way. */
export async function generatedTargets(
  out: string,
  files: readonly BrokenFile[],
  overwrite: boolean,
): Promise<readonly GeneratedTarget[]> {
  const targets = await lookAtTargets(
    out,
    files.map((content): GeneratedItem => ({
      file: { folder: content.folder, stem: content.planned.file.stem },
      name: content.name,
      content,
    })),
  );
  const present = targets.filter(({ exists }) => exists);
  const [first] = present;
  if (!first || overwrite) return targets;
  const [what, stay] =
    present.length > 1
      ? [
          `${oneLine(first.shown)} and ${present.length - 1} more are`,
          'stay: name another folder, or replace them',
        ]
      : [`${oneLine(first.shown)} is`, 'stays: name another folder, or replace it'];
  throw new PackError([wrongCall(`${what} there already and ${stay} with --overwrite`)]);
}

/** Throws PackError; everything that was written is then gone again. */
export async function writeGenerated(
  targets: readonly GeneratedTarget[],
  options: WriteOptions,
): Promise<readonly Written[]> {
  const staging = new Staging();
  try {
    const staged: (Written & { readonly temporary: string })[] = [];
    for (const target of targets) staged.push(await stage(target, staged.length, staging, options));
    publishBeside(options, staging);
    for (const { target, temporary } of staged) publish(target, temporary, options.overwrite, staging);
    return staged;
  } finally {
    staging.close();
  }
}

async function stage(
  target: GeneratedTarget,
  index: number,
  staging: Staging,
  { level, onProgress }: WriteOptions,
): Promise<Written & { readonly temporary: string }> {
  const { content, file } = target.item;
  try {
    staging.makeFolder(target.folder);
    const { path, descriptor } = staging.createFile(target.folder, file.stem);
    const stream = createWriteStream('', { fd: descriptor, flush: true });
    const closed = once(stream, 'close');
    closed.catch(() => undefined);
    const bytes = await fill(stream, content, content.level ?? level, (done) =>
      onProgress(target.shown, index, done),
    );
    await closed;
    if (content.patch) patch(path, content.patch);
    return { target, bytes, temporary: path };
  } catch (error) {
    throw asPackError(error, target.shown);
  }
}

/** Gives back the bytes of the CSV. */
async function fill(
  stream: Writable,
  { pieces, member, further }: BrokenFile,
  level: number,
  onBytes: (bytes: number) => void,
): Promise<number> {
  if (member !== null)
    return writeZip(pieces(), member, stream, { level, onBytes, ...(further && { further }) });
  let bytes = 0;
  const counted = async function* counted() {
    for await (const piece of inPieces(pieces())) {
      bytes += piece.length;
      onBytes(bytes);
      yield piece;
    }
  };
  await pipeline(Readable.from(counted(), { objectMode: false }), stream);
  return bytes;
}

function patch(path: string, change: NonNullable<BrokenFile['patch']>): void {
  const descriptor = openSync(path, 'r+');
  try {
    const zip: ZipBytes = {
      size: fstatSync(descriptor).size,
      read: (offset, length) => {
        const bytes = Buffer.alloc(length);
        readSync(descriptor, bytes, 0, length, offset);
        return bytes;
      },
      write: (offset, bytes) => void writeSync(descriptor, bytes, 0, bytes.length, offset),
      cut: (size) => ftruncateSync(descriptor, size),
    };
    change(zip);
  } finally {
    closeSync(descriptor);
  }
}

function publish(target: GeneratedTarget, temporary: string, overwrite: boolean, staging: Staging): void {
  try {
    if (overwrite && target.exists) replaceTarget(temporary, target.path);
    else publishNew(temporary, target.path);
  } catch (error) {
    throw asPackError(error, target.shown);
  }
  staging.forget(temporary);
}

function publishBeside({ beside, overwrite }: WriteOptions, staging: Staging): void {
  if (!beside) return;
  try {
    staging.makeFolder(dirname(beside.path));
    const { path, descriptor } = staging.createFile(realpathSync.native(dirname(beside.path)), 'planted');
    writeSync(descriptor, beside.text());
    closeSync(descriptor);
    if (overwrite) replaceTarget(path, beside.path);
    else publishNew(path, beside.path);
    staging.forget(path);
  } catch (error) {
    throw asPackError(error, beside.path);
  }
}

/** Throws what the generator itself threw: that is a fault of ours, and no matter of the disk. */
function asPackError(error: unknown, shown: string): PackError {
  if (error instanceof CsvReadError) throw error.cause;
  if (error instanceof TargetExistsError)
    return new PackError([
      wrongCall(`${oneLine(shown)} is there already and stays: --overwrite replaces it`),
    ]);
  if (error instanceof FolderMovedError)
    return new PackError([wrongCall(`cannot write ${oneLine(shown)}: ${error.message}`)]);
  return cannotWrite(oneLine(shown), error);
}
