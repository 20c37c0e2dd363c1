/** Stored rows that no report shows, as what they refer to is not in the files that list it. */
import type { HiddenWithout, NotJudged } from '../../specs/ingestion/ingestion.js';
import { references } from '../../specs/references/index.js';
import { keySetOf } from '../../specs/references/reference.js';
import type { Reference } from '../../specs/references/reference.js';
import { Found, KeyLookup } from '../scan/key-lookup.js';
import type { Masters } from '../scan/masters.js';
import type { RecordScanner } from '../scan/record-scanner.js';
import type { FlowColumn } from './flow-column.js';
import type { FlowPlan } from './flow-plan.js';

interface Match {
  readonly rule: HiddenWithout;
  readonly columns: readonly FlowColumn[];
  readonly lookup: KeyLookup;
}

export class RowMatches {
  readonly notJudged: readonly NotJudged[];
  readonly #matches: readonly Match[];

  constructor(plan: FlowPlan, masters: Masters = new Map()) {
    const matches: Match[] = [];
    const notJudged: NotJudged[] = [];
    for (const rule of plan.ingestion.hiddenWithout ?? []) {
      const match = matchOf(rule, plan, masters);
      if (match === null) notJudged.push(rule.unknown);
      else matches.push(match);
    }
    this.#matches = matches;
    this.notJudged = notJudged;
  }

  /** In the order of the counts. */
  get rules(): readonly HiddenWithout[] {
    return this.#matches.map(({ rule }) => rule);
  }

  columns(): readonly FlowColumn[] {
    return this.#matches.flatMap(({ columns }) => columns);
  }

  /** Counts a stored row by every match that it lacks; a blank matches nothing. Throws `SpillError`. */
  count(scanner: RecordScanner, alone: number[]): void {
    for (let index = 0; index < this.#matches.length; index++) {
      const { lookup } = this.#matches[index] as Match;
      if (lookup.look(scanner) !== Found.yes) alone[index] = (alone[index] ?? 0) + 1;
    }
  }
}

/** null: the other file is not there, or the flow does not read the columns. */
function matchOf(rule: HiddenWithout, plan: FlowPlan, masters: Masters): Match | null {
  const master = masters.get(keySetOf(rule));
  if (master?.kind !== 'known') return null;
  for (const reference of references) {
    if (reference.source !== plan.source.id || keySetOf(reference) !== keySetOf(rule)) continue;
    const columns = columnsOf(reference, plan);
    if (columns === null) continue;
    const places = columns.map(({ facts }) => facts.place);
    const { trims } = plan.source.pipeline;
    const defaults = places.map(() => null);
    const lookup = new KeyLookup({ places, numeric: reference.numeric, defaults, trims }, master.keys);
    return { rule, columns, lookup };
  }
  return null;
}

function columnsOf({ fields }: Reference, plan: FlowPlan): readonly FlowColumn[] | null {
  const columns = fields.flatMap((name) => plan.column(name) ?? []);
  return columns.length === fields.length ? columns : null;
}
