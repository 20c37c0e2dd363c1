/** Checks one CSV of one source: head, rows, end. Everything about a file comes together here. */
import type { Profile, Severity } from '../../specs/profiles/profile.js';
import type { Where } from '../../specs/report.js';
import type { RuleId } from '../../specs/rule-ids.js';
import type { DataSource } from '../../specs/source.js';
import type { Details, Place, ReportFinding, Rule, TableRule } from '../engine/define-rule.js';
import type { Expectation } from '../engine/expectation.js';
import { Findings } from '../engine/findings.js';
import type { Collected, FindingSink } from '../engine/findings.js';
import { severityOf } from '../engine/severity.js';
import type { TableHead } from '../engine/table-head.js';
import type { IndexBudget } from '../spill/index-budget.js';
import { ByteStream } from './byte-stream.js';
import type { DatasetOptions, DatasetTally } from './dataset-checks.js';
import { readHead } from './read-head.js';
import { RowChecks } from './row-checks.js';
import { RecordScanner } from './record-scanner.js';
import type { Listen, RowListener } from './row-listener.js';

export interface TableInput {
  readonly source: DataSource;
  readonly path: string;
  readonly member: string | null;
  /** The CSV's bytes, from the start; may be called up to three times. */
  readonly open: () => AsyncIterable<Uint8Array>;
  /** Physical line on which the CSV begins, where it is a section of a larger file; absent: 1. */
  readonly firstLine?: number;
  /** Set for a section; in an open-ended one further columns may follow the listed ones. */
  readonly section?: { readonly name: string; readonly openEnded: boolean };
}

export interface TableOptions {
  readonly profile: Profile;
  readonly rules: readonly TableRule[];
  /** Variant to read the file as; null: the best match. */
  readonly variant: string | null;
  readonly samples: number;
  /** Takes every finding, not samples only. */
  readonly sink?: FindingSink | null;
  /** What indexes of keys and rows may take; absent: the default. */
  readonly indexes?: IndexBudget;
  /** Bytes read so far, for whoever shows progress. */
  readonly onBytes?: (bytes: number) => void;
  /** Rules that look at rows beside what other files hold; absent: none. */
  readonly dataset?: DatasetOptions;
  /** Who else looks at the rows. */
  readonly listen?: Listen;
  /** Bytes of rows after which a program is compiled for the table; absent: where it pays. */
  readonly accelerateAfter?: number;
}

/** What a rule met in this table. `checked` counts headers, rows or values. */
export interface RuleTally {
  readonly rule: RuleId;
  readonly applies: boolean;
  readonly checked: number;
  readonly blockedBy: RuleId | null;
}

export interface TableOutcome {
  readonly variant: string | null;
  readonly bytes: number;
  readonly rows: number;
  readonly collected: Collected;
  readonly tallies: readonly RuleTally[];
  /** Empty: no row was looked at. */
  readonly dataset: readonly DatasetTally[];
}

export async function checkTable(input: TableInput, options: TableOptions): Promise<TableOutcome> {
  const findings = new Findings(options.samples, options.sink);
  const stream = new ByteStream(input.open());
  let listener: RowListener | undefined;
  try {
    const { head, next } = await readHead(stream, input, options.profile, options.variant);
    const verdict = judgeHead(head, input, options, findings);
    listener = options.listen?.(input, head);
    if (verdict.blocks !== null) {
      await readRest(stream, options);
      await listener?.finish(false, false);
      return outcome(head, stream, 0, findings, tally(head, options, null, verdict));
    }
    stream.consume(next);
    const checks = new RowChecks(head, input, options, findings, listener);
    const hasRepeats = await checkRows(stream, checks, input, next, options);
    await listener?.finish(true, hasRepeats);
    judgeEnd(head.expectation, { rows: checks.rows, bytes: stream.total }, input, options, findings);
    return {
      ...outcome(head, stream, checks.rows, findings, tally(head, options, checks, verdict)),
      dataset: checks.beside?.tallies() ?? [],
    };
  } finally {
    listener?.close();
    await stream.close();
  }
}

/** Reads on without looking, so that damage of the zip further down is still found. The rows are not known then. */
async function readRest(stream: ByteStream, options: TableOptions): Promise<void> {
  while (!stream.ended) {
    stream.consume(stream.length);
    await stream.fill();
    options.onBytes?.(stream.total);
  }
}

async function scanRows(stream: ByteStream, scanner: RecordScanner, options: TableOptions): Promise<void> {
  if (stream.ended && stream.length === 0) return;
  for (;;) {
    stream.consume(scanner.scan(stream.bytes, stream.length, stream.ended));
    if (stream.ended) return;
    await stream.fill();
    options.onBytes?.(stream.total);
  }
}

