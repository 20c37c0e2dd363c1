/** Makes findings of what does not fit in rows beside other files. */
import type { Fact } from '../../specs/profiles/profile.js';
import type { DatasetEvent, DatasetRule, Verdict } from '../engine/define-rule.js';
import type { FindingGroup, Findings } from '../engine/findings.js';
import { severityOf } from '../engine/severity.js';
import { showText } from '../engine/show-value.js';
import type { TableHead } from '../engine/table-head.js';
import { ValueTally } from '../engine/value-tally.js';
import type { Misfit, ReferenceLookup } from './dataset-checks.js';
import type { KeyLookup } from './key-lookup.js';
import { NestCheck } from './nest-check.js';
import type { RecordScanner } from './record-scanner.js';
import type { RowPlace } from './row-place.js';

/** Where a row stands, and by place whether another rule minds the value there. */
interface Spot {
  readonly line: number;
  readonly record: number;
  readonly isMinded: (place: number) => boolean;
  /** Cuts all fields of the row, where only those are cut that do not fit. */
  readonly cutWhole: () => void;
}

/** The last value that was told of, since many rows often hold one. */
interface LastValue {
  readonly texts: readonly Buffer[];
  /** null: another rule minds it, or the profile does not. */
  readonly group: FindingGroup | null;
  readonly event: DatasetEvent;
}

export class MisfitReports {
  readonly #head: TableHead;
  readonly #path: string;
  readonly #rules: readonly DatasetRule[];
  readonly #findings: Findings;
  readonly #place: RowPlace;
  readonly #last = new Map<KeyLookup, LastValue>();

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
    const last = this.#last.get(lookup);
    if (last && isSame(last.texts, places, scanner)) {
      last.group?.values?.addAgain();
      this.#addTo(last.group, last.event, places.at(-1) ?? 0, scanner, spot);
      return;
    }
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
    const group = places.some(spot.isMinded) ? null : this.#groupOf(event, places.at(-1) ?? 0);
    const texts = places.map((place) => bytesAt(place, scanner));
    this.#last.set(lookup, { texts, group, event });
    if (group !== null) (group.values ??= new ValueTally()).add(value());
    this.#addTo(group, event, places.at(-1) ?? 0, scanner, spot);
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
    this.#addTo(this.#groupOf(event, inner), event, inner, scanner, spot);
  }

  #groupOf(event: DatasetEvent, place: number): FindingGroup | null {
    const { expectation } = this.#head;
    const [rule, verdict] = this.#verdictOn(event);
    if (rule === null || verdict === null) return null;
    const holds = (fact: Fact): boolean =>
      verdict.facts?.includes(fact) === true || expectation.facts.has(fact);
    const severity = severityOf(expectation.profile, rule.id, holds);
    return this.#findings.group(rule, severity, this.#path, this.#name(place));
  }

  #verdictOn(event: DatasetEvent): readonly [DatasetRule | null, Verdict | null] {
    const rule = this.#rules.find(({ row }) => row?.event === event.kind) ?? null;
    return [rule, rule?.row?.check(event) ?? null];
  }

  #addTo(
    group: FindingGroup | null,
    event: DatasetEvent,
    place: number,
    scanner: RecordScanner,
    { line, record, cutWhole }: Spot,
  ): void {
    group?.add(() => {
      cutWhole();
      const [, verdict] = this.#verdictOn(event);
      return {
        details: { ...verdict?.details(), ...this.#place.keyDetails(scanner) },
        where: this.#place.where(line, record, place),
      };
    });
  }

  #name(place: number): string {
    const index = this.#head.alignment.expectedOf[place] ?? -1;
    return this.#head.expectation.columns[index]?.name ?? this.#head.names[place] ?? '';
  }
}

const bytesAt = (place: number, { bytes, starts, ends }: RecordScanner): Buffer =>
  Buffer.from(bytes.subarray(starts[place] as number, ends[place] as number));

function isSame(
  texts: readonly Buffer[],
  places: readonly number[],
  { bytes, starts, ends }: RecordScanner,
): boolean {
  for (let index = 0; index < places.length; index++) {
    const text = texts[index] as Buffer;
    const place = places[index] as number;
    const start = starts[place] as number;
    if ((ends[place] as number) - start !== text.length) return false;
    for (let at = 0; at < text.length; at++) if (bytes[start + at] !== text[at]) return false;
  }
  return true;
}
