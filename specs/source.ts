/**
 * The vocabulary in which a data source is written down: Frictionless Table Schema, plus what cQube adds.
 *
 * A spec is data only: it survives `JSON.parse(JSON.stringify(spec))`. Nothing here knows how a value is checked.
 */

/** What a value is. Integers by width: smallint 16 bit, integer 32 bit, bigint 64 bit, all signed. */
export type FieldType =
  'string' | 'smallint' | 'integer' | 'bigint' | 'number' | 'boolean' | 'date' | 'timestamp' | 'time';

/** How a value of the type is spelled, where the type alone does not say it. Absent: the type's default spelling. */
export type FieldFormat =
  /** date: `yyyy-MM-dd` (the default), two digits each, or one or two digits each. */
  | 'yyyy-MM-dd'
  | 'dd/MM/yyyy'
  | 'd/M/yyyy'
  /** string: `2020-21`, the second part being the year after the first. */
  | 'academic-year'
  /** string: a calendar year of four digits. */
  | 'year'
  /** boolean: only the words `true` and `false`. */
  | 'true|false';

/** Administrative codes have a fixed number of digits: state 2, district 4, block 6, cluster 10, school 11. */
export type CodeClass = 'state' | 'district' | 'block' | 'cluster' | 'school';

/** Digits of each administrative code class (EP-17). */
export const CODE_DIGITS: Readonly<Record<CodeClass, number>> = {
  state: 2,
  district: 4,
  block: 6,
  cluster: 10,
  school: 11,
};

export interface Constraints {
  /** The dictionary prints NOT NULL, or the column belongs to the stated key. */
  readonly required?: true;
  /** Shortest and longest value, in code points; on a numeric column, in digits. */
  readonly minLength?: number;
  readonly maxLength?: number;
  /** The dictionary's own bounds, both inclusive. */
  readonly minimum?: number;
  readonly maximum?: number;
  /** The codes that the dictionary prints. A stated default outside this list is accepted too. */
  readonly enum?: readonly (string | number)[];
}

/** One column. `name` is verbatim, case and blanks included. */
export interface Field<Name extends string = string> {
  readonly name: Name;
  readonly type: FieldType;
  readonly format?: FieldFormat;
  readonly code?: CodeClass;
  readonly constraints?: Constraints;
  /** The default that the dictionary states; what a blank in a NOT NULL column stands for. */
  readonly default?: string | number;
  /** A remark asks for a value although the null column is blank. Recorded, not enforced. */
  readonly remarkRequired?: true;
  /** Personal data that no report may print. */
  readonly sensitive?: 'aadhaar';
  /** What the text is, where a rule treats it apart: square brackets in school names break the exam reports. */
  readonly holds?: 'school-name';
  readonly description: string;
  /** A value that satisfies the constraints, as it stands in a file. */
  readonly example: string;
}

/** `fields` of this source hold values of `reference.fields` of another source, named in its first variant. */
export interface ForeignKey<Name extends string = string> {
  readonly fields: readonly Name[];
  readonly reference: { readonly source: string; readonly fields: readonly string[] };
  readonly origin: 'dictionary' | 'pipeline';
}

/** The legal combinations of several columns, e.g. (item_group, item_id). */
export interface AllowedPairs<Name extends string = string> {
  readonly fields: readonly [Name, Name];
  readonly values: readonly (readonly [number, number])[];
}

/** Types that the pipeline's own datatype check enforces. `optional` lets a blank pass. */
export interface PipelineType {
  readonly is: 'int' | 'long' | 'decimal' | 'double' | 'string' | 'date' | 'boolean' | 'any';
  readonly optional?: true;
  /** true: only the table's column says so, no check removes the row; the batch breaks instead. */
  readonly tableOnly?: true;
  /** The table's column is narrower than the type: a longer number passes the check and breaks the batch. */
  readonly tableBits?: 16;
}

/** What the 3.7 ingestion does with the columns of one variant. Names are verbatim; the flow ignores their case. */
export interface PipelineLayout {
  /** A missing one of these fails the whole file. */
  readonly required: readonly string[];
  /** The columns that the flow selects. All others are ignored. */
  readonly read: readonly string[];
  /** A row with a blank in one of these is dropped. */
  readonly nullChecked: readonly string[];
  /** Rows equal here and different elsewhere are all dropped. Empty: not checked. */
  readonly key: readonly string[];
  readonly types?: Readonly<Record<string, PipelineType>>;
  /** No datatype check: the table has the dictionary's types but for `types`; a misfit breaks its batch. */
  readonly typedByTable?: true;
  /** Read and then lost, since the table lacks them. */
  readonly notStored?: readonly string[];
  /** Code points that the table's column takes; a longer value breaks its batch. */
  readonly maxLengths?: Readonly<Record<string, number>>;
  /** Columns in which the texts 0 and 0.0 count as blank, so that the row is dropped. */
  readonly zeroIsNull?: readonly string[];
  /** What a second, equal row does. Absent: the first is kept. */
  readonly duplicateRow?: 'breaks-file';
}

