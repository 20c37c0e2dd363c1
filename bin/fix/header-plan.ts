/** What is to be done to a CSV, told by its head: where each column is, and what is mended by the way. */
import type { TableHead } from '../../conformance/engine/table-head.js';
import { visible } from '../../conformance/engine/show-value.js';
import type { DataSource } from '../../specs/source.js';
import { Refusal } from '../rewrite/refusal.js';

export interface HeaderPlan {
  /** The header line to write, without its end. */
  readonly header: string;
  /** For each column to write: its place in the file, from 0. */
  readonly places: readonly number[];
  readonly width: number;
  /** As it is in the file, and as it is to be. */
  readonly delimiter: string;
  readonly wanted: string;
  /** Rows need not be taken apart. */
  readonly keepsRows: boolean;
  readonly mends: readonly string[];
}

/** Throws `Refusal` where a column would have to be made up or left out. */
export function planHeader(head: TableHead, source: DataSource): HeaderPlan {
  refuseUnreadable(head);
  const { expectation, names, otherDelimiter } = head;
  const wanted = expectation.delimiter;
  const delimiter = otherDelimiter ?? wanted;
  const expected = expectation.columns.map(({ name }) => name);
  const places = placesOf(names, expected, source);
  const inOrder = places.every((place, index) => place === index);
  const header = expected.join(wanted);
  const asPrinted = places.every((place, index) => names[place] === expected[index]);
  return {
    header,
    places,
    width: names.length,
    delimiter,
    wanted,
    keepsRows: inOrder && delimiter === wanted,
    mends: [
      ...(head.byteOrderMark ? ['byte-order mark removed'] : []),
      ...(head.lineNumber > 1 ? ['blank lines before the header removed'] : []),
      ...(delimiter === wanted ? [] : [`delimiter ${shown(delimiter)} made ${shown(wanted)}`]),
      ...(inOrder ? [] : ['columns put in order']),
      ...(asPrinted ? [] : ['column names spelled as printed']),
      ...(head.quoted.length > 0 ? ['quotes around column names removed'] : []),
    ],
  };
}

const shown = (delimiter: string): string => (delimiter === '\t' ? 'tab' : `“${delimiter}”`);

function refuseUnreadable(head: TableHead): void {
  if (head.empty) throw new Refusal('table/empty-file: there is nothing in it');
  if (head.wide !== null) throw new Refusal(`table/encoding: it is ${head.wide}; export it as UTF-8`);
  if (head.encodingFault !== null) throw new Refusal(`table/encoding: its header ${head.encodingFault}`);
  if (head.tooLong !== null) throw new Refusal('its header line is longer than 1 MiB');
  if (head.openQuote !== null)
    throw new Refusal('table/unclosed-quote: a quote in its header is never closed');
}

const plain = (name: string): string => name.trim().toLowerCase();

function placesOf(
  names: readonly string[],
  expected: readonly string[],
  { id }: DataSource,
): readonly number[] {
  const missing: string[] = [];
  const taken = new Set<number>();
  const places = expected.map((name) => {
    const exact = names.indexOf(name);
    const alike = names.flatMap((written, place) => (plain(written) === plain(name) ? [place] : []));
    const place = exact >= 0 ? exact : (alike.find((one) => !taken.has(one)) ?? -1);
    if (place < 0) missing.push(name);
    else taken.add(place);
    return place;
  });
  const list = (columns: readonly string[]): string =>
    `${columns
      .slice(0, 5)
      .map((name) => `“${visible(name)}”`)
      .join(', ')}${columns.length > 5 ? ` and ${columns.length - 5} more` : ''}`;
  const left = names.filter((_, place) => !taken.has(place));
  if (missing.length > 0)
    throw new Refusal(
      `table/missing-column: ${list(missing)} of ${id} is not there${left.length > 0 ? ` (there is ${list(left)})` : ''}, and values cannot be made up`,
    );
  const known = new Set(expected.map(plain));
  const twice = left.filter((name) => known.has(plain(name)));
  if (twice.length > 0)
    throw new Refusal(
      `table/duplicate-column: ${list(twice)} is there twice, and which is meant cannot be told`,
    );
  if (left.length > 0)
    throw new Refusal(
      `table/unknown-column: ${list(left)} is no column of ${id}; leaving it out would lose data, so remove it yourself, or declare it in the configuration`,
    );
  return places;
}
