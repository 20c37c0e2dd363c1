/** What was changed of the published rules, and what the baseline did: in every report, so that nothing is hidden. */
import { baselineKey } from '../../specs/baseline.js';
import type { ExtraColumn, Override } from '../../specs/configured.js';
import type { BaselineProblem, BaselineReport, Report } from '../../specs/report.js';
import { visible } from '../engine/show-value.js';
import { count, plural } from './wording.js';

/** Entries of one kind that are told one by one; the JSON report has all. */
const SHOWN = 20;

/** Plain lines; empty: the published rules, as they are. */
export function configuredLines({ options, baseline }: Report): readonly string[] {
  const { overrides, columns, variants } = options;
  return [
    ...overrides.flatMap(overrideLines),
    ...cut(columns.map(columnLine), 'column'),
    ...Object.entries(variants).map(([source, variant]) => `variant   ${source}: ${variant}`),
    ...(baseline === null ? [] : baselineLines(baseline)),
  ];
}

function overrideLines({ rules, files, reason }: Override): readonly string[] {
  const where = files === undefined ? 'everywhere' : `in ${cut(files.map(visible), 'glob').join(', ')}`;
  const why = reason === undefined || reason === '' ? '' : ` (${visible(reason)})`;
  return Object.entries(rules).map(([rule, severity]) => `override  ${rule}: ${severity} ${where}${why}`);
}

const columnLine = ({ source, name, type, after, required }: ExtraColumn): string =>
  `column    ${source}: “${visible(name)}” ${type}${required === true ? ', required' : ''}, ${after === undefined ? 'at the end' : `after “${visible(after)}”`}`;

function baselineLines({ file, entries, baselined, spare, problems }: BaselineReport): readonly string[] {
  const { error, warning, info } = baselined;
  const passed = `${plural(error, 'error')}, ${plural(warning, 'warning')}, ${plural(info, 'note')}`;
  return [
    `baseline  ${visible(file)}, ${entries === 1 ? '1 entry' : `${count(entries)} entries`}: ${passed} known and let pass`,
    ...(spare > 0
      ? [
          `baseline  it would let ${plural(spare, 'more finding')} pass than there are: --prune-baseline lowers it`,
        ]
      : []),
    ...cut(problems.map(problemLine), 'problem'),
  ];
}

/** One line: the entry, what is wrong with it, and the mend. */
export function problemLine({ kind, rule, path, column, ...entry }: BaselineProblem): string {
  const where = path === '' ? 'the emission as a whole' : visible(path);
  const about = `${rule} in ${where}${column === undefined ? '' : `, column “${visible(column)}”`}`;
  const reasons = {
    stale: 'matches nothing any more: remove it with --prune-baseline',
    expired: `ran out on ${entry.until} (${visible(entry.owner)}): mend the data, or agree on another day`,
    exceeded: `lets ${count(entry.count)} pass, and ${count(entry.found)} were found: none of them is let pass`,
  } as const;
  return `baseline  ✗ ${kind}: ${about}: ${reasons[kind]}`;
}

/** The name under which a machine knows the entry. */
export const problemName = (problem: BaselineProblem): string =>
  `baseline ${problem.kind} ${visible(baselineKey(problem))}`;

const cut = (lines: readonly string[], noun: string): readonly string[] =>
  lines.length <= SHOWN
    ? lines
    : [...lines.slice(0, SHOWN), `… and ${plural(lines.length - SHOWN, `more ${noun}`)}`];
