/** The JSON reports that `merge` and `diff` are given. */
import { readFile } from 'node:fs/promises';
import { visible } from '../conformance/engine/show-value.js';
import { errorCode, ioReason } from '../conformance/inputs/io-reason.js';
import type { NamedReport } from '../conformance/shard/compare-shards.js';
import { asReport } from '../specs/check-report.js';
import { UsageError } from './exit-codes.js';

const FROM_SHARDS = 'write it with check --shard … -f json=<file>';

/** `mend`: how such a report comes about. Throws `UsageError` where a file cannot be read or holds no report. */
export async function readReports(
  paths: readonly string[],
  mend: string = FROM_SHARDS,
): Promise<readonly NamedReport[]> {
  const reports: NamedReport[] = [];
  for (const path of paths) reports.push(await readReport(path, mend));
  return reports;
}

async function readReport(path: string, mend: string): Promise<NamedReport> {
  const name = visible(path);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    const reason = errorCode(error) === 'ENOENT' ? 'there is no such file' : wordsOf(error);
    throw new UsageError(`${name} cannot be read: ${reason}`);
  }
  const found = asReport(parse(text.replace(/^\ufeff/, ''), name, mend));
  if ('report' in found) return { name, report: found.report };
  throw new UsageError(`${name} is not the JSON report of a check (${visible(found.problem)}): ${mend}`);
}

const wordsOf = (error: unknown): string =>
  errorCode(error) === 'EISDIR'
    ? 'it is a folder; name the files in it'
    : errorCode(error) === 'ERR_STRING_TOO_LONG' || errorCode(error) === 'ERR_FS_FILE_TOO_LARGE'
      ? 'it is larger than a report can be'
      : ioReason(error);

function parse(text: string, name: string, mend: string): unknown {
  if (text.trim() === '') throw new UsageError(`${name} is empty: ${again(mend)}`);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    const why = text.trimStart().startsWith('{')
      ? `it is no JSON, or was cut short: ${again(mend)}`
      : `it is no JSON: ${mend}`;
    throw new UsageError(`${name} is no report: ${why}`);
  }
}

const again = (mend: string): string =>
  mend === FROM_SHARDS ? 'check that shard again' : 'check that emission again';
