/** The journal as the rest of the server knows it. */
import type { ExchangeSide, ExchangeStep } from '../../specs/exchange-step.js';
import type { JournalEntry } from '../../specs/journal.js';
import type { RequestHandler } from '../request-handler.js';

/** All that is given must fit. */
export interface JournalQuery {
  readonly side?: ExchangeSide;
  readonly step?: ExchangeStep;
  /** 204, or a class: 2, 4, 5; 0: cut. */
  readonly status?: number;
  /** Exactly this key, or one that begins so if it ends in `*`. */
  readonly key?: string;
  readonly tokenId?: string;
  readonly urlId?: string;
  /** Milliseconds since 1970, both inclusive: when the request began. */
  readonly since?: number;
  readonly until?: number;
  /** Found in URL, sent name, key, bodies or reason, in any case. */
  readonly text?: string;
  /** Only entries with a greater `seq`; for the next page, and for a client that comes back. */
  readonly after?: number;
  /** Only entries with a smaller `seq`. */
  readonly before?: number;
  /** Newest first. Default: oldest first. */
  readonly newestFirst?: boolean;
  /** 1 to 1,000; default 100. */
  readonly limit?: number;
}

export interface JournalPage {
  readonly entries: readonly JournalEntry[];
  /** There are more behind the last. */
  readonly more: boolean;
  /** Entries that the journal has now. */
  readonly kept: number;
  /** Entries that had to make room, since the journal was begun or cleared. */
  readonly evicted: number;
}

export interface Journal {
  /** A handler that is recorded; `origin` is that of its listener. */
  readonly record: (side: ExchangeSide, origin: () => string, handler: RequestHandler) => RequestHandler;
  readonly query: (query: JournalQuery) => JournalPage;
  readonly get: (seq: number) => JournalEntry | null;
  /** Told of each entry when it is complete; returns what ends it. A listener that throws is dropped. */
  readonly subscribe: (listener: (entry: JournalEntry) => void) => () => void;
  /** What an NDJSON document begins with: who wrote it, and whether its beginning is missing. With a line end. */
  readonly head: () => string;
  /** The head, then one entry a line, oldest first. */
  readonly ndjson: () => AsyncIterable<string>;
  /** A HAR 1.2 document, in pieces. */
  readonly har: () => AsyncIterable<string>;
  /** Resolves when all exchanges that have ended are in the journal, and on disk where it is kept there. */
  readonly settled: () => Promise<void>;
  /** Forgets every entry; numbers go on. */
  readonly clear: () => Promise<void>;
  readonly close: () => Promise<void>;
}
