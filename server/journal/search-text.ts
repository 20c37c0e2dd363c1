/** All of an entry in which a text may be looked for, in lower case; places are kept apart by ends of lines. */
import type { JournalEntry } from '../../specs/journal.js';

export function searchText({ request, response, _cqube: facts }: JournalEntry): string {
  const { sentName, key, reason, nearMiss } = facts;
  const { text, params = [] } = request.postData ?? {};
  const fields = params.flatMap(({ name, value, fileName }) => [name, value, fileName]);
  return [request.url, sentName, key, text, ...fields, response.content.text, reason, nearMiss]
    .filter((place) => typeof place === 'string')
    .join('\n')
    .toLowerCase();
}
