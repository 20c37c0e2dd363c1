/** Makes findings of what does not fit in rows beside other files. */
import type { Fact } from '../../specs/profiles/profile.js';
import type { DatasetEvent, DatasetRule } from '../engine/define-rule.js';
import type { FindingGroup, Findings } from '../engine/findings.js';
import { severityOf } from '../engine/severity.js';
import { showText } from '../engine/show-value.js';
import type { TableHead } from '../engine/table-head.js';
import { ValueTally } from '../engine/value-tally.js';
import type { Misfit, ReferenceLookup } from './dataset-checks.js';
import { NestCheck } from './nest-check.js';
import type { RecordScanner } from './record-scanner.js';
import type { RowPlace } from './row-place.js';

/** Where a row stands, and by place whether another rule minds the value there. */
interface Spot {
  readonly line: number;
  readonly record: number;
  readonly isMinded: (place: number) => boolean;
}

export class MisfitReports {
  readonly #head: TableHead;
  readonly #path: string;
  readonly #rules: readonly DatasetRule[];
  readonly #findings: Findings;
  readonly #place: RowPlace;

  constructor(
    head: TableHead,
    path: string,
    rules: readonly DatasetRule[],
    findings: Findings,
    place: RowPlace,
  ) {
    this.#head = head;
    this.#path = path;
    this.#rules = rules;
    this.#findings = findings;
    this.#place = place;
  }

  /** The fields of the row stand in the scanner. */
  tell(misfit: Misfit, scanner: RecordScanner, spot: Spot): void {
    if (misfit instanceof NestCheck) this.#nest(misfit, scanner, spot);
    else this.#reference(misfit, scanner, spot);
  }

  #reference({ lookup, reference, files }: ReferenceLookup, scanner: RecordScanner, spot: Spot): void {
    const { places } = lookup;
    if (places.some(spot.isMinded)) return;
    const value = (): string => places.map((place) => this.#place.text(scanner, place)).join(', ');
    const event: DatasetEvent = {
      kind: 'unknown-reference',
      columns: reference.fields,
      value: () => showText(value()),
      masters: files,
      master: reference.target,
      masterColumns: reference.targetFields,
      isDetail: reference.isDetail,
    };
    const group = this.#add(event, places.at(-1) ?? 0, scanner, spot);
    if (group !== null) (group.values ??= new ValueTally()).add(value());
  }

  #nest(nest: NestCheck, scanner: RecordScanner, spot: Spot): void {
    // It may have seen further rows of the batch meanwhile.
    if (nest.holds(scanner)) return;
    const { inner, outer } = nest;
    const event: DatasetEvent = {
      kind: 'code-not-nested',
      column: this.#name(inner),
      value: () => showText(this.#place.text(scanner, inner)),
      outer: this.#name(outer),
      outerValue: () => showText(this.#place.text(scanner, outer)),
    };
    this.#add(event, inner, scanner, spot);
  }

  #add(
    event: DatasetEvent,
    place: number,
    scanner: RecordScanner,
    { line, record }: Spot,
  ): FindingGroup | null {
    const { expectation } = this.#head;
    const rule = this.#rules.find(({ row }) => row?.event === event.kind);
    const verdict = rule?.row?.check(event);
    if (!rule || !verdict) return null;
    const holds = (fact: Fact): boolean =>
      verdict.facts?.includes(fact) === true || expectation.facts.has(fact);
    const severity = severityOf(expectation.profile, rule.id, holds);
    const group = this.#findings.group(rule, severity, this.#path, this.#name(place));
    group?.add(() => ({
      details: { ...verdict.details(), ...this.#place.keyDetails(scanner) },
      where: this.#place.where(line, record, place),
    }));
    return group;
  }

  #name(place: number): string {
    const index = this.#head.alignment.expectedOf[place] ?? -1;
    return this.#head.expectation.columns[index]?.name ?? this.#head.names[place] ?? '';
  }
}
