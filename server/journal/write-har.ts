/** Entries as documents that other programs read: one JSON object a line, or HAR 1.2. */
import { JOURNAL_VERSION } from '../../specs/journal.js';
import type { JournalEntry } from '../../specs/journal.js';

export interface Document {
  /** This program's version. */
  readonly version: string;
  /** Entries that had to make room: who judges an order must know that the beginning is missing. */
  readonly evicted: number;
}

/** The log without its entries, as it stands in both documents. */
const logHead = ({ version, evicted }: Document) => ({
  version: '1.2',
  creator: { name: 'cqube-conform', version },
  _cqube: { version: JOURNAL_VERSION, evicted },
});

/** The first line is the log's head, with no entries in it; then an entry a line. */
export async function* writeNdjson(
  entries: readonly JournalEntry[],
  document: Document,
): AsyncGenerator<string> {
  yield headLine(document);
  for (const entry of entries) yield `${JSON.stringify(entry)}\n`;
}

export const headLine = (document: Document): string =>
  `${JSON.stringify({ log: { ...logHead(document), entries: [] } })}\n`;

/** HAR wants lists of cookies, of which a journal knows none: they are secrets. */
const asHar = ({ request, response, ...rest }: JournalEntry): object => ({
  ...rest,
  request: { ...request, cookies: [] },
  response: { ...response, cookies: [] },
});

export async function* writeHar(
  entries: readonly JournalEntry[],
  document: Document,
): AsyncGenerator<string> {
  yield `{"log":${JSON.stringify(logHead(document)).slice(0, -1)},"entries":[`;
  let separator = '';
  for (const entry of entries) {
    yield separator + JSON.stringify(asHar(entry));
    separator = ',\n';
  }
  yield ']}}';
}
