/*
 * The checks that a team writes by hand around a CSV parser: the number of fields, the type of every value, and that the key
 * does not repeat. Written for speed: types are decided once a column, and good values cost one regular expression.
 */
import { findSource } from '../../../dist/specs/lookup.js';

const INTEGER = /^-?\d+$/;
const WIDTHS = { smallint: 2 ** 15, integer: 2 ** 31, bigint: 2 ** 63 };
const PATTERNS = {
  number: /^-?\d+(\.\d+)?$/,
  boolean: /^(true|false|t|f|1|0|yes|no)$/i,
  date: /^\d{4}-\d\d-\d\d$/,
  timestamp: /^\d{4}-\d\d-\d\d([ T]\d\d:\d\d:\d\d(\.\d+)?)?$/,
  time: /^\d\d:\d\d(:\d\d)?$/,
};

/** An empty value is none, in every column. */
function typeCheck({ type }) {
  const width = WIDTHS[type];
  if (width !== undefined)
    return (text) => text === '' || (INTEGER.test(text) && text >= -width && text < width);
  const pattern = PATTERNS[type];
  return pattern ? (text) => text === '' || pattern.test(text) : null;
}

export class TableChecks {
  rows = 0;
  ragged = 0;
  badRows = 0;
  duplicates = 0;
  #fields;
  #types;
  #key;
  /** A Set of JavaScript ends at 16.7 million entries: more rows cannot be checked like this. */
  #seen = new Set();

  constructor(sourceId) {
    const { fields, primaryKey } = findSource(sourceId);
    this.#fields = fields.length;
    this.#types = fields.flatMap((field, place) => {
      const check = typeCheck(field);
      return check ? [{ place, check }] : [];
    });
    this.#key = primaryKey.map((name) => fields.findIndex((field) => field.name === name));
  }

  /** A row's values; the header is no row. */
  row(values) {
    this.rows++;
    if (values.length !== this.#fields) {
      this.ragged++;
      return;
    }
    for (const { place, check } of this.#types) {
      if (check(values[place])) continue;
      this.badRows++;
      break;
    }
    const key = this.#key.length === 1 ? values[this.#key[0]] : this.#key.map((at) => values[at]).join('|');
    if (this.#seen.has(key)) this.duplicates++;
    else this.#seen.add(key);
  }

  print() {
    const { rows, ragged, badRows, duplicates } = this;
    console.log(JSON.stringify({ rows, ragged, badRows, duplicates }));
  }
}
