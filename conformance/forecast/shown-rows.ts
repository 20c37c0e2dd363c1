/** What becomes of stored rows later: no report shows them, some of their values are not loaded, a defect hits them. */
import type { Defect, NeverShown, NotJudged } from '../../specs/ingestion/ingestion.js';
import type { ForecastCount } from '../../specs/forecast.js';
import type { Masters } from '../scan/masters.js';
import type { RecordScanner } from '../scan/record-scanner.js';
import { QUOTE } from '../scan/bytes.js';
import { filledOf, hasDiffering } from '../scan/wasm/watch-code.js';
import type { RowWatch } from '../scan/wasm/watch-code.js';
import { countCodePoints } from '../values/text.js';
import type { MonthGate } from './calendar-filters.js';
import type { FlowColumn } from './flow-column.js';
import type { FlowPlan } from './flow-plan.js';
import { RowMatches } from './row-matches.js';

/** Counts of rows of one batch, until the batch is loaded or lost. */
export interface ShownCounts {
  rows: number;
  /** By reference: rows without their match. */
  alone: number[];
  overwriting: number;
  neverShown: number[];
  defects: number[];
  sundays: number;
  later: number;
}

export const emptyCounts = (): ShownCounts => ({
  rows: 0,
  alone: [],
  overwriting: 0,
  neverShown: [],
  defects: [],
  sundays: 0,
  later: 0,
});

export function addCounts(to: ShownCounts, from: ShownCounts): void {
  to.rows += from.rows;
  to.overwriting += from.overwriting;
  to.sundays += from.sundays;
  to.later += from.later;
  from.alone.forEach((count, index) => (to.alone[index] = (to.alone[index] ?? 0) + count));
  from.neverShown.forEach((count, index) => (to.neverShown[index] = (to.neverShown[index] ?? 0) + count));
  from.defects.forEach((count, index) => (to.defects[index] = (to.defects[index] ?? 0) + count));
}

interface Watched<Rule> {
  readonly rule: Rule;
  readonly columns: readonly FlowColumn[];
}

export class ShownRows {
  readonly #plan: FlowPlan;
  readonly #hidden: readonly Watched<NeverShown>[];
  readonly #defects: readonly Watched<Defect>[];
  readonly #month: MonthGate | null;
  readonly #matches: RowMatches;
  /** Rule by rule: whether it hid the row that was counted last. */
  readonly #lastHidden: boolean[] = [];