/** Every pass over the rows, which begin at `from`. true: some may be repeated. Throws `SpillError` where the disk was needed and did not serve. */
async function checkRows(
  stream: ByteStream,
  checks: RowChecks,
  input: TableInput,
  from: number,
  options: TableOptions,
): Promise<boolean> {
  try {
    await scanRows(stream, checks.scanner, options);
    checks.finish();
    let hasRepeats = false;
    while (await checks.needsAnotherPass()) {
      hasRepeats = true;
      await searchDuplicates(input, checks, from, options);
    }
    return hasRepeats;
  } finally {
    checks.close();
  }
}

/** A pass for nothing but duplicates. */
async function searchDuplicates(
  input: TableInput,
  checks: RowChecks,
  from: number,
  options: TableOptions,
): Promise<void> {
  const stream = new ByteStream(input.open());
  try {
    while (stream.length < from && !stream.ended) await stream.fill();
    stream.consume(Math.min(from, stream.length));
    await scanRows(stream, checks.duplicateScanner(), options);
  } finally {
    await stream.close();
  }
}

interface HeadVerdict {
  readonly blocks: { readonly rule: RuleId; readonly scope: 'table' | 'rows' } | null;
  readonly asked: ReadonlySet<RuleId>;
}

function judgeHead(
  head: TableHead,
  input: TableInput,
  options: TableOptions,
  findings: Findings,
): HeadVerdict {
  const asked = new Set<RuleId>();
  let blocks: HeadVerdict['blocks'] = null;
  for (const rule of options.rules) {
    if (!rule.head || rule.head.applies?.(head) === false) continue;
    asked.add(rule.id);
    let reported = false;
    rule.head.check(head, (details, facts = [], place = {}) => {
      reported = true;
      report({ rule, details, facts, place, input, expectation: head.expectation, findings });
    });
    const scope = reported ? (rule.head.blocks?.(head) ?? null) : null;
    if (scope === null) continue;
    blocks ??= { rule: rule.id, scope };
    if (scope === 'table') return { blocks: { rule: rule.id, scope: 'table' }, asked };
  }
  return { blocks, asked };
}

function judgeEnd(
  expectation: Expectation,
  totals: { readonly rows: number; readonly bytes: number },
  input: TableInput,
  options: TableOptions,
  findings: Findings,
): void {
  for (const rule of options.rules) {
    if (!rule.end || rule.end.applies?.(expectation) === false) continue;
    const add: ReportFinding = (details, facts = [], place = {}) =>
      report({ rule, details, facts, place, input, expectation, findings });
    rule.end.check(totals, expectation, add);
  }
}

interface Reported {
  readonly rule: Rule;
  readonly details: Details;
  readonly facts: readonly string[];
  readonly place: Place;
  readonly input: TableInput;
  readonly expectation: Expectation;
  readonly findings: Findings;
}

function report({ rule, details, facts, place, input, expectation, findings }: Reported): void {
  const column = expectation.columns.find((candidate) => candidate.name === place.column);
  const severity: Severity = severityOf(
    expectation.profile,
    rule.id,
    (fact) => facts.includes(fact) || expectation.facts.has(fact) || column?.facts.has(fact) === true,
  );
  const where: Where = { path: input.path, ...(input.member !== null && { member: input.member }), ...place };
  findings.group(rule, severity, input.path, place.column)?.add(() => ({ details, where }));
}

function tally(
  head: TableHead,
  options: TableOptions,
  checks: RowChecks | null,
  verdict: HeadVerdict,
): RuleTally[] {
  return options.rules.map((rule) => {
    const atHead = verdict.asked.has(rule.id) ? 1 : 0;
    const later = rule.value !== undefined || rule.row !== undefined || rule.end !== undefined;
    const applies = atHead > 0 || (later && appliesLater(rule, head));
    const blockedBy = verdict.blocks && atHead === 0 ? verdict.blocks.rule : null;
    const checked = atHead + (checks && applies ? checks.checkedBy(rule) + (rule.end ? 1 : 0) : 0);
    return { rule: rule.id, applies: applies || blockedBy !== null, checked, blockedBy };
  });
}

function appliesLater(rule: TableRule, { expectation }: TableHead): boolean {
  const onValues =
    rule.value && expectation.columns.some((column) => rule.value?.applies(column, expectation));
  const onRows = rule.row && rule.row.applies?.(expectation) !== false;
  const onEnd = rule.end && rule.end.applies?.(expectation) !== false;
  return Boolean(onValues) || Boolean(onRows) || Boolean(onEnd);
}

const outcome = (
  head: TableHead,
  stream: ByteStream,
  rows: number,
  findings: Findings,
  tallies: readonly RuleTally[],
): TableOutcome => ({
  variant: head.expectation.variant,
  bytes: stream.total,
  rows,
  collected: findings.collected(),
  tallies,
  dataset: [],
});
