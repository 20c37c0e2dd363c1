/** Builders for columns: one line a column in a spec file, plain data out. */
import { CODE_DIGITS } from './source.js';
import type { CodeClass, Constraints, Field, FieldFormat, FieldType } from './source.js';

/** What a spec says of a column besides its name and type. */
export interface ColumnFacts {
  readonly required?: true;
  readonly default?: string | number;
  /** Printed codes. */
  readonly codes?: readonly (string | number)[];
  readonly min?: number;
  readonly max?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly remarkRequired?: true;
  readonly sensitive?: 'aadhaar';
  readonly holds?: 'school-name';
  readonly description: string;
  readonly example: string | number;
}

type Extra = { readonly format?: FieldFormat; readonly code?: CodeClass; readonly maxLength?: number };

function column<const Name extends string>(
  name: Name,
  type: FieldType,
  facts: ColumnFacts,
  extra: Extra = {},
): Field<Name> {
  const constraints: Constraints = {
    ...(facts.required && { required: true }),
    ...(facts.minLength !== undefined && { minLength: facts.minLength }),
    ...lengthLimit(facts.maxLength ?? extra.maxLength),
    ...(facts.min !== undefined && { minimum: facts.min }),
    ...(facts.max !== undefined && { maximum: facts.max }),
    ...(facts.codes && { enum: facts.codes }),
  };
  return {
    name,
    type,
    ...(extra.format && { format: extra.format }),
    ...(extra.code && { code: extra.code }),
    ...(Object.keys(constraints).length > 0 && { constraints }),
    ...(facts.default !== undefined && { default: facts.default }),
    ...(facts.remarkRequired && { remarkRequired: true }),
    ...(facts.sensitive && { sensitive: facts.sensitive }),
    ...(facts.holds && { holds: facts.holds }),
    description: facts.description,
    example: String(facts.example),
  };
}

const lengthLimit = (maxLength: number | undefined): Constraints =>
  maxLength === undefined ? {} : { maxLength };

const of =
  (type: FieldType, extra?: Extra) =>
  <const Name extends string>(name: Name, facts: ColumnFacts): Field<Name> =>
    column(name, type, facts, extra);

/** Free text. */
export const string = of('string');
/** 16, 32 and 64 bit whole numbers. */
export const smallint = of('smallint');
export const integer = of('integer');
export const bigint = of('bigint');
/** A decimal number without exponent. */
export const number = of('number');
/** true, false, t, f, 1, 0, yes, no, in any case. */
export const boolean = of('boolean');
/** Only the words true and false (the pipeline's reading of InSchoolLocation). */
export const trueOrFalse = of('boolean', { format: 'true|false' });
/** `yyyy-MM-dd`. */
export const date = of('date', { format: 'yyyy-MM-dd' });
/** `dd/MM/yyyy`. */
export const dateSlashed = of('date', { format: 'dd/MM/yyyy' });
/** `d/M/yyyy`, one or two digits for day and month. */
export const dateLoose = of('date', { format: 'd/M/yyyy' });
/** `yyyy-MM-dd`, optionally followed by a time and a fraction of a second. */
export const timestamp = of('timestamp');
/** `HH:mm` or `HH:mm:ss`. */
export const time = of('time');
/** Text such as `2020-21` (7 characters). */
export const academicYear = of('string', { format: 'academic-year' });
/** Text holding a calendar year of four digits. */
export const year = of('string', { format: 'year', maxLength: 4 });

/** An administrative code kept as text (`char(n)` in the dictionary). */
export const codeText =
  (code: CodeClass) =>
  <const Name extends string>(name: Name, facts: ColumnFacts): Field<Name> =>
    column(name, 'string', facts, { code, maxLength: CODE_DIGITS[code] });

/** An administrative code kept as a 64 bit number. */
export const codeNumber =
  (code: CodeClass) =>
  <const Name extends string>(name: Name, facts: ColumnFacts): Field<Name> =>
    column(name, 'bigint', facts, { code, maxLength: CODE_DIGITS[code] });

/** The same columns in another order; names must be exactly those of `fields`. */
export function reordered(fields: readonly Field[], names: readonly string[]): readonly Field[] {
  const byName = new Map(fields.map((field) => [field.name, field]));
  const picked = names.flatMap((name) => byName.get(name) ?? []);
  if (picked.length !== fields.length || new Set(names).size !== names.length) {
    throw new Error(`reordered: the ${names.length} names are not the ${fields.length} columns`);
  }
  return picked;
}

/** `day 1` … `day 31`: the attendance columns, named by their number. */
export function dayColumns(codes: readonly number[]): readonly Field[] {
  return Array.from({ length: 31 }, (_, day) =>
    smallint(String(day + 1), { codes, description: `attendance code of day ${day + 1}`, example: 1 }),
  );
}

/** The codes `first` … `last`, for a printed list without gaps. */
export const codeRange = (first: number, last: number): readonly number[] =>
  Array.from({ length: last - first + 1 }, (_, step) => first + step);
