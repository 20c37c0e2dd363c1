/** An arrival from when it waits to be looked at until it has been. */
import type { FileReport, Report } from '../../specs/report.js';
import type { StoredObject } from '../s3/object-store.js';
import type { Arrival } from './arrival.js';

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
  rowsStored: null,
  counts: NO_COUNTS,
});

/** `reason`: one line. */
export const unchecked = (arrival: Arrival, reason: string): Arrival => ({
  ...arrival,
  state: 'unchecked',
  reason,
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
    rowsStored: report.forecast[0]?.rowsStored ?? null,
    counts: report.counts,
  };
}
