/** What goes between the server's thread and the one that checks: data only. */
import type { Report } from '../../specs/report.js';
import type { CheckRequest } from './run-check.js';

export interface CheckOrder {
  readonly id: number;
  readonly request: CheckRequest;
}

export type CheckAnswer =
  | { readonly id: number; readonly report: Report }
  /** Why it did not come to its end, on one line. */
  | { readonly id: number; readonly reason: string };
