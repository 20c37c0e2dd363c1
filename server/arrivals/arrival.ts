/** An object of the emission bucket and what the kit said of it, in short. */
import type { Report, Verdict } from '../../specs/report.js';

export type ArrivalState =
  /** Its turn is still to come. */
  | 'waiting'
  | 'checking'
  | 'checked'
  /** We were kept from it; `reason` says by what. */
  | 'unchecked';

export interface Arrival {
  readonly key: string;
  readonly bytes: number;
  readonly etag: string;
  /** Milliseconds since 1970, by the server's clock: when it was stored. */
  readonly storedAt: number;
  readonly state: ArrivalState;
  readonly reason: string | null;
  /** null: not checked. */
  readonly verdict: Verdict | null;
  /** Below the emission folder, without the API's time stamp; null: not checked. */
  readonly path: string | null;
  /** Id of the data source; null: not known. */
  readonly source: string | null;
  readonly variant: string | null;
  readonly rows: number | null;
  /** Rows that the ingestion would store, by the forecast; null: not known. */
  readonly rowsStored: number | null;
  /** Findings by severity. */
  readonly counts: Report['counts'];
}
