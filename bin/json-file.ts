/** JSON that somebody wrote, from a file: bounded, UTF-8, and every mistake told with its place. */
import { open } from 'node:fs/promises';
import { visible } from '../conformance/engine/show-value.js';
import { ioReason } from '../conformance/inputs/io-reason.js';
import { UsageError } from './exit-codes.js';

export interface JsonFile {
  /** What it is to hold, as messages call it: `the fault plan`. */
  readonly what: string;
  /** Bytes. */
  readonly limit: number;
  /** What to do about a larger one. */
  readonly shorten: string;
}

/** What `JSON.parse` gives. Throws `UsageError`: the file and the reason in one line. */
export async function readJsonFile(path: string, about: JsonFile): Promise<unknown> {
  return parse(`${about.what} ${visible(path)}`, await readText(path, about));
}

async function readText(path: string, { what, limit, shorten }: JsonFile): Promise<string> {
  try {
    const bytes = await readBounded(path, limit);
    if (bytes !== null) return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    const reason =
      code === 'ENOENT'
        ? 'there is no such file'
        : code === 'EISDIR'
          ? 'it is a folder; name the JSON file in it'
          : code === 'ERR_ENCODING_INVALID_ENCODED_DATA'
            ? 'it is not UTF-8; save it as UTF-8'
            : ioReason(error);
    throw new UsageError(`${what} ${visible(path)} cannot be read: ${reason}`);
  }
  throw new UsageError(`${what} ${visible(path)} is larger than ${limit / 2 ** 20} MiB: ${shorten}`);
}

/** null: too large. The size told for a pipe or a device means nothing, so what is read is counted. */
async function readBounded(path: string, limit: number): Promise<Uint8Array | null> {
  const file = await open(path);
  try {
    const pieces: Uint8Array[] = [];
    let bytes = 0;
    for await (const piece of file.createReadStream({ autoClose: false }) as AsyncIterable<Uint8Array>) {
      bytes += piece.length;
      if (bytes > limit) return null;
      pieces.push(piece);
    }
    return Buffer.concat(pieces);
  } finally {
    await file.close();
  }
}

/** The byte order mark is gone: `TextDecoder` takes it off. */
function parse(what: string, text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const where = text.trim() === '' ? 'it is empty' : placeOf(error, text);
    throw new UsageError(`${what} is no JSON: ${where}`);
  }
}

function placeOf(error: unknown, text: string): string {
  const at = Math.min(positionOf(error) ?? firstWrong(text), text.length);
  const before = text.slice(0, at).split('\n');
  const place = `line ${before.length}, column ${(before.at(-1) ?? '').length + 1}`;
  const found = text[at];
  return found === undefined
    ? `${place}: it ends too early`
    : `${place}: ${JSON.stringify(found)} is not expected there`;
}

/** Where V8 says that it is; null: it does not. */
function positionOf(error: unknown): number | null {
  const message = error instanceof Error ? error.message : '';
  if (message.includes('Unexpected end')) return Infinity;
  const [, position] = /at position (\d+)/.exec(message) ?? [];
  return position === undefined ? null : Number(position);
}

/** Looks for the shortest beginning that is not just too short. */
function firstWrong(text: string): number {
  let [right, wrong] = [0, text.length];
  while (wrong - right > 1) {
    const middle = Math.floor((right + wrong) / 2);
    if (canGoOn(text.slice(0, middle))) right = middle;
    else wrong = middle;
  }
  return wrong - 1;
}

function canGoOn(beginning: string): boolean {
  try {
    JSON.parse(beginning);
    return true;
  } catch (error) {
    return (positionOf(error) ?? 0) >= beginning.length;
  }
}
