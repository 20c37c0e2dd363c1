/** Which entries a query asks for. */
import type { JournalEntry } from '../../specs/journal.js';
import type { JournalQuery } from './journal.js';

type Test = (entry: JournalEntry, search: string) => boolean;

/** All but paging and order. */
export function matcherOf(query: JournalQuery): Test {
  const { side, step, status, key, tokenId, urlId, since, until, text } = query;
  const tests: (Test | false)[] = [
    side !== undefined && (({ _cqube }) => _cqube.side === side),
    step !== undefined && (({ _cqube }) => _cqube.step === step),
    status !== undefined && (({ response }) => fitsStatus(response.status, status)),
    key !== undefined && keyTest(key),
    tokenId !== undefined && (({ _cqube }) => _cqube.tokenId === tokenId),
    urlId !== undefined && (({ _cqube }) => _cqube.urlId === urlId),
    since !== undefined && (({ _cqube }) => _cqube.began >= since),
    until !== undefined && (({ _cqube }) => _cqube.began <= until),
    // Last, as it takes the longest.
    text !== undefined && textTest(text.toLowerCase()),
  ];
  const asked = tests.filter((test) => test !== false);
  return (entry, search) => asked.every((test) => test(entry, search));
}

const fitsStatus = (status: number, asked: number): boolean =>
  status === asked || (asked >= 1 && asked <= 5 && Math.floor(status / 100) === asked);

function keyTest(asked: string): Test {
  if (!asked.endsWith('*')) return ({ _cqube }) => _cqube.key === asked;
  const start = asked.slice(0, -1);
  return ({ _cqube }) => _cqube.key?.startsWith(start) ?? false;
}

/** Both are in lower case; yet an expression that ignores case is searched for faster than a plain text. */
function textTest(text: string): Test {
  const wanted = new RegExp(text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`), 'i');
  return (_entry, search) => wanted.test(search);
}
