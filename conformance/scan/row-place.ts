/** Where a finding in a row stands, and the values by which its author finds the row again. */
import type { Details } from '../engine/define-rule.js';
import { showValue } from '../engine/show-value.js';
import type { ExpectedColumn } from '../engine/expectation.js';
import type { Where } from '../../specs/report.js';
import { fieldBytes } from './field-end.js';
import type { RecordScanner } from './record-scanner.js';

export class RowPlace {
  readonly #path: string;
  readonly #member: string | null;
  /** By place (from 0) in the file: its name in the header, and the column that it is taken for. */
  readonly #names: readonly string[];
  readonly #columns: readonly (ExpectedColumn | null)[];
  readonly #keyPlaces: readonly number[];

  constructor(
    { path, member }: { readonly path: string; readonly member: string | null },
    names: readonly string[],
    columns: readonly (ExpectedColumn | null)[],
    keyPlaces: readonly number[],
  ) {
    this.#path = path;
    this.#member = member;
    this.#names = names;
    this.#columns = columns;
    this.#keyPlaces = keyPlaces;
  }

  where(line: number, record: number | null, place: number | null): Where {
    return {
      path: this.#path,
      ...(this.#member !== null && { member: this.#member }),
      line,
      ...(record !== null && { record }),
      ...(place !== null && {
        column: this.#columns[place]?.name ?? this.#names[place] ?? '',
        field: place + 1,
      }),
    };
  }

  /** The row's key columns with their values. */
  keyDetails(scanner: RecordScanner): Details {
    if (this.#keyPlaces.length === 0) return {};
    const key = this.#keyPlaces.map(
      (place) => [this.#names[place] ?? '', this.#shownValue(scanner, place)] as const,
    );
    return { key: Object.fromEntries(key) };
  }

  keyText(scanner: RecordScanner): string {
    return this.#keyPlaces.map((place) => this.#shownValue(scanner, place)).join(', ');
  }

  /** A field as text. */
  text({ bytes, starts, ends, delimiter }: RecordScanner, place: number): string {
    const value = fieldBytes(bytes, starts[place] as number, ends[place] as number, delimiter);
    return Buffer.from(value.buffer, value.byteOffset, value.length).toString('utf8');
  }

  #shownValue(scanner: RecordScanner, place: number): string {
    const text = this.text(scanner, place);
    const column = this.#columns[place];
    return column ? showValue(text, column) : text;
  }
}
