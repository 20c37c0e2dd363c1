/** Looks at each row beside what other files hold: are the things there that it refers to, do its codes nest. */
import { keySetOf } from '../../specs/references/reference.js';
import type { Reference } from '../../specs/references/reference.js';
import { referencesOf } from '../../specs/references/index.js';
import type { RuleId } from '../../specs/rule-ids.js';
import type { DatasetRule } from '../engine/define-rule.js';
import type { TableHead } from '../engine/table-head.js';
import { Found, KeyLookup } from './key-lookup.js';
import type { Masters } from './masters.js';
import { NestCheck } from './nest-check.js';
import type { RowFields } from './row-key.js';
import type { PlainRows } from './wasm/plain-rows.js';

export interface DatasetOptions {
  readonly rules: readonly DatasetRule[];
  readonly masters: Masters;
}

/** What a dataset rule met in this table. `checked` counts values that were looked up, or rows. */
export interface DatasetTally {
  readonly rule: RuleId;
  readonly applies: boolean;
  readonly checked: number;
  /** Why it did not look, or not at everything. */
  readonly skippedBecause: string | null;
}

export interface ReferenceLookup {
  readonly reference: Reference;
  readonly lookup: KeyLookup;
  readonly files: readonly string[];
  checked: number;
}

/** Something that does not fit in a row. */
export type Misfit = ReferenceLookup | NestCheck;

export class DatasetChecks {
  readonly #options: DatasetOptions;
  readonly #lookups: readonly ReferenceLookup[];
  readonly #nest: NestCheck | null;
  readonly #unknown: readonly string[];
  #nestRows = 0;
  /** By check (the codes' comes last): where its columns stand among the wanted ones of plain rows. */
  #wanted: readonly (readonly number[])[] = [];
  /** Of the last batch, in the order of rows: the rows that do not fit, and why. */
  readonly rows: number[] = [];
  readonly misfits: Misfit[] = [];

  constructor(head: TableHead, section: string | null, options: DatasetOptions) {
    const { expectation, alignment } = head;
    const { source, variant, trims } = expectation;
    this.#options = options;
    const asks = (event: string): boolean => options.rules.some(({ row }) => row?.event === event);
    const found = asks('unknown-reference') ? referencesOf(source.id, variant, section) : [];
    const lookups: ReferenceLookup[] = [];
    const unknown = new Set<string>();
    for (const reference of found) {
      const places = placesOf(reference, head);
      const master = options.masters.get(keySetOf(reference));
      if (places === null || master === undefined) continue;
      if (master.kind === 'unknown') unknown.add(master.because);
      else {
        const lookup = new KeyLookup({ ...reference, places, trims }, master.keys);
        lookups.push({ reference, lookup, files: master.files, checked: 0 });
      }
    }
    this.#lookups = lookups;
    this.#unknown = [...unknown];
    this.#nest = asks('code-not-nested') ? NestCheck.for(expectation, alignment.expectedOf) : null;
  }

  /** Places of the columns that it looks at. */
  places(): readonly number[] {
    return [...this.#lookups.flatMap(({ lookup }) => lookup.places), ...(this.#nest?.places ?? [])];
  }

  /** Which columns plain rows are cut at. */
  setWanted(wanted: readonly number[]): void {
    const among = (places: readonly number[]): readonly number[] =>
      places.map((place) => wanted.indexOf(place));
    this.#wanted = [
      ...this.#lookups.map(({ lookup }) => among(lookup.places)),
      ...(this.#nest ? [among(this.#nest.places)] : []),
    ];
  }

  /** Looks at one row, and tells what does not fit. Throws `SpillError`. */
  look(row: RowFields, tell: (misfit: Misfit) => void): void {
    for (let index = 0; index < this.#lookups.length; index++) {
      const one = this.#lookups[index] as ReferenceLookup;
      const found = one.lookup.look(row);
      if (found !== Found.none) one.checked++;
      if (found === Found.no) tell(one);
    }
    if (this.#nest === null) return;
    this.#nestRows++;
    if (!this.#nest.holds(row)) tell(this.#nest);
  }

  /** Looks at a batch of plain rows: `rows` and `misfits` tell what does not fit. Throws `SpillError`. */
  lookAt(batch: PlainRows, row: RowFields): void {
    if (this.rows.length > 0) this.rows.length = this.misfits.length = 0;
    if (this.#wanted.length === 0) return;
    for (let at = 0; at < batch.rows; at++) {
      for (let check = 0; check < this.#wanted.length; check++) {
        const wanted = this.#wanted[check] as readonly number[];
        for (let index = 0; index < wanted.length; index++)
          batch.locateOne(at, wanted[index] as number, row.starts, row.ends);
        const one = this.#lookups[check];
        if (one === undefined) this.#lookAtCodes(at, row);
        else this.#lookUp(at, one, row);
      }
    }
  }

  tallies(): readonly DatasetTally[] {
    return this.#options.rules.flatMap((rule): DatasetTally[] => {
      if (rule.row === undefined) return [];
      if (rule.row.event === 'code-not-nested')
        return [
          { rule: rule.id, applies: this.#nest !== null, checked: this.#nestRows, skippedBecause: null },
        ];
      const checked = this.#lookups.reduce((sum, one) => sum + one.checked, 0);
      const skippedBecause = this.#unknown.length > 0 ? this.#unknown.join('; ') : null;
      const applies = this.#lookups.length > 0 || skippedBecause !== null;
      return [{ rule: rule.id, applies, checked, skippedBecause }];
    });
  }

  #lookUp(at: number, one: ReferenceLookup, row: RowFields): void {
    const found = one.lookup.look(row);
    if (found === Found.none) return;
    one.checked++;
    if (found === Found.no) this.#note(at, one);
  }

  #lookAtCodes(at: number, row: RowFields): void {
    if (this.#nest === null) return;
    this.#nestRows++;
    if (!this.#nest.holds(row)) this.#note(at, this.#nest);
  }

  #note(at: number, misfit: Misfit): void {
    this.rows.push(at);
    this.misfits.push(misfit);
  }
}

/** Where the reference's columns stand in the file; null: not all of them are there. */
function placesOf({ fields }: Reference, { expectation, alignment }: TableHead): readonly number[] | null {
  const places = fields.map((name) => {
    const column = expectation.columns.find((candidate) => candidate.name === name);
    return column ? alignment.expectedOf.indexOf(column.index) : -1;
  });
  return places.includes(-1) ? null : places;
}
