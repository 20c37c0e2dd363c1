/** One file of the emission: its zip, its CSV, and what the rules say of both. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { Profile } from '../specs/profiles/profile.js';
import { findByFile } from '../specs/lookup.js';
import type { Fault, FileReport, Finding, RuleResult, Group } from '../specs/report.js';
import type { DataSource } from '../specs/source.js';
import type { ArchiveFacts } from './engine/archive-facts.js';
import type { ArchiveRule, DatasetRule, TableRule } from './engine/define-rule.js';
import type { EmissionFile } from './engine/emission-facts.js';
import type { FindingSink } from './engine/findings.js';
import { ForecastListener } from './forecast/forecast-listener.js';
import type { TableOutlook } from './forecast/table-outlook.js';
import type { FlowTime } from './forecast/row-flow.js';
import { FindingPart, FindingPartError } from './finding-part.js';
import { ArchiveDamageError, EXPANSION_LIMITS, FileChangedError, openArchive } from './inputs/archive.js';
import type { ExpansionLimits, OpenedArchive } from './inputs/archive.js';
import { archiveResult, judgeArchive, tableResult } from './file-results.js';
import type { ArchiveJudgement } from './file-results.js';
import { errorCode, ioReason } from './inputs/io-reason.js';
import { isZip } from './inputs/is-zip.js';
import type { IndexBudget } from './spill/index-budget.js';
import { SpillError } from './spill/spill-error.js';
import { spillFault } from './spill-fault.js';
import { checkTable } from './scan/check-table.js';
import type { TableInput, TableOutcome } from './scan/check-table.js';
import { checkSections } from './scan/check-sections.js';
import type { Masters } from './scan/masters.js';
import { datasetResult } from './dataset-result.js';
import { keySetsOf } from './masters/key-sets.js';

export interface FileJob {
  readonly file: EmissionFile;
  readonly source: DataSource;
  readonly matchedBy: FileReport['matchedBy'];
  /** Path of a new file that takes all its findings; absent: nobody asks for them. */
  readonly part?: string;
  /** Variant to read it as; absent: the best match. */
  readonly variant?: string;
  /** The profile under the overrides that fit it; absent: that of the run. */
  readonly profile?: Profile;
}

export interface FileOptions {
  readonly profile: Profile;
  readonly archiveRules: readonly ArchiveRule[];
  readonly tableRules: readonly TableRule[];
  /** Those that look at rows. */
  readonly datasetRules: readonly DatasetRule[];
  /** What the rows refer to. */
  readonly masterKeys: Masters;
  readonly samples: number;
  /** What indexes of keys and rows may take while this file is checked; absent: the default. */
  readonly indexes?: IndexBudget;
  readonly expansion?: Partial<ExpansionLimits> | null;
  readonly onBytes?: (bytes: number) => void;
  readonly time: FlowTime;
}

export interface FileOutcome {
  readonly report: FileReport;
  /** What the ingestion would do with its tables. */
  readonly tables: readonly TableOutlook[];
  readonly archive: ArchiveFacts | null;
  readonly findings: readonly Finding[];
  readonly totals: readonly Group[];
  /** Why the file could not be read to its end, through no fault of its bytes. */
  readonly unreadable: string | null;
  readonly fault: Fault | null;
}

/** The options within this file. */
interface Options extends FileOptions {
  readonly sink: FindingSink | null;
  readonly variant: string | null;
}

/** Never throws: what goes wrong is in the outcome. */
export async function checkFile(job: FileJob, options: FileOptions): Promise<FileOutcome> {
  const part = job.part === undefined ? null : new FindingPart(job.part);
  const own: Options = {
    ...options,
    profile: job.profile ?? options.profile,
    variant: job.variant ?? null,
    sink: part,
  };
  try {
    const judged = (await isZip(job.file)) ? await checkZip(job, own) : await checkLooseCsv(job, own);
    part?.close();
    return { ...judged, fault: masterFault(job, options) };
  } catch (error) {
    // Of a file that was not read to its end no finding counts.
    part?.reset();
    return failedOutcome(job, options, error);
  }
}

/** We were kept from reading what the file refers to. */
function masterFault({ file, source }: FileJob, { masterKeys }: FileOptions): Fault | null {
  for (const id of new Set(keySetsOf(source))) {
    const master = masterKeys.get(id);
    if (master?.kind !== 'unknown' || master.fault === null) continue;
    const mend = 'Mend what kept it from being read, or leave out that --masters, and check again.';
    return { path: file.path, message: master.fault, mend };
  }
  return null;
}

function failedOutcome(job: FileJob, options: FileOptions, error: unknown): FileOutcome {
  if (error instanceof FindingPartError) {
    const mend = 'Make room on that disk, or name a findings file on another, and check again.';
    const fault: Fault = { path: job.file.path, message: error.message, mend };
    return faultOutcome(job, options, fault);
  }
  if (error instanceof FileChangedError) return unreadableOutcome(job, options, error.message);
  if (error instanceof SpillError) return faultOutcome(job, options, spillFault(job.file.path, error));
  if (/^E[A-Z]/.test(errorCode(error))) return unreadableOutcome(job, options, ioReason(error));
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const fault: Fault = {
    path: job.file.path,
    message: `cqube-conform failed on this file: ${message}`,
    mend: 'This is a defect of cqube-conform, not of your emission. Please report it with the file’s header line.',
  };
  return faultOutcome(job, options, fault);
}

/** Of a file whose check went wrong through no fault of its own. */
export const faultOutcome = (job: FileJob, options: FileOptions, fault: Fault): FileOutcome => ({
  ...unreadableOutcome(job, options, fault.message),
  unreadable: null,
  fault,
});

