/** Takes the rows of one CSV to the rules that look at them beside other files. */
import type { Findings } from '../engine/findings.js';
import type { TableHead } from '../engine/table-head.js';
import type { TableInput, TableOptions } from './check-table.js';
import type { ColumnJudge } from './column-judge.js';
import { DatasetChecks } from './dataset-checks.js';
import type { DatasetTally, Misfit } from './dataset-checks.js';
import { MisfitReports } from './misfit-reports.js';
import type { RecordScanner } from './record-scanner.js';
import type { RowPlace } from './row-place.js';
import type { PlainRows } from './wasm/plain-rows.js';

type Judges = readonly (ColumnJudge | null)[];

export class RowsBeside {
  readonly #checks: DatasetChecks;
  readonly #reports: MisfitReports;
  readonly #judges: Judges;

  private constructor(checks: DatasetChecks, reports: MisfitReports, judges: Judges) {
    this.#checks = checks;
    this.#reports = reports;
    this.#judges = judges;
  }

  /** null: no such rule was asked for. */
  static for(
    head: TableHead,
    { path, section }: TableInput,
    { dataset }: TableOptions,
    findings: Findings,
    place: RowPlace,
    judges: Judges,
  ): RowsBeside | null {
    if (dataset === undefined) return null;
    const reports = new MisfitReports(head, path, dataset.rules, findings, place);
    return new RowsBeside(new DatasetChecks(head, section?.name ?? null, dataset), reports, judges);
  }

  /** The columns at which plain rows are to be cut: the given ones, and its own. */
  wantedWith(others: readonly number[]): readonly number[] {
    const wanted = [...new Set([...others, ...this.#checks.places()])];
    this.#checks.setWanted(wanted);
    return wanted;
  }

  /** Throws `SpillError`. */
  record(scanner: RecordScanner): void {
    this.#checks.look(scanner, (misfit) => this.#tell(misfit, scanner, scanner.line, scanner.record));
  }

  /**
   * A batch of plain rows; null: all of them fit. Otherwise the rows before the given one are told of at each call, so
   * that findings keep the order of rows. Throws `SpillError`.
   */
  plainRows(rows: PlainRows, scanner: RecordScanner): ((before: number) => void) | null {
    const checks = this.#checks;
    checks.lookAt(rows, scanner);
    if (checks.rows.length === 0) return null;
    const { line, record } = scanner;
    let next = 0;
    return (before) => {
      for (; next < checks.rows.length && (checks.rows[next] as number) < before; next++) {
        const row = checks.rows[next] as number;
        const misfit = checks.misfits[next] as Misfit;
        checks.cut(rows, row, misfit, scanner);
        this.#tell(misfit, scanner, line + row, record + row + 1, () => scanner.locate(rows.rowStart(row)));
      }
    };
  }

  tallies(): readonly DatasetTally[] {
    return this.#checks.tallies();
  }

  /** A value that a rule minds already is not looked up as well. */
  #tell(
    misfit: Misfit,
    scanner: RecordScanner,
    line: number,
    record: number,
    cutWhole: () => void = () => undefined,
  ): void {
    const { bytes, starts, ends, delimiter } = scanner;
    const isMinded = (place: number): boolean => {
      const judge = this.#judges[place] ?? null;
      if (judge === null) return false;
      return judge.judge(bytes, starts[place] as number, ends[place] as number, delimiter) !== null;
    };
    this.#reports.tell(misfit, scanner, { line, record, isMinded, cutWhole });
  }
}
