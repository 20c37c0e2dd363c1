/** Rows that an emission loses although its emitter could have kept them. */
import type { FileForecast } from '../../specs/forecast.js';

/** What `--fail-on-loss` allows: so many rows, or so much of all rows. */
export type LossLimit = { readonly rows: number } | { readonly percent: number };

/** `100` or `2.5%`; null: neither. */
export function readLossLimit(text: string): LossLimit | null {
  const parts = /^(\d{1,15})(\.\d{1,6})?(%)?$/.exec(text);
  if (parts === null) return null;
  const [, whole = '', fraction = '', percent] = parts;
  if (percent === undefined) return fraction === '' ? { rows: Number(whole) } : null;
  const share = Number(whole + fraction);
  return share <= 100 ? { percent: share } : null;
}

export const lossText = (limit: LossLimit): string =>
  'rows' in limit ? String(limit.rows) : `${limit.percent}%`;

export interface Loss {
  readonly rows: number;
  /** Data files that are lost, and whose rows could not be counted. */
  readonly files: number;
  readonly of: number;
}

export function preventableLoss(files: readonly FileForecast[]): Loss {
  let rows = 0;
  let unread = 0;
  let of = 0;
  for (const { fates, rowsIn, pickup, path } of files) {
    of += rowsIn ?? 0;
    for (const fate of fates) if (fate.preventable) rows += fate.count;
    if (rowsIn === null && pickup.outcome !== 'ingested' && /\.(zip|csv)$/i.test(path)) unread++;
  }
  return { rows, files: unread, of };
}

/** A lost file of unknown size is more than any limit. */
export function exceeds({ rows, files, of }: Loss, limit: LossLimit): boolean {
  if (files > 0) return true;
  return 'rows' in limit ? rows > limit.rows : rows * 100 > limit.percent * of;
}
