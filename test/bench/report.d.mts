import type { Measured } from './rows/outcome.mjs';

export function markOf(row: Measured): string;
export function screenTable(rows: readonly Measured[]): string;
