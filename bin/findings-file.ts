/**
 * `--findings-file`: all findings, one a line. They are gathered in parts, in a private folder, while the check runs;
 * the file gets its name when all are there, so nobody reads half of it.
 */
import { createReadStream, mkdtempSync } from 'node:fs';
import type { Stats } from 'node:fs';
import { lstat, open, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { errorCode, ioReason } from '../conformance/inputs/io-reason.js';
import type { Report } from '../specs/report.js';
import { IncompleteError, UsageError } from './exit-codes.js';
import { ensureWritable } from './report-file.js';
import { removeAtExit, temporaryFolder } from './temporary.js';

const CHUNK = 1 << 20;
const LF = 10;

export interface FindingsFile {
  /** Takes the parts; on the disk of the file itself, where it is a plain one. */
  readonly folder: string;
  /**
   * Puts the parts together, in the order of their names. Throws `IncompleteError` where that cannot be, or where they
   * are not the findings that the report counts.
   */
  readonly publish: (report: Report) => Promise<void>;
  /** Whatever happened: of the parts nothing stays. */
  readonly remove: () => void;
}

type Write = (bytes: Uint8Array) => Promise<void>;

/** `-` is standard output. Throws `UsageError` where nothing can be written there. */
export async function openFindingsFile(target: string): Promise<FindingsFile> {
  if (target === '-') return toStream(process.stdout);
  await ensureWritable(target, 'the findings file');
  const known: Stats | null = await lstat(target).catch(() => null);
  return known === null || known.isFile() ? toPlainFile(target) : toDevice(target);
}

function toPlainFile(target: string): FindingsFile {
  const folder = folderBeside(target);
  const remove = removeAtExit(folder);
  const publish = async (report: Report): Promise<void> => {
    const whole = join(folder, 'whole');
    const [first] = await partsIn(folder);
    // It stays where it lies, and the others are put behind it: the first is often the only one, and large.
    if (first !== undefined) await rename(join(folder, first), whole);
    const begun = first === undefined ? 0 : await eachChunk(whole, () => Promise.resolve());
    const handle = await open(whole, 'a');
    try {
      await handle.chmod(await usualMode(folder));
      await putTogether(folder, report, (bytes) => handle.writeFile(bytes), begun);
    } finally {
      await handle.close();
    }
    await rename(whole, target);
  };
  return { folder, publish: withReason(target, publish), remove };
}

/** The folder needs more rights than a file that is there already, so this is asked only now. */
function folderBeside(target: string): string {
  try {
    return mkdtempSync(join(dirname(resolve(target)), '.findings-'));
  } catch (error) {
    throw new UsageError(
      `findings cannot be gathered beside ${target}: ${ioReason(error)}; name a file in a folder that can be written to`,
    );
  }
}

/** A pipe, a device or a link is written to as it is. */
function toDevice(target: string): FindingsFile {
  const { path: folder, remove } = temporaryFolder();
  const publish = async (report: Report): Promise<void> => {
    const handle = await open(target, 'w');
    try {
      await putTogether(folder, report, (bytes) => handle.writeFile(bytes));
    } finally {
      await handle.close();
    }
  };
  return { folder, publish: withReason(target, publish), remove };
}

function toStream(stream: NodeJS.WritableStream): FindingsFile {
  const { path: folder, remove } = temporaryFolder();
  const write: Write = (bytes) =>
    new Promise((done, fail) => {
      stream.write(bytes, (error) => (error ? fail(error) : done()));
    });
  const publish = (report: Report): Promise<void> => putTogether(folder, report, write);
  return { folder, publish: withReason('standard output', publish), remove };
}

const withReason =
  (target: string, publish: FindingsFile['publish']): FindingsFile['publish'] =>
  async (report) => {
    try {
      await publish(report);
    } catch (error) {
      // Whoever reads a pipe may have seen enough.
      if (errorCode(error) === 'EPIPE') return;
      if (error instanceof IncompleteError) throw error;
      throw new IncompleteError(`the findings could not be written to ${target}: ${ioReason(error)}`, error);
    }
  };

/** What a new file may be read by; parts are for us alone. */
async function usualMode(folder: string): Promise<number> {
  const handle = await open(join(folder, 'usual'), 'wx');
  try {
    return (await handle.stat()).mode & 0o777;
  } finally {
    await handle.close();
  }
}

/** In the order of the report. */
const partsIn = async (folder: string): Promise<readonly string[]> =>
  (await readdir(folder)).filter((name) => name.endsWith('.ndjson')).toSorted();

/** Hands on what the file holds, and returns how many lines that is. */
async function eachChunk(path: string, take: Write): Promise<number> {
  let lines = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK })) {
    const bytes = chunk as Uint8Array;
    lines += linesIn(bytes);
    await take(bytes);
  }
  return lines;
}

/** `begun`: lines that are written already. */
async function putTogether(folder: string, { counts }: Report, write: Write, begun = 0): Promise<void> {
  let lines = begun;
  for (const part of await partsIn(folder)) {
    const path = join(folder, part);
    lines += await eachChunk(path, write);
    await rm(path);
  }
  const counted = counts.error + counts.warning + counts.info;
  if (lines === counted) return;
  throw new IncompleteError(
    `there are ${lines} findings for the findings file, but the report counts ${counted}: this is a defect of cqube-conform, please report it`,
  );
}

function linesIn(bytes: Uint8Array): number {
  let lines = 0;
  for (let at = bytes.indexOf(LF); at >= 0; at = bytes.indexOf(LF, at + 1)) lines++;
  return lines;
}
