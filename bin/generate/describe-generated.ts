/** What a generation tells on standard output. */
import { visible } from '../../conformance/engine/show-value.js';
import type { Planted } from '../../fixtures/generator/breaking/planter.js';
import type { PlannedCsv } from '../../fixtures/generator/plan.js';
import type { Written } from './write-generated.js';

const grouped = (number: number): string => number.toLocaleString('en');

const count = (number: number, word: string): string =>
  `${grouped(number)} ${word}${number === 1 ? '' : 's'}`;

export const writtenLine = ({ target, bytes }: Written): string =>
  `${visible(target.shown)}  ${count(target.item.content.planned.rows, 'row')}, ${count(bytes, 'byte')} of CSV`;

export function summaryLine(written: readonly Written[]): string {
  const bytes = written.reduce((sum, file) => sum + file.bytes, 0);
  const rows = written.reduce((sum, { target }) => sum + target.item.content.planned.rows, 0);
  return `${count(written.length, 'file')} written: ${count(rows, 'row')}, ${count(bytes, 'byte')} of CSV.`;
}

/** A size that was measured on some of the rows is said to be about that. */
export const plannedLine = (
  planned: PlannedCsv,
  size: { readonly bytes: number; readonly exact: boolean },
): string =>
  `${planned.file.folder}/${planned.file.stem}  ${count(planned.rows, 'row')}, ${size.exact ? '' : 'about '}${count(size.bytes, 'byte')} of CSV`;

export const dryRunLine = (files: number): string => `${count(files, 'file')} would be written; nothing was.`;

export function plantedLines(planted: readonly Planted[], shown: string): readonly string[] {
  const byRule = new Map<string, number>();
  for (const { rule } of planted) byRule.set(rule, (byRule.get(rule) ?? 0) + 1);
  const rules = [...byRule].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return [
    ...rules.map(([rule, times]) => `planted      ${rule} ${count(times, 'time')}`),
    `The list of them: ${visible(shown)}`,
  ];
}

/** By place, so that the list does not depend on the order of writing. */
export function plantedText(seed: number, planted: readonly Planted[]): string {
  const place = ({ path, line, rule }: Planted): string =>
    `${path}\n${String(line ?? 0).padStart(12, '0')}\n${rule}`;
  const sorted = planted.toSorted((a, b) => (place(a) < place(b) ? -1 : 1));
  return `${JSON.stringify({ seed, planted: sorted }, null, 2)}\n`;
}
