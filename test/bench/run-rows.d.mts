import type { Measured } from './rows/outcome.mjs';

export interface BenchRow<Context> {
  readonly id: string;
  readonly title: string;
  /** It is judged only where there is much data. */
  readonly sizeMatters?: boolean;
  readonly run: (context: Context) => Promise<readonly Measured[]>;
}

export const JUDGED_ROWS: number;
export function runRows<
  Context extends { readonly data: { readonly sizes: { readonly attendance: number } } },
>(
  chosen: readonly BenchRow<Context>[],
  context: Context,
  tell: {
    readonly before: (row: BenchRow<Context>) => void;
    readonly after: (row: BenchRow<Context>, found: readonly Measured[]) => void;
  },
): Promise<readonly Measured[]>;
