/** What a verdict is measured against. A profile is data: another release or a state is one more file beside this. */
import type { RuleId } from '../rule-ids.js';

/** `off`: not reported (the forecast still counts it). */
export type Severity = 'error' | 'warning' | 'info' | 'off';

/**
 * What may be true of the place a rule looks at, and can change its severity. Facts come from spec data and from the
 * finding itself, never from the name of a source.
 */
export type Fact =
  /** The file is a .zip or a .csv. */
  | 'dataFile'
  /** No ingestion flow lists keys that begin like this one. */
  | 'noListingPrefix'
  /** A flow takes the file because its name begins with a stem that it knows. */
  | 'stemPrefixMatches'
  /** The flow takes a plain .csv of this source. */
  | 'csvAccepted'
  /** The configuration asks for this source. */
  | 'asked'
  /** The zip holds one CSV, but inside a folder. */
  | 'oneCsvInFolder'
  /** The flow looks at the CSV's own name. */
  | 'memberNameRead'
  /** The text is UTF-16 or UTF-32. */
  | 'wideEncoding'
  /** A missing one of these columns fails the file. */
  | 'requiredByFlow'
  /** The flow demands the header in order, as one unbroken text. */
  | 'orderEnforced'
  /** A name has blanks around it, and the flow compares the bare header line. */
  | 'paddedName'
  /** The column stands between two columns of the enforced sequence. */
  | 'insideSequence'
  /** The column belongs to the key. */
  | 'keyColumn'
  /** The dictionary states a default for the column. */
  | 'hasDefault'
  /** The value is the exact word that this flow reads as null. */
  | 'nullWordRead'
  /** The flow turns the word NULL into 0. */
  | 'nullWordZero'
  /** The column is a number, a date, a time or a boolean. */
  | 'typedColumn'
  /** The blank lines stand at the end of the file only. */
  | 'atEnd'
  /** An administrative code has the wrong number of digits. */
  | 'codeLength'
  /** A calendar date. */
  | 'dateValue'
  /** The assessment year of an exam file (EP-16). */
  | 'examYear'
  /** The flow, or the database, loses the row for this value. */
  | 'rowLost'
  /** A day of an attendance file. */
  | 'attendanceDay'
  /** A closing, or an opening, square bracket in a school's name. */
  | 'closingBracket'
  | 'openingBracket'
  /** A second equal row makes the flow fail. */
  | 'duplicateBreaksFile'
  /** The key is stated by the dictionary; otherwise only the pipeline has it. */
  | 'dictionaryKey'
  /** Of rows with one key the earliest is kept. */
  | 'earliestKept'
  /** The row is nothing but a detail of the row that it refers to. */
  | 'detailOfOther'
  /** The name begins with one `cqube_emission/` too many, and is right behind it. */
  | 'extraRoot'
  /** The host is this machine. */
  | 'loopback';

/** One severity, or the first pair whose fact holds, else the last entry. */
export type SeverityChoice = Severity | readonly [...(readonly [Fact, Severity])[], Severity];

export interface Profile {
  readonly id: string;
  readonly title: string;
  /**
   * Whose word counts for delimiter, columns, order, types, lengths, required values and keys:
   * the published dictionary, or the ingestion flows.
   */
  readonly authority: 'dictionary' | 'pipeline';
  readonly severities: Readonly<Record<RuleId, SeverityChoice>>;
}
