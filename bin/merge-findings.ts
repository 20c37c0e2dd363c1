/**
 * The findings files of all shards as that of one run. Each holds the findings of its shard's files in their order, and
 * the groups of the shard's report say how many: so lines are passed on by number, and looked at only where a file
 * begins. Which file is whose, its first line says.
 */
import { open } from 'node:fs/promises';
import { visible } from '../conformance/engine/show-value.js';
import { partPath } from '../conformance/finding-part.js';
import { errorCode, ioReason } from '../conformance/inputs/io-reason.js';
import type { NamedReport } from '../conformance/shard/compare-shards.js';
import { checkFinding } from '../specs/check-report.js';
import type { Finding, Report } from '../specs/report.js';
import { UsageError } from './exit-codes.js';
import { FindingLines } from './finding-lines.js';

interface Merge {
  readonly reports: readonly NamedReport[];
  readonly merged: Report;
  readonly files: readonly string[];
  /** Where the parts go: the first, of the rules on the tree, is there already. */
  readonly folder: string;
}

interface ShardFindings {
  readonly name: string;
  readonly lines: FindingLines;
}

type Write = (bytes: Uint8Array) => Promise<void>;

/** Throws `UsageError` where the files are not those of the reports. */
export async function mergeFindings({ reports, merged, files, folder }: Merge): Promise<void> {
  const byShard = new Map<NamedReport, ShardFindings>();
  try {
    for (const file of files) await assign(file, reports, byShard);
    for (const report of reports) {
      if (report.report.groups.length > 0 && !byShard.has(report))
        throw new UsageError(
          `${report.name} counts findings, but no findings file of that shard is named: add it to --findings-file-in`,
        );
    }
    const handle = await open(partPath(folder, 1), 'wx', 0o600);
    try {
      await passOn(merged, byShard, (bytes) => handle.writeFile(bytes));
    } finally {
      await handle.close();
    }
  } finally {
    for (const { lines } of byShard.values()) await lines.close();
  }
}

const isOfTraffic = (rule: string): boolean => rule.startsWith('journal/');

/** Finds out which shard the findings file is of. One without findings is of no interest. */
async function assign(
  file: string,
  reports: readonly NamedReport[],
  byShard: Map<NamedReport, ShardFindings>,
): Promise<void> {
  const name = visible(file);
  const lines = new FindingLines(file);
  try {
    const finding = await firstFinding(lines, name);
    if (finding === null) return await lines.close();
    const owner = reports.find(({ report }) =>
      isOfTraffic(finding.rule)
        ? report.shard?.index === 1
        : report.files.some(({ path }) => path === finding.where.path),
    );
    if (!owner)
      throw new UsageError(
        `${name} begins with a finding in “${visible(finding.where.path)}”, which no report speaks of: name the findings files of these shards`,
      );
    const other = byShard.get(owner);
    if (other)
      throw new UsageError(`${other.name} and ${name} are findings of the same shard: name one of them`);
    byShard.set(owner, { name, lines });
  } catch (error) {
    await lines.close();
    if (error instanceof UsageError) throw error;
    const reason = errorCode(error) === 'ENOENT' ? 'there is no such file' : ioReason(error);
    throw new UsageError(`${name} cannot be read: ${reason}`);
  }
}

/** null: there is none. */
async function firstFinding(lines: FindingLines, name: string): Promise<Finding | null> {
  const line = await lines.peek();
  const finding = line === null ? null : asFinding(line);
  if (finding) return finding;
  if (line === null && (await lines.isAtEnd())) return null;
  throw new UsageError(`${name} is no findings file: name what check --findings-file wrote`);
}

function asFinding(line: string): Finding | null {
  try {
    const value: unknown = JSON.parse(line);
    let good = true;
    checkFinding(value, '', () => {
      good = false;
    });
    return good ? (value as Finding) : null;
  } catch {
    return null;
  }
}

/** In the order of one run: file by file, then what was said of the recording. */
async function passOn(
  { files }: Report,
  byShard: ReadonlyMap<NamedReport, ShardFindings>,
  write: Write,
): Promise<void> {
  const sections = new Map<
    string,
    { readonly count: number; readonly of: ShardFindings; readonly name: string }
  >();
  for (const [{ report, name }, of] of byShard) {
    for (const { path, rule, count } of report.groups) {
      const key = isOfTraffic(rule) ? TRAFFIC : path;
      sections.set(key, { count: count + (sections.get(key)?.count ?? 0), of, name });
    }
  }
  for (const key of [...files.map(({ path }) => path), TRAFFIC]) {
    const section = sections.get(key);
    if (!section) continue;
    // Of two files of one name the first has all.
    sections.delete(key);
    const { count, of, name } = section;
    const first = asFinding((await of.lines.peek()) ?? '');
    const fits = first && (isOfTraffic(first.rule) ? TRAFFIC : first.where.path) === key;
    if (!fits || (await of.lines.take(count, write)) < count) throw notOfReport(of.name, name);
  }
  for (const [{ name }, { lines, name: file }] of byShard)
    if (!(await lines.isAtEnd())) throw notOfReport(file, name);
}

/** No path has a NUL in it. */
const TRAFFIC = '\0traffic';

const notOfReport = (file: string, report: string): UsageError =>
  new UsageError(
    `${file} does not hold the findings that ${report} counts: it was cut short, or is of another run; check that shard again`,
  );
