/** What the flow makes of a value of one column, and what is to be known of the column for that. */
import type { SourceIngestion } from '../../specs/ingestion/ingestion.js';
import type { DataSource, Field, PipelineLayout, PipelineType } from '../../specs/source.js';
import { countCodePoints } from '../values/text.js';
import { fitsPrinted, passesCheck } from './flow-values.js';

/** Verdicts on a value, in the order of the stages. */
export const Verdict = { fine: 0, datatype: 1, null: 2, load: 3 } as const;
export type Verdict = (typeof Verdict)[keyof typeof Verdict];

const SPACE = 0x20;

/** What is to be known of a column for judging its values. */
export interface FlowColumnFacts {
  readonly name: string;
  /** Place in the file, from 0. */
  readonly place: number;
  /** The dictionary's column of this name; null: it has none. */
  readonly field: Field | null;
  readonly type: PipelineType | null;
  /** The flow has a datatype check, and it knows the column. */
  readonly checked: boolean;
  readonly nullChecked: boolean;
  readonly zeroIsNull: boolean;
  /** The word NULL: no value as it stands, no value in any case, the number 0, or text. */
  readonly nullWord: 'exact' | 'any-case' | 'zero' | 'text';
  /** A blank passes every check and breaks its batch in the table. */
  readonly blankBreaks: boolean;
  /** The table has the dictionary's type. */
  readonly tableAsPrinted: boolean;
  readonly stored: boolean;
  readonly maxLength: number | null;
  readonly trims: boolean;
}

/** `raw`: the value as the file has it, quotes and escapes taken away. */
export function judgeFlowValue(facts: FlowColumnFacts, raw: string): Verdict {
  const text = seenByFlow(facts, raw);
  const { type, checked } = facts;
  if (text === '') {
    if (checked && type !== null && !type.optional && type.is !== 'any') return Verdict.datatype;
    if (facts.nullChecked) return Verdict.null;
    return facts.blankBreaks ? Verdict.load : Verdict.fine;
  }
  if (checked && type !== null && !passesCheck(text, type, facts.field)) return Verdict.datatype;
  if (facts.zeroIsNull && (text === '0' || text === '0.0')) return Verdict.null;
  return !facts.stored || fitsTable(facts, text) ? Verdict.fine : Verdict.load;
}

/** The value as the flow sees it; empty: none. */
export function seenByFlow({ trims, nullWord }: FlowColumnFacts, raw: string): string {
  const text = trims ? trimmed(raw) : raw;
  if (nullWord === 'text' || text.length !== 4 || text.toUpperCase() !== 'NULL') return text;
  if (nullWord === 'any-case') return '';
  if (text !== 'NULL') return text;
  return nullWord === 'zero' ? '0' : '';
}

function fitsTable(
  { type, field, maxLength, tableAsPrinted, checked }: FlowColumnFacts,
  text: string,
): boolean {
  if (maxLength !== null && text.length > maxLength && countCodePoints(text) > maxLength) return false;
  if (type !== null) {
    if (type.tableBits === 16 && field !== null && !fitsPrinted(text, { ...field, type: 'smallint' }))
      return false;
    if (!checked && !passesCheck(text, type, field)) return false;
    if (!tableAsPrinted || (type.is !== 'any' && type.is !== 'int')) return true;
  }
  return !tableAsPrinted || field === null || fitsPrinted(text, field);
}

function trimmed(text: string): string {
  let from = 0;
  let to = text.length;
  while (from < to && text.charCodeAt(from) === SPACE) from++;
  while (to > from && text.charCodeAt(to - 1) === SPACE) to--;
  return text.slice(from, to);
}

/** `name`: a column that the flow reads in this layout. */
export function flowFacts(
  name: string,
  place: number,
  source: DataSource,
  ingestion: SourceIngestion,
  layout: PipelineLayout,
): FlowColumnFacts {
  const { pipeline } = source;
  const type = layout.types?.[name] ?? null;
  const field = fieldOf(source, name);
  const blankLoads = ingestion.blankBreaksLoad?.includes(name) === true;
  const nullChecked = layout.nullChecked.includes(name);
  return {
    name,
    place,
    field,
    type: type !== null && ingestion.blankPassesCheck ? { ...type, optional: true } : type,
    checked: ingestion.datatypeChecked && type !== null && !type.tableOnly,
    nullChecked,
    zeroIsNull: layout.zeroIsNull?.includes(name) === true,
    nullWord: pipeline.nullWordColumns?.includes(name)
      ? 'any-case'
      : nullWordOf(pipeline.nullWord, ingestion.month?.days.includes(name) === true),
    blankBreaks: blankLoads || (layout.key.includes(name) && !nullChecked),
    tableAsPrinted: layout.typedByTable === true || ingestion.tableAsPrinted === true,
    stored: layout.notStored?.includes(name) !== true,
    maxLength: layout.maxLengths?.[name] ?? null,
    trims: pipeline.trims,
  };
}

/** The number 0 stands for NULL in days only; in other columns it is text. */
const nullWordOf = (word: 'null' | 'zero' | 'text', isDay: boolean): FlowColumnFacts['nullWord'] => {
  if (word === 'null') return 'exact';
  return word === 'zero' && isDay ? 'zero' : 'text';
};

function fieldOf({ fields, variants }: DataSource, name: string): Field | null {
  const folded = name.toLowerCase();
  const all = [fields, ...variants.map((variant) => variant.fields)];
  for (const some of all) {
    const found = some.find((field) => field.name.toLowerCase() === folded);
    if (found) return found;
  }
  return null;
}
