/**
 * Checks a file of several tables, each closed by an end marker line (diksha_enrolment). Every section is checked as a
 * table of its own; lines are counted through the whole file.
 */
import type { Group } from '../../specs/report.js';
import type { DataSource, Section } from '../../specs/source.js';
import { Findings } from '../engine/findings.js';
import { severityOf } from '../engine/severity.js';
import { checkTable } from './check-table.js';
import type { RuleTally, TableInput, TableOptions, TableOutcome } from './check-table.js';
import { LF } from './bytes.js';
import type { DatasetTally } from './dataset-checks.js';

/** The real file lists courses and districts of one state; one that is larger is not split in memory. */
const SECTIONS_LIMIT = 256 << 20;

interface Part {
  readonly section: Section;
  readonly bytes: Uint8Array;
  readonly firstLine: number;
}

export async function checkSections(input: TableInput, options: TableOptions): Promise<TableOutcome> {
  const whole = await readAll(input);
  const sections = input.source.sections ?? [];
  const { parts, missing } = split(whole, sections);
  if (parts.length === 0) return noSections(input, options, whole, sections);
  const outcomes: TableOutcome[] = [];
  for (const part of parts) {
    const source = sourceOf(input.source, part.section);
    const open = (): AsyncIterable<Uint8Array> => once(part.bytes);
    const section = { openEnded: part.section.openEnded === true, name: part.section.name };
    outcomes.push(await checkTable({ ...input, source, open, firstLine: part.firstLine, section }, options));
  }
  return merge(outcomes, whole.length, reportMissing(input, options, missing));
}

async function readAll(input: TableInput): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let total = 0;
  for await (const chunk of input.open()) {
    total += chunk.length;
    if (total > SECTIONS_LIMIT)
      throw new Error(`a file of sections over ${SECTIONS_LIMIT} bytes cannot be checked`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

// eslint-disable-next-line typescript/require-await
async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  if (bytes.length > 0) yield bytes;
}

/** Cuts at the end markers, in their order; a marker may be followed by delimiters and differ in case. */
function split(bytes: Uint8Array, sections: readonly Section[]): { parts: Part[]; missing: Section[] } {
  const parts: Part[] = [];
  const missing: Section[] = [];
  const lines = linesOf(bytes);
  let from = 0;
  for (const section of sections) {
    const marker = section.endMarker.toLowerCase();
    const at = lines.findIndex((line, index) => index >= from && line.text.toLowerCase().startsWith(marker));
    const first = lines[from];
    if (at < 0 || first === undefined) {
      missing.push(section);
      continue;
    }
    const end = (lines[at] as (typeof lines)[number]).start;
    parts.push({ section, bytes: bytes.subarray(first.start, end), firstLine: from + 1 });
    from = at + 1;
  }
  return { parts, missing };
}

/** Start of each line and its first characters: enough to know a marker. */
function linesOf(bytes: Uint8Array): { start: number; text: string }[] {
  const lines: { start: number; text: string }[] = [];
  for (let start = 0; start < bytes.length;) {
    const end = bytes.indexOf(LF, start);
    const stop = end < 0 ? bytes.length : end;
    const text = Buffer.from(bytes.buffer, bytes.byteOffset + start, Math.min(stop - start, 64)).toString(
      'utf8',
    );
    lines.push({ start, text: text.replace(/^"/, '').trim() });
    start = stop + 1;
  }
  return lines;
}

/** The section as a source of its own. */
function sourceOf(source: DataSource, section: Section): DataSource {
  const { sections: _sections, ...flat } = source;
  const layout = source.pipeline.layouts[section.name];
  return {
    ...flat,
    fields: section.fields,
    primaryKey: section.primaryKey,
    foreignKeys: [],
    pipeline: { ...source.pipeline, layouts: layout ? { default: layout } : {} },
  };
}

/** Without a single marker the file is no file of sections: one finding says so, or that it is empty. */
async function noSections(
  input: TableInput,
  options: TableOptions,
  whole: Uint8Array,
  sections: readonly Section[],
): Promise<TableOutcome> {
  const [first] = sections;
  const empty = !whole.some((byte) => byte !== LF && byte !== 0x0d);
  if (empty && first) return checkTable({ ...input, source: sourceOf(input.source, first) }, options);
  const blocked = options.rules.map((rule): RuleTally => ({
    rule: rule.id,
    applies: true,
    checked: rule.id === 'table/missing-column' ? 1 : 0,
    blockedBy: rule.id === 'table/missing-column' ? null : 'table/missing-column',
  }));
  const findings = reportMissing(input, options, sections);
  return {
    variant: null,
    bytes: whole.length,
    rows: 0,
    collected: findings.collected(),
    tallies: blocked,
    dataset: [],
  };
}

function reportMissing(input: TableInput, options: TableOptions, missing: readonly Section[]): Findings {
  const findings = new Findings(options.samples, options.sink);
  const rule = options.rules.find((candidate) => candidate.id === 'table/missing-column');
  if (!rule) return findings;
  const severity = severityOf(options.profile, rule.id, (fact) => fact === 'requiredByFlow');
  const where = { path: input.path, ...(input.member !== null && { member: input.member }) };
  for (const { name, endMarker } of missing) {
    findings.group(rule, severity, input.path)?.add(() => ({ details: { section: name, endMarker }, where }));
  }
  return findings;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

function merge(outcomes: readonly TableOutcome[], bytes: number, missing: Findings): TableOutcome {
  const collected = [...outcomes.map((outcome) => outcome.collected), missing.collected()];
  const tallies = (outcomes[0]?.tallies ?? []).map((tally): RuleTally => {
    const same = outcomes.flatMap((outcome) => outcome.tallies.filter((other) => other.rule === tally.rule));
    const asked = same.filter((other) => other.blockedBy === null);
    return {
      rule: tally.rule,
      applies: same.some((other) => other.applies),
      checked: sum(same.map((other) => other.checked)),
      blockedBy: asked.length > 0 ? null : tally.blockedBy,
    };
  });
  return {
    variant: null,
    bytes,
    rows: sum(outcomes.map((outcome) => outcome.rows)),
    collected: {
      findings: collected.flatMap((part) => part.findings),
      totals: addUp(collected.flatMap((part) => part.totals)),
    },
    tallies,
    dataset: mergeDataset(outcomes),
  };
}

function mergeDataset(outcomes: readonly TableOutcome[]): readonly DatasetTally[] {
  const all = outcomes.flatMap(({ dataset }) => dataset);
  return [...new Set(all.map(({ rule }) => rule))].map((rule) => {
    const same = all.filter((tally) => tally.rule === rule);
    const reasons = new Set(same.flatMap(({ skippedBecause }) => skippedBecause ?? []));
    return {
      rule,
      applies: same.some(({ applies }) => applies),
      checked: sum(same.map(({ checked }) => checked)),
      skippedBecause: reasons.size > 0 ? [...reasons].join('; ') : null,
    };
  });
}

/** Sections may have columns of one name: their totals are one. Their values are not told apart then. */
function addUp(totals: readonly Group[]): Group[] {
  const sums = new Map<string, Group>();
  for (const total of totals) {
    const key = [total.rule, total.severity, total.column ?? ''].join('\n');
    const known = sums.get(key);
    const { values: _values, ...plain } = total;
    sums.set(key, known ? { ...plain, count: total.count + known.count } : total);
  }
  return [...sums.values()];
}
