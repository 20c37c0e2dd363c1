/** Entries as documents that other programs read: one JSON object a line, or HAR 1.2. */
import type { JournalEntry } from '../../specs/journal.js';

export async function* writeNdjson(entries: readonly JournalEntry[]): AsyncGenerator<string> {
  for (const entry of entries) yield `${JSON.stringify(entry)}\n`;
}

/** HAR wants lists of cookies, of which a journal knows none: they are secrets. */
const asHar = ({ request, response, ...rest }: JournalEntry): object => ({
  ...rest,
  request: { ...request, cookies: [] },
  response: { ...response, cookies: [] },
});

/** `version`: this program's. */
export async function* writeHar(entries: readonly JournalEntry[], version: string): AsyncGenerator<string> {
  yield `{"log":{"version":"1.2","creator":${JSON.stringify({ name: 'cqube-conform', version })},"entries":[`;
  let separator = '';
  for (const entry of entries) {
    yield separator + JSON.stringify(asHar(entry));
    separator = ',\n';
  }
  yield ']}}';
}
