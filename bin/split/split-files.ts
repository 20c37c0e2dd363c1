/** Splits the files of an emission, one by one: what cQube may have, and what goes back to whom it came from. */
import { constants, copyFile, mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { EmissionFile } from '../../conformance/engine/emission-facts.js';
import { countsIn } from '../../conformance/engine/severity.js';
import { visible } from '../../conformance/engine/show-value.js';
import { withExtraColumns } from '../../conformance/extra-columns.js';
import { ArchiveDamageError } from '../../conformance/inputs/archive.js';
import { errorCode } from '../../conformance/inputs/io-reason.js';
import type { RuleText } from '../../conformance/reporters/reporter.js';
import type { Settings } from '../../conformance/settings.js';
import type { FileReport, Finding, Report } from '../../specs/report.js';
import type { DataSource } from '../../specs/source.js';
import { openCsv } from '../rewrite/open-csv.js';
import type { OpenedCsv } from '../rewrite/open-csv.js';
import { Refusal } from '../rewrite/refusal.js';
import { writeZipFile } from '../rewrite/write-zip-file.js';
import { BadLines } from './bad-lines.js';
import { readFindings } from './read-findings.js';
import { splitRows } from './split-rows.js';
import type { RowCount, SplitTable } from './split-rows.js';
import { writeReasons } from './write-reasons.js';

/** Below the folder that is written; the valid part is an emission. */
export const VALID = 'valid/cqube_emission';
const BAD = 'bad';

export type Split =
  | { readonly kind: 'whole'; readonly path: string; readonly rows: number }
  | { readonly kind: 'split'; readonly path: string; readonly good: number; readonly bad: number }
  | { readonly kind: 'refused'; readonly path: string; readonly reason: string };

export interface SplitInput {
  readonly file: EmissionFile;
  readonly report: FileReport;
  readonly source: DataSource;
  /** File with all its findings; absent: it has none. */
  readonly part: string | undefined;
}

export interface SplitOptions extends Pick<Settings, 'profile' | 'columns' | 'failOn'> {
  readonly folder: string;
  readonly ruleOf: (id: Finding['rule']) => Pick<RuleText, 'fix'>;
}

/** Throws the error of the file system where the new folder cannot be written. */
export async function splitFile(input: SplitInput, options: SplitOptions): Promise<Split> {
  const { file, report } = input;
  const reason = refusalOf(report);
  if (reason !== null) return { kind: 'refused', path: file.path, reason };
  try {
    return await splitInto(input, options);
  } catch (error) {
    if (error instanceof Refusal) return { kind: 'refused', path: file.path, reason: error.message };
    if (error instanceof ArchiveDamageError)
      return { kind: 'refused', path: file.path, reason: error.damage.reason };
    // A zip and a CSV beside it are one file of the emission.
    if (errorCode(error) === 'EEXIST')
      return { kind: 'refused', path: file.path, reason: 'another file of this name was split already' };
    throw error;
  }
}

/** Where no row was looked at, none is known to be good. */
function refusalOf({ verdict, rules, source }: FileReport): string | null {
  if (source === null) return 'no data source is known for it';
  if (verdict === 'incomplete') return 'it could not be read to its end';
  const blocked = rules.find(({ skippedBecause }) => skippedBecause?.startsWith('blocked by ') === true);
  if (blocked) {
    const by = blocked.skippedBecause ?? '';
    return `${by}: mend that first${by.includes(' table/') ? ', as fix may do' : ''}`;
  }
  return rules.some(({ skippedBecause }) => skippedBecause === 'no CSV was read') ? 'no CSV was read' : null;
}

async function splitInto(input: SplitInput, options: SplitOptions): Promise<Split> {
  const { file, report, part } = input;
  const place = placeOf(input);
  if (input.source.sections) throw new Refusal('a file of sections cannot be split by rows');
  const bad = await badLinesOf(part, options);
  const csv = await openCsv(file, place.stem);
  try {
    if (!bad.any) {
      await takeWhole(input, csv, join(options.folder, VALID, place.folder), place.stem);
      return { kind: 'whole', path: file.path, rows: report.rows };
    }
    const table: SplitTable = {
      read: csv.read,
      source: withExtraColumns(input.source, options.columns),
      profile: options.profile,
      variant: report.variant,
      bad,
    };
    const good = await writePart(table, 'good', join(options.folder, VALID, place.folder), place.stem);
    const back = join(options.folder, BAD, place.folder);
    const rows = await writePart(table, 'bad', back, place.stem);
    await writeReasons(join(back, `${place.stem}.reasons.csv`), counting(part, options), options.ruleOf);
    return { kind: 'split', path: file.path, good, bad: rows };
  } finally {
    await csv.close();
  }
}

/** As it lies in the emission; a file named by itself, as its source would. */
function placeOf({ file, source }: SplitInput): { readonly folder: string; readonly stem: string } {
  const folders = file.path.split('/');
  const name = folders.pop() ?? '';
  if (folders.length === 0) return { folder: source.folder, stem: source.stem };
  return { folder: join(...folders), stem: name.replace(/\.(zip|csv)$/i, '') };
}

async function takeWhole({ file }: SplitInput, csv: OpenedCsv, folder: string, stem: string): Promise<void> {
  const path = join(folder, `${stem}.zip`);
  if (csv.archive === null) {
    await writeZipFile(path, `${stem}.csv`, csv.read());
    return;
  }
  await mkdir(dirname(path), { recursive: true });
  await copyFile(file.absolutePath, path, constants.COPYFILE_EXCL);
}

/** Number of its rows. A part without rows is no file. */
async function writePart(
  table: SplitTable,
  wanted: 'good' | 'bad',
  folder: string,
  stem: string,
): Promise<number> {
  const count: RowCount = { rows: 0 };
  const path = join(folder, `${stem}.zip`);
  await writeZipFile(path, `${stem}.csv`, splitRows(table, wanted, count));
  if (count.rows === 0) await rm(path);
  return count.rows;
}

async function badLinesOf(part: string | undefined, options: SplitOptions): Promise<BadLines> {
  const lines = new BadLines();
  for await (const { where } of counting(part, options)) if (where.line !== undefined) lines.add(where.line);
  return lines;
}

/** The findings that make a row bad: those that count, and speak of a row. */
async function* counting(part: string | undefined, { failOn }: SplitOptions): AsyncGenerator<Finding> {
  if (part === undefined) return;
  for await (const finding of readFindings(part))
    if (finding.where.record !== undefined && countsIn(finding, failOn)) yield finding;
}

/** One line a file. */
export function splitLine(split: Split): string {
  const path = visible(split.path);
  if (split.kind === 'whole') return `whole    ${path}: ${split.rows} rows, none of them bad`;
  if (split.kind === 'refused') return `refused  ${path}: ${split.reason}`;
  return `split    ${path}: ${split.good} good rows, ${split.bad} bad`;
}

/** The report's own word on what was found; the same order as the files. */
export const reportsByPath = ({ files }: Report): ReadonlyMap<string, FileReport> =>
  new Map(files.map((file) => [file.path, file]));