async function checkLooseCsv(job: FileJob, options: Options): Promise<FileOutcome> {
  const { file, source } = job;
  const before = await stat(file.absolutePath);
  const input: TableInput = {
    source: nullWordOfAlias(source, file.path),
    path: file.path,
    member: null,
    // Not beyond its first size: a file that is being written may never end.
    open: () =>
      before.size === 0
        ? Readable.from([])
        : createReadStream(file.absolutePath, { highWaterMark: 1 << 20, end: before.size - 1 }),
  };
  const { table, tables } = await checkRows(input, options);
  const after = await stat(file.absolutePath);
  if (after.size !== before.size || after.mtimeMs !== before.mtimeMs) throw new FileChangedError();
  return { ...outcome(job, options, null, [], table), tables };
}

async function checkZip(job: FileJob, options: Options): Promise<FileOutcome> {
  const { file, source, matchedBy } = job;
  // A file of any name will be emitted under its source's: that is what its CSV must be called.
  const stem =
    matchedBy === 'name' ? (file.path.split('/').at(-1) ?? '').replace(/\.zip$/i, '') : source.stem;
  const memberNameRead = source.pipeline.memberNameRead === true;
  const limits = { ...EXPANSION_LIMITS, ...options.expansion };
  const archive = await openArchive(file.absolutePath, { path: file.path, stem, memberNameRead }, limits);
  try {
    const { facts, table, tables } = await readMember(job, archive, options);
    const found = judgeArchive(facts, options);
    return { ...outcome(job, options, facts, found, table), tables };
  } finally {
    await archive.close();
  }
}

async function readMember(
  { file, source }: FileJob,
  archive: OpenedArchive,
  options: Options,
): Promise<{ readonly facts: ArchiveFacts } & ReadRows> {
  const { facts } = archive;
  if (facts.damage !== null || facts.member === null) return { facts, table: null, tables: [] };
  const input = {
    source: nullWordOfAlias(source, file.path),
    path: file.path,
    member: facts.member.name,
    open: archive.read,
  };
  try {
    return { facts, ...(await checkRows(input, options)) };
  } catch (error) {
    if (!(error instanceof ArchiveDamageError)) throw error;
    options.sink?.reset();
    return { facts: { ...facts, damage: error.damage }, table: null, tables: [] };
  }
}

interface ReadRows {
  /** null: no row could be read. */
  readonly table: TableOutcome | null;
  readonly tables: readonly TableOutlook[];
}

async function checkRows(input: TableInput, options: Options): Promise<ReadRows> {
  const forecast = new ForecastListener({ ...options.time, masters: options.masterKeys }, options.indexes);
  const table = await (input.source.sections ? checkSections : checkTable)(input, {
    profile: options.profile,
    rules: options.tableRules,
    variant: options.variant,
    samples: options.samples,
    sink: options.sink,
    listen: forecast.listen,
    ...(options.datasetRules.length > 0 && {
      dataset: { rules: options.datasetRules, masters: options.masterKeys },
    }),
    ...(options.indexes && { indexes: options.indexes }),
    ...(options.onBytes && { onBytes: options.onBytes }),
  });
  return { table, tables: forecast.tables() };
}

/** The same source under another of its names may be read by another flow, with another word for null. */
function nullWordOfAlias(source: DataSource, path: string): DataSource {
  const [folder = '', name = ''] = path.split('/').slice(-2);
  const nullWord = findByFile(folder, name.replace(/\.[^.]*$/, ''))?.alias?.pipeline?.nullWord;
  return nullWord === undefined ? source : { ...source, pipeline: { ...source.pipeline, nullWord } };
}

function outcome(
  { file, source, matchedBy }: FileJob,
  { tableRules, datasetRules }: FileOptions,
  archive: ArchiveFacts | null,
  judgements: readonly ArchiveJudgement[],
  table: TableOutcome | null,
): FileOutcome {
  const collected = judgements.map(({ findings }) => findings.collected());
  const broken = judgements.find(({ findings, rule }) => findings.count(rule.id) > 0)?.rule.id ?? null;
  const rules = [
    ...judgements.map((judgement) => archiveResult(judgement, archive)),
    ...tableRules.map((rule) => tableResult(rule, table, broken)),
    ...datasetRules.map((rule) => datasetResult(rule, source, table, broken)),
  ];
  const findings = [...collected.flatMap((part) => part.findings), ...(table?.collected.findings ?? [])];
  const totals = [...collected.flatMap((part) => part.totals), ...(table?.collected.totals ?? [])];
  return {
    report: {
      path: file.path,
      source: source.id,
      variant: table?.variant ?? null,
      matchedBy,
      bytes: file.bytes,
      member: archive?.member?.name ?? null,
      uncompressedBytes: table?.bytes ?? 0,
      rows: table?.rows ?? 0,
      verdict: totals.some((total) => total.severity === 'error') ? 'fail' : table ? 'pass' : 'not-checked',
      rules,
    },
    findings,
    totals,
    tables: [],
    archive,
    unreadable: null,
    fault: null,
  };
}

function unreadableOutcome(job: FileJob, options: FileOptions, reason: string): FileOutcome {
  const all = [...options.archiveRules, ...options.tableRules, ...options.datasetRules];
  const rules = all.map((rule): RuleResult => ({
    id: rule.id,
    state: 'fault',
    checked: 0,
    findings: 0,
    skippedBecause: reason,
  }));
  const report: FileReport = {
    path: job.file.path,
    source: job.source.id,
    variant: null,
    matchedBy: job.matchedBy,
    bytes: job.file.bytes,
    member: null,
    uncompressedBytes: 0,
    rows: 0,
    verdict: 'incomplete',
    rules,
  };
  return { report, findings: [], totals: [], tables: [], archive: null, unreadable: reason, fault: null };
}
