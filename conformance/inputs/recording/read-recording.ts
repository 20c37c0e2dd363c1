/** A recording from a file: our journal (NDJSON), a HAR of any proxy, or the log of cQube's own client. */
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { Exchange, Knowledge } from '../../engine/traffic.js';
import { InputError } from '../input-error.js';
import { errorCode, ioReason } from '../io-reason.js';
import { oneLine } from '../one-line.js';
import { createEmissionLogReader } from './emission-log.js';
import { exchangeOfEntry } from './exchange-of-entry.js';
import { isObject, listAt, numberAt, objectAt, parseJson, textAt } from './loose-json.js';

export interface Recording {
  readonly kind: 'journal' | 'har' | 'emission-log';
  readonly exchanges: readonly Exchange[];
  readonly known: readonly Knowledge[];
}

/** Largest HAR in bytes: it is one document, and has to be held as a whole. */
const HAR_BYTES = 256 * 1024 * 1024;

/** Longest line; a journal's own are a few KB. */
const LINE_CHARACTERS = 4 * 1024 * 1024;

/** Throws `InputError`. */
export async function readJournal(path: string): Promise<Recording> {
  return reading(path, async (bytes) => {
    const first = await firstLine(path);
    const begun = parseJson(first);
    if (isObject(begun) && (textAt(begun, 'startedDateTime') !== null || isHeader(begun)))
      return readLines(path);
    if (bytes > HAR_BYTES)
      throw new InputError(
        'NOT_A_RECORDING',
        `${oneLine(path)} is over ${HAR_BYTES / 1024 ** 2} MiB: record a part of the traffic, or use a journal of serve (NDJSON)`,
      );
    return readHar(path);
  });
}

/** Throws `InputError`. */
export async function readEmissionLog(path: string): Promise<Recording> {
  return reading(path, async () => {
    const reader = createEmissionLogReader();
    for await (const line of linesOf(path)) reader.line(line.slice(0, LINE_CHARACTERS));
    const { exchanges, lines } = reader.finish();
    if (lines === 0)
      throw new InputError(
        'NOT_A_RECORDING',
        `${oneLine(path)} has no line of cQube's client ("Emission start time …"): name its emission.log`,
      );
    return { kind: 'emission-log', exchanges, known: ['beginning'] };
  });
}

async function reading(path: string, read: (bytes: number) => Promise<Recording>): Promise<Recording> {
  try {
    const status = await stat(path);
    if (status.isDirectory())
      throw new InputError(
        'NOT_A_RECORDING',
        `${oneLine(path)} is a folder: name the file with the recording`,
      );
    return await read(status.size);
  } catch (error) {
    if (error instanceof InputError || !/^E[A-Z]/.test(errorCode(error))) throw error;
    throw new InputError('NO_SUCH_PATH', `${oneLine(path)} cannot be read: ${ioReason(error)}`);
  }
}

const linesOf = (path: string): AsyncIterable<string> =>
  createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Infinity });

async function firstLine(path: string): Promise<string> {
  const input = createReadStream(path, { encoding: 'utf8', end: LINE_CHARACTERS });
  let text = '';
  for await (const chunk of input) {
    text += String(chunk);
    const end = text.trimStart().indexOf('\n');
    if (end >= 0) return text.trimStart().slice(0, end);
  }
  return text;
}

/** What an export of our journal begins with. */
const isHeader = (value: unknown): boolean =>
  isObject(objectAt(value, 'log')['_cqube']) && listAt(objectAt(value, 'log'), 'entries').length === 0;

async function readLines(path: string): Promise<Recording> {
  const exchanges: Exchange[] = [];
  let evicted: number | null = null;
  let lines = 0;
  for await (const line of linesOf(path)) {
    if (line.trim() === '') continue;
    lines++;
    const value = line.length > LINE_CHARACTERS ? undefined : parseJson(line);
    // A torn last line is what a killed recorder leaves.
    if (value === undefined) continue;
    if (isHeader(value)) evicted = numberAt(objectAt(objectAt(value, 'log'), '_cqube'), 'evicted');
    else {
      const exchange = exchangeOfEntry(value, lines);
      if (exchange !== null) exchanges.push(exchange);
    }
  }
  return { kind: 'journal', exchanges, known: knownToUs(exchanges, evicted) };
}

async function readHar(path: string): Promise<Recording> {
  const text = (await readFile(path, 'utf8')).replace(/^\ufeff/, '');
  const log = objectAt(parseJson(text), 'log');
  if (!Array.isArray(log['entries']))
    throw new InputError(
      'NOT_A_RECORDING',
      `${oneLine(path)} is neither a journal of serve nor a HAR: name one of them (or use --emission-log for the client's log)`,
    );
  const exchanges = listAt(log, 'entries').flatMap((entry, index) => exchangeOfEntry(entry, index + 1) ?? []);
  if (!isObject(log['_cqube'])) return { kind: 'har', exchanges, known: knownToOthers(exchanges) };
  return {
    kind: 'journal',
    exchanges,
    known: knownToUs(exchanges, numberAt(log['_cqube'], 'evicted')),
  };
}

/** Our own journal knows all, but for what it had to drop. `evicted` null: not told; then its numbers tell. */
function knownToUs(exchanges: readonly Exchange[], evicted: number | null): readonly Knowledge[] {
  const [first] = exchanges;
  const whole = evicted === null ? first === undefined || first.seq <= 1 : evicted === 0;
  return ['requests', 'tokens', 'urls', 'digests', ...(whole ? (['beginning'] as const) : [])];
}

/** What another recorder left in. Those that leave secrets out show no token in calls that were answered well. */
function knownToOthers(exchanges: readonly Exchange[]): readonly Knowledge[] {
  const calls = exchanges.filter(({ side, step }) => side === 'api' && step !== 'unknown');
  const uploads = exchanges.filter(({ step }) => step === 's3-post');
  const tokens = calls.some(({ tokenId }) => tokenId !== null) || calls.every(({ status }) => status >= 400);
  const urls = uploads.every(({ urlId }) => urlId !== null) && calls.some(({ urlId }) => urlId !== null);
  return [
    'requests',
    'beginning',
    ...(tokens ? (['tokens'] as const) : []),
    ...(urls || uploads.length === 0 ? (['urls'] as const) : []),
  ];
}
