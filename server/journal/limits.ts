/** What a journal may hold. All can be set; these are the defaults. */
export interface JournalLimits {
  /** Entries in memory; older ones make room. */
  readonly entries: number;
  /** Characters that they have as JSON, about as many bytes as they take. */
  readonly memory: number;
  /** Bytes of all segments on disk, and of one. */
  readonly disk: number;
  readonly segment: number;
  /** Bytes that may wait to be written; what comes on top is kept in memory only. */
  readonly waiting: number;
}

const MEBIBYTE = 1024 * 1024;

export const JOURNAL_LIMITS: JournalLimits = {
  entries: 10_000,
  memory: 64 * MEBIBYTE,
  disk: 256 * MEBIBYTE,
  segment: 16 * MEBIBYTE,
  waiting: 16 * MEBIBYTE,
};

/** Characters of a body's text that an entry keeps. */
export const TEXT_LIMIT = 16 * 1024;

/** Bytes beyond, so that a secret that begins within is seen whole. */
const LOOK_AHEAD = 4 * 1024;

export const BODY_BYTES = TEXT_LIMIT + LOOK_AHEAD;

/** Characters of one value, of a URL or of a name; and how many headers or fields an entry lists. */
export const VALUE_LIMIT = 4 * 1024;
export const URL_LIMIT = 16 * 1024;
export const LIST_LIMIT = 200;
