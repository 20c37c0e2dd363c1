/** An object of the emission bucket and what the kit said of it, in short. */
import type { FileReport, Report, Verdict } from '../../specs/report.js';
import type { StoredObject } from '../s3/object-store.js';

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
  /** Findings by severity. */
  readonly counts: Report['counts'];
}

const NO_COUNTS: Report['counts'] = { error: 0, warning: 0, info: 0 };

export const waiting = ({ key, bytes, etag, lastModified }: StoredObject): Arrival => ({
  key,
  bytes,
  etag,
  storedAt: lastModified,
  state: 'waiting',
  reason: null,
  verdict: null,
  path: null,
  source: null,
  variant: null,
  rows: null,
  counts: NO_COUNTS,
});

export function checked(arrival: Arrival, report: Report): Arrival {
  const [file]: readonly (FileReport | undefined)[] = report.files;
  const [fault] = report.faults;
  return {
    ...arrival,
    state: 'checked',
    reason: fault?.message ?? null,
    verdict: report.verdict,
    path: file?.path ?? null,
    source: file?.source ?? null,
    variant: file?.variant ?? null,
    rows: file?.rows ?? null,
    counts: report.counts,
  };
}
