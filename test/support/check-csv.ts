/** Checks CSV text as a source's file, without a zip around it. */
import { tableRules } from '../../conformance/rules/table/index.js';
import { checkSections } from '../../conformance/scan/check-sections.js';
import { checkTable } from '../../conformance/scan/check-table.js';
import type { TableOutcome } from '../../conformance/scan/check-table.js';
import { profiles } from '../../specs/profiles/index.js';
import { findSource } from '../../specs/lookup.js';

export interface CsvOptions {
  readonly profile?: string;
  /** Bytes a chunk; absent: one chunk. */
  readonly chunk?: number;
  readonly accelerateAfter?: number;
}

export function checkCsv(
  id: string,
  csv: string | Uint8Array,
  options: CsvOptions = {},
): Promise<TableOutcome> {
  const source = findSource(id);
  const profile = profiles.find((candidate) => candidate.id === (options.profile ?? 'documented'));
  if (!source || !profile) throw new Error(`no source ${id} or profile ${options.profile ?? ''}`);
  const bytes = typeof csv === 'string' ? Buffer.from(csv) : csv;
  return (source.sections ? checkSections : checkTable)(
    {
      source,
      path: `${source.folder}/${source.stem}.zip`,
      member: `${source.stem}.csv`,
      open: () => chunked(bytes, options.chunk),
    },
    {
      profile,
      rules: tableRules,
      variant: null,
      samples: 20,
      ...(options.accelerateAfter !== undefined && { accelerateAfter: options.accelerateAfter }),
    },
  );
}

// eslint-disable-next-line typescript/require-await
export async function* chunked(bytes: Uint8Array, size = bytes.length): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** `rule@line column` of every finding, in order of the report. */
export const shortFindings = (outcome: TableOutcome): string[] =>
  outcome.collected.findings.map(
    ({ rule, where }) =>
      `${rule}@${where.line ?? '-'}${where.column === undefined ? '' : ` ${where.column}`}`,
  );
