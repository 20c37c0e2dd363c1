/** `diff`: two reports side by side. */
import type { Command } from 'commander';
import type { Change, ReportDiff } from '../../conformance/diff-reports.js';
import { visible } from '../../conformance/engine/show-value.js';
import { EXIT, UsageError } from '../exit-codes.js';
import type { CliCommand } from './command.js';

interface Flags {
  readonly format: string;
}

/** Changes of one kind that are told one by one; the JSON has all. */
const SHOWN = 100;

export const diff: CliCommand = {
  register: (program: Command, exit) => {
    program
      .command('diff')
      .description('compare two JSON reports: what is new, what is fixed, what is the same')
      .argument('<old>', 'the earlier report (check -f json=<file>)')
      .argument('<new>', 'the later report')
      .option('-f, --format <name>', 'text or json', 'text')
      .addHelpText(
        'after',
        `
Findings are told apart by rule, file and column, not by line: rows may come and go. Exit code 1 where there are new
findings, however many are fixed.

Examples:
  cqube-conform diff yesterday.json today.json
  cqube-conform diff yesterday.json today.json -f json`,
      )
      .action(async (old: string, current: string, flags: Flags) => {
        exit(await run(old, current, flags));
      });
  },
};

async function run(old: string, current: string, { format }: Flags): Promise<number> {
  if (format !== 'text' && format !== 'json')
    throw new UsageError(`-f takes text or json, not ${visible(format)}`);
  const { readReports } = await import('../read-reports.js');
  const { diffReports } = await import('../../conformance/diff-reports.js');
  const [before, after] = await readReports([old, current], 'write it with check -f json=<file>');
  if (!before || !after) throw new UsageError('name two reports');
  const found = diffReports(before.report, after.report);
  const text = format === 'json' ? `${JSON.stringify(found, null, 2)}\n` : textOf(found);
  process.stdout.write(text);
  return found.counts.new > 0 ? EXIT.findings : EXIT.conformant;
}

function textOf({ new: worse, fixed, same, counts, caveats }: ReportDiff): string {
  return [
    ...caveats.map((caveat) => `note: ${caveat}`),
    ...section('new', worse),
    ...section('fixed', fixed),
    `${counts.new} new, ${counts.fixed} fixed, ${counts.same} the same (in ${plural(same.length)} that did not change).`,
    '',
  ].join('\n');
}

function section(kind: string, changes: readonly Change[]): string[] {
  const more = changes.length - SHOWN;
  return [
    ...changes.slice(0, SHOWN).map((change) => lineOf(kind, change)),
    ...(more > 0 ? [`${kind.padEnd(5)}  … and ${more} more; -f json has all`] : []),
  ];
}

function lineOf(kind: string, { rule, path, column, severity, before, after }: Change): string {
  const where = path === '' ? 'the emission as a whole' : visible(path);
  const inColumn = column === undefined ? '' : `, column “${visible(column)}”`;
  return `${kind.padEnd(5)}  ${severity.padEnd(7)}  ${rule}  ${where}${inColumn}  ${before} → ${after}`;
}

const plural = (places: number): string => (places === 1 ? '1 place' : `${places} places`);
