/** `--baseline`, `--write-baseline`, `--prune-baseline`: read before a check, written after it. */
import { stat } from 'node:fs/promises';
import { visible } from '../../conformance/engine/show-value.js';
import { baselineProblems, BASELINE_VERSION, isDay, LINE } from '../../specs/baseline.js';
import type { BaselineFile } from '../../specs/baseline.js';
import { CONFIG_LIMITS } from '../../specs/configured.js';
import type { Baseline, BaselineEntry } from '../../specs/configured.js';
import type { Report } from '../../specs/report.js';
import type { BaselineFlags } from '../config/check-flags.js';
import { problemLines } from '../config/problem-lines.js';
import { IncompleteError, UsageError } from '../exit-codes.js';
import { readJsonFile } from '../json-file.js';
import { ensureWritable, writeReport } from '../report-file.js';

type Flags = BaselineFlags & { readonly shard?: string; readonly forecastOnly?: boolean };

export interface OpenedBaseline {
  /** What the check is made with; null: nothing is known. */
  readonly known: Baseline | null;
  /** Writes the baseline where that is asked for, and gives back the report under it. Throws `IncompleteError`. */
  readonly settle: (report: Report) => Promise<Report>;
}

/** Days that a new entry holds. */
const DAYS = 90;

/** Throws `UsageError`. */
export async function openBaseline(flags: Flags): Promise<OpenedBaseline> {
  refuseWrongCalls(flags);
  if (flags.writeBaseline !== undefined) return toWrite(flags.writeBaseline, flags);
  if (flags.baseline === undefined) return { known: null, settle: (report) => Promise.resolve(report) };
  const known = { file: flags.baseline, entries: (await readBaseline(flags.baseline)).entries };
  if (!flags.pruneBaseline) return { known, settle: (report) => Promise.resolve(report) };
  await ensureWritable(known.file, 'the baseline');
  return { known, settle: (report) => prune(known, report) };
}

function refuseWrongCalls({
  baseline,
  writeBaseline,
  pruneBaseline,
  shard,
  forecastOnly,
  ...fresh
}: Flags): void {
  const writes = writeBaseline !== undefined || pruneBaseline === true;
  if (writeBaseline === '' || baseline === '') throw new UsageError('the baseline names no file');
  if (pruneBaseline && writeBaseline !== undefined)
    throw new UsageError('--write-baseline holds nothing to prune: leave out one of them');
  if (pruneBaseline && baseline === undefined)
    throw new UsageError('--prune-baseline mends a baseline: name it with --baseline <file>');
  if (writes && shard !== undefined)
    throw new UsageError(
      'a shard knows its own files only: write or prune a baseline in a run without --shard',
    );
  if (forecastOnly && (writes || baseline !== undefined))
    throw new UsageError(
      '--forecast-only asks no rule, so a baseline has nothing to say: leave one of them out',
    );
  const { baselineReason, baselineOwner, baselineUntil } = fresh;
  if (baselineUntil !== undefined && !isDay(baselineUntil))
    throw new UsageError(`--baseline-until takes a day such as 2020-08-31, not ${visible(baselineUntil)}`);
  for (const [option, value] of [
    ['--baseline-reason', baselineReason],
    ['--baseline-owner', baselineOwner],
  ] as const)
    if (value !== undefined && (!LINE.test(value) || value.length > CONFIG_LIMITS.text))
      throw new UsageError(`${option} takes one line of text, not ${visible(value.slice(0, 80))}`);
  const isNamed = [baselineReason, baselineOwner, baselineUntil].some((value) => value !== undefined);
  if (isNamed && writeBaseline === undefined)
    throw new UsageError(
      '--baseline-reason, -owner and -until are of new entries: add --write-baseline <file>',
    );
}

/** Throws `UsageError`: what is wrong with the file, a line each. */
async function readBaseline(file: string): Promise<BaselineFile> {
  const value = await readJsonFile(file, {
    what: 'the baseline',
    limit: CONFIG_LIMITS.baselineBytes,
    shorten: 'so many findings are no exception: mend the export, or override the rule',
  });
  const problems = baselineProblems(value);
  if (problems.length > 0) throw new UsageError(`${visible(file)} is no baseline:${problemLines(problems)}`);
  return value as BaselineFile;
}

async function toWrite(file: string, flags: Flags): Promise<OpenedBaseline> {
  await ensureWritable(file, 'the baseline');
  const isThere = (await stat(file).catch(() => null))?.isFile() === true;
  const before = isThere ? (await readBaseline(file)).entries : [];
  const settle = async (report: Report): Promise<Report> => {
    const { baselineOf } = await import('../../conformance/baseline/make-baseline.js');
    refuseIncomplete(report);
    const { today } = report.options;
    const entries = baselineOf(report, before, {
      reason: flags.baselineReason ?? `known when the baseline was written on ${today}`,
      owner: flags.baselineOwner ?? 'nobody yet',
      until: flags.baselineUntil ?? daysAfter(today, DAYS),
    });
    return written({ file, entries }, report, `${plural(entries.length)} written`);
  };
  return { known: null, settle };
}

async function prune(known: Baseline, report: Report): Promise<Report> {
  const { prunedEntries } = await import('../../conformance/baseline/make-baseline.js');
  const entries = prunedEntries(report, known.entries);
  const gone = known.entries.length - entries.length;
  return written({ ...known, entries }, report, `${plural(gone)} removed, ${plural(entries.length)} left`);
}

async function written(baseline: Baseline, report: Report, what: string): Promise<Report> {
  const { rebaseline } = await import('../../conformance/baseline/rebaseline.js');
  const problems = baselineProblems({ version: BASELINE_VERSION, entries: baseline.entries });
  if (problems.length > 0)
    throw new IncompleteError(
      `the baseline ${visible(baseline.file)} was not written:${problemLines(problems)}`,
    );
  await writeReport(baseline.file, baselineText(baseline.entries));
  process.stderr.write(`cqube-conform: ${visible(baseline.file)}: ${what}\n`);
  return rebaseline(report, baseline);
}

const baselineText = (entries: readonly BaselineEntry[]): string =>
  `${JSON.stringify({ version: BASELINE_VERSION, entries } satisfies BaselineFile, null, 2)}\n`;

/** What was not read may hold findings that somebody has given a reason for. */
function refuseIncomplete({ exitCode }: Report): void {
  if (exitCode === 3)
    throw new IncompleteError(
      'no baseline was written, since not everything could be read: check without --write-baseline to see why',
    );
}

const daysAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

const plural = (entries: number): string => (entries === 1 ? '1 entry' : `${entries} entries`);