  /** `masters`: what rows refer to; absent: nobody looked. */
  constructor(plan: FlowPlan, month: MonthGate | null, masters?: Masters) {
    this.#plan = plan;
    this.#matches = new RowMatches(plan, masters);
    this.#month = month;
    const some = (names: readonly string[]): readonly FlowColumn[] =>
      names.flatMap((name) => plan.column(name) ?? []);
    this.#hidden = (plan.ingestion.neverShown ?? []).map((rule) => ({ rule, columns: some(rule.columns) }));
    this.#defects = (plan.ingestion.defects ?? []).map((rule) => ({
      rule,
      columns: rule.hits.kind === 'differ' ? some(rule.hits.columns) : [],
    }));
  }

  /** The columns that it looks at, but for those of the month. */
  columns(): readonly FlowColumn[] {
    const own = [...this.#hidden, ...this.#defects].flatMap(({ columns }) => columns);
    return [...own, ...this.#matches.columns()];
  }

  /** Columns that tell whether a report shows the row. */
  get hiding(): readonly FlowColumn[] {
    return this.#hidden.flatMap(({ columns }) => columns);
  }

  /** What of a row can be told by one number; null: there is more to it. */
  watch(): Pick<RowWatch, 'filled' | 'differ'> | null {
    const differing = this.#defects.filter(({ rule }) => rule.hits.kind === 'differ');
    if (differing.length > 1 || this.#matches.columns().length > 0) return null;
    const places = (columns: readonly FlowColumn[]): number[] => columns.map(({ facts }) => facts.place);
    const [one, other] = differing.flatMap(({ columns }) => places(columns));
    return {
      filled: this.#month === null ? [] : [places(this.#month.sundays), places(this.#month.later)],
      differ: one === undefined || other === undefined ? null : [one, other],
    };
  }

  /** Counts a row that holds the same as the last one where `hiding` looks; `told`: what else `watch` tells of it. */
  countTold(told: number, counts: ShownCounts): void {
    counts.rows++;
    for (let index = 0; index < this.#hidden.length; index++)
      if (this.#lastHidden[index] === true) counts.neverShown[index] = (counts.neverShown[index] ?? 0) + 1;
    for (let index = 0; index < this.#defects.length; index++) {
      const { rule } = this.#defects[index] as Watched<Defect>;
      if (rule.hits.kind === 'all' || hasDiffering(told))
        counts.defects[index] = (counts.defects[index] ?? 0) + 1;
    }
    counts.sundays += filledOf(told, 0);
    counts.later += filledOf(told, 1);
  }

  /** Counts a row that goes to the database. */
  count(scanner: RecordScanner, counts: ShownCounts): void {
    counts.rows++;
    for (let index = 0; index < this.#hidden.length; index++) {
      const hides = isHidden(this.#hidden[index] as Watched<NeverShown>, scanner);
      this.#lastHidden[index] = hides;
      if (hides) counts.neverShown[index] = (counts.neverShown[index] ?? 0) + 1;
    }
    for (let index = 0; index < this.#defects.length; index++) {
      const { rule, columns } = this.#defects[index] as Watched<Defect>;
      if (rule.hits.kind === 'all' || differ(columns, scanner))
        counts.defects[index] = (counts.defects[index] ?? 0) + 1;
    }
    this.#matches.count(scanner, counts.alone);
    if (this.#month === null) return;
    counts.sundays += filled(this.#month.sundays, scanner);
    counts.later += filled(this.#month.later, scanner);
  }

  neverShown({ neverShown, alone }: ShownCounts): readonly ForecastCount[] {
    const shown = 'rows no report shows';
    return [
      ...this.#hidden.flatMap(({ rule }, index) =>
        countOf(shown, neverShown[index], rule.reason, rule.grounds.certainty),
      ),
      ...this.#matches.rules.flatMap(({ reason, grounds }, index) =>
        countOf(shown, alone[index], reason, grounds.certainty),
      ),
    ];
  }

  /** What the file alone did not tell, as the others are not there. */
  get notJudged(): readonly NotJudged[] {
    return this.#matches.notJudged;
  }

  defects({ defects }: ShownCounts): readonly ForecastCount[] {
    return this.#defects.flatMap(({ rule }, index) =>
      countOf(rule.id, defects[index], rule.reason, rule.grounds.certainty),
    );
  }

  values(counts: ShownCounts, today: string): readonly ForecastCount[] {
    if (this.#plan.ingestion.month === undefined) return [];
    return [
      ...countOf('values of Sundays', counts.sundays, 'days that fall on a Sunday are not loaded', 'code'),
      ...countOf('values of days to come', counts.later, `days after ${today} are not loaded`, 'code'),
    ];
  }
}

const countOf = (
  what: string,
  count: number | undefined,
  reason: string,
  certainty: ForecastCount['certainty'],
): readonly ForecastCount[] =>
  count === undefined || count === 0 ? [] : [{ what, count, reason, certainty }];

function isHidden({ rule, columns }: Watched<NeverShown>, scanner: RecordScanner): boolean {
  const { unless } = rule;
  return columns.some((column) => {
    const text = column.read(scanner);
    switch (unless.kind) {
      case 'above-zero':
        return !(Number(text) > 0);
      case 'is':
        return text !== unless.value;
      case 'is-not':
        return unless.values.includes(text);
      case 'at-most':
        return text.length > unless.length && countCodePoints(text) > unless.length;
      case 'without':
        return unless.characters.some((character) => text.includes(character));
    }
  });
}

/** Bytes are compared, which two ways to write one value would tell apart: day codes have one. */
function differ([a, b]: readonly FlowColumn[], scanner: RecordScanner): boolean {
  if (a === undefined || b === undefined) return false;
  const { bytes } = scanner;
  const [from, other] = [startOf(a, scanner), startOf(b, scanner)];
  const length = endOf(a, scanner) - from;
  if (endOf(b, scanner) - other !== length) return true;
  for (let at = 0; at < length; at++) if (bytes[from + at] !== bytes[other + at]) return true;
  return false;
}

/** How many of the columns hold a value; the word NULL is none. */
function filled(columns: readonly FlowColumn[], scanner: RecordScanner): number {
  let count = 0;
  for (let index = 0; index < columns.length; index++) {
    const column = columns[index] as FlowColumn;
    const start = startOf(column, scanner);
    const length = endOf(column, scanner) - start;
    if (length > 0 && !(length === 4 && scanner.bytes[start] === 0x4e)) count++;
  }
  return count;
}

/** Where the value begins and ends: quotes around it are none of it. */
const isQuoted = ({ facts: { place } }: FlowColumn, { bytes, starts, ends }: RecordScanner): boolean =>
  (starts[place] as number) < (ends[place] as number) && bytes[starts[place] as number] === QUOTE;

const startOf = (column: FlowColumn, scanner: RecordScanner): number =>
  (scanner.starts[column.facts.place] as number) + (isQuoted(column, scanner) ? 1 : 0);

const endOf = (column: FlowColumn, scanner: RecordScanner): number =>
  (scanner.ends[column.facts.place] as number) - (isQuoted(column, scanner) ? 1 : 0);