/** What release 3.7 does with the file (`ingestion-facts`, read from its flows). */
export interface PipelineFacts {
  /** An object key must begin with one of these, case included, for a flow to pick the file up. */
  readonly keyPrefixes: readonly string[];
  /** The stem must begin with this; null: not looked at. */
  readonly stemPrefix: string | null;
  readonly delimiter: '|' | ',';
  /** Set where the lower-cased header line must contain this column sequence as one unbroken text. */
  readonly headerOrder?: readonly string[];
  /** What the text NULL is: a null, plain text, or the number 0. */
  readonly nullWord: 'null' | 'text' | 'zero';
  /** Columns in which the text NULL, in any case, counts as null although `nullWord` says text. */
  readonly nullWordColumns?: readonly string[];
  /** Blanks around a value are removed before it is looked at. */
  readonly trims: boolean;
  readonly duplicateKey: 'all-dropped' | 'earliest-kept' | 'unchecked';
  /** The CSV's own name matters (elsewhere the zip's name alone does). */
  readonly memberNameRead?: true;
  /** A plain .csv is taken as well as a .zip. */
  readonly acceptsCsv?: true;
  /** Table that receives the rows; null where no single one does. */
  readonly table: string | null;
  /** By variant name; `default` for a source without variants; by section name for a file of sections. */
  readonly layouts: Readonly<Record<string, PipelineLayout>>;
  readonly notes: readonly string[];
}

/**
 * An alternative column set of the source.
 * `dictionary`: the dictionary prints it, so a file may use it. `pipeline`: only the sample data or the flow has it,
 * so it is a reading instruction of `pipeline-3.7` and never makes a file pass in `documented`.
 */
export interface Variant {
  readonly name: string;
  readonly basis: 'dictionary' | 'pipeline';
  readonly fields: readonly Field[];
  readonly primaryKey: readonly string[];
  readonly foreignKeys: readonly ForeignKey[];
  /** Names of this variant's columns in the first variant, where they mean the same. */
  readonly equivalents?: Readonly<Record<string, string>>;
}

/** One of several tables in a single file, closed by a line that begins with `endMarker` (diksha_enrolment). */
export interface Section {
  readonly name: string;
  readonly endMarker: string;
  readonly fields: readonly Field[];
  readonly primaryKey: readonly string[];
  readonly foreignKeys?: readonly ForeignKey[];
  /** Further columns may follow the listed ones (one a course, named by its id). */
  readonly openEnded?: true;
}

/** Where a fact comes from. */
export interface Origin {
  readonly from: 'dictionary' | 'documentation' | 'pipeline' | 'database' | 'sample';
  readonly where: string;
}

/** Two origins disagree; `used` says which one this spec follows, and why where it is not obvious. */
export interface Conflict {
  readonly about: string;
  readonly says: string;
  readonly used: string;
}

export type Family = 'semester' | 'diksha';

/** The name that a file has in the emission tree: `cqube_emission/<folder>/<stem>.zip` holding `<stem>.csv`. */
export interface FileName {
  readonly folder: string;
  readonly stem: string;
}

/** A further name under which the documents know the file. */
export interface Alias extends FileName {
  /** How release 3.7 finds and reads a file of this name, where that differs. No key prefix: no flow takes it. */
  readonly pipeline?: Pick<PipelineFacts, 'keyPrefixes' | 'stemPrefix' | 'nullWord'>;
}

export interface DataSource extends FileName {
  readonly id: string;
  /** Title and report as the documentation lists them; null for a file that it lists only in its tree. */
  readonly title: string | null;
  readonly report: string | null;
  readonly kind: 'static' | 'transaction' | 'udise';
  readonly family?: Family;
  /** As documented: a pipe, but for the one file of sections. */
  readonly delimiter: '|' | ',';
  /** The columns in their order; those of the first variant where there are variants. */
  readonly fields: readonly Field[];
  readonly primaryKey: readonly string[];
  readonly foreignKeys: readonly ForeignKey[];
  readonly allowedPairs?: AllowedPairs;
  readonly variants: readonly Variant[];
  /** Set instead of `fields` where the file is not one flat table. */
  readonly sections?: readonly Section[];
  readonly aliases: readonly Alias[];
  /** Documented size limits (EP-18): data rows, and bytes of the CSV. */
  readonly limits?: { readonly rows: number; readonly bytes: number };
  readonly pipeline: PipelineFacts;
  readonly origins: readonly Origin[];
  readonly conflicts: readonly Conflict[];
}
