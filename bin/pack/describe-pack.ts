/** What a pack tells on standard output. */
import { visible } from '../../conformance/engine/show-value.js';
import type { PassedOver } from './found.js';
import type { Target } from './look-at-targets.js';
import type { PackPlan } from './plan.js';
import { TOLD_BY } from './plan.js';
import type { Packed } from './write-pack.js';

/** Files that were no CSVs, named before the rest is only counted. */
const LISTED = 20;

const count = (number: number, word: string): string => `${number} ${word}${number === 1 ? '' : 's'}`;

const REMARKS = { new: '', replaced: ', replaced', unchanged: ', unchanged' } as const;

export const packedLine = ({ target, bytes, outcome }: Packed): string =>
  `${fromTo(target)}, ${sizeText(bytes)}${REMARKS[outcome]}`;

export const plannedLine = (target: Target): string =>
  `${fromTo(target)}, ${sizeText(target.item.csv.size?.bytes ?? null)}${target.exists ? ', is there already: replaced only with --overwrite' : ''}`;

const fromTo = ({ shown, item }: Target): string => {
  const from = item.csv.shown === '-' ? 'standard input' : visible(item.csv.shown);
  return `${visible(shown)}  from ${from} (${TOLD_BY[item.by]})`;
};

const sizeText = (bytes: number | null): string =>
  bytes === null
    ? 'size not known yet'
    : `${bytes.toLocaleString('en')} ${bytes === 1 ? 'byte' : 'bytes'} of CSV`;

/** What was not packed, and why. */
export function otherLines({ packed, passedOver }: PackPlan): readonly string[] {
  return [...listed('left alone', packed), ...listed('passed over', passedOver)];
}

function listed(what: string, files: readonly PassedOver[]): readonly string[] {
  const lines = files
    .slice(0, LISTED)
    .map(({ shown, why }) => `${what.padEnd(11)}  ${visible(shown)} (${visible(why)})`);
  const more = files.length - LISTED;
  return more > 0 ? [...lines, `${what.padEnd(11)}  ${count(more, 'more file')}`] : lines;
}

export function summaryLine(packed: readonly Packed[]): string {
  const changed = packed.filter(({ outcome }) => outcome !== 'unchanged').length;
  const same = packed.length - changed;
  return `${count(changed, 'file')} packed${same > 0 ? `, ${same} unchanged` : ''}; no byte of a CSV was changed.`;
}

export const dryRunLine = (targets: readonly Target[]): string =>
  `${count(targets.length, 'file')} would be packed; nothing was written.`;

export function checkHint(out: string): string {
  const quoted = /[^\w./\\:@-]/.test(out) ? `"${visible(out)}"` : out;
  return `Whether cQube would take them: cqube-conform check ${quoted}`;
}
