/** One run, and the same split into shards and merged, with the findings files of both. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mergeFindings } from '../../bin/merge-findings.js';
import { checkEmission } from '../../conformance/check-emission.js';
import type { CheckOptions } from '../../conformance/check-emission.js';
import type { NamedReport } from '../../conformance/shard/compare-shards.js';
import { mergeShards } from '../../conformance/shard/merge-shards.js';
import { asReport } from '../../specs/check-report.js';
import type { Report } from '../../specs/report.js';

export interface Run {
  readonly report: Report;
  /** The findings file. */
  readonly findings: string;
}

export const VERSION = '0.0.0-test';

/** `work`: an empty folder. */
export async function runWhole(
  paths: readonly string[],
  work: string,
  options: Partial<CheckOptions> = {},
): Promise<Run> {
  const folder = join(work, 'parts');
  mkdirSync(folder, { recursive: true });
  const report = await checkEmission(paths, {
    now: () => 0,
    version: VERSION,
    ...options,
    findingsFolder: folder,
  });
  return { report, findings: partsIn(folder) };
}

/** The shards, each as `-f json` would write it and `merge` read it. `prepare` is done before each. */
export async function runShards(
  paths: readonly string[],
  count: number,
  work: string,
  options: Partial<CheckOptions> = {},
  prepare: () => void = () => undefined,
): Promise<readonly (NamedReport & Run)[]> {
  const shards: (NamedReport & Run)[] = [];
  for (let index = 1; index <= count; index++) {
    const shard = { index, count };
    prepare();
    const run = await runWhole(paths, join(work, `shard-${index}`), { ...options, shard });
    shards.push({ ...run, name: `${index}.json`, report: throughJson(run.report) });
  }
  return shards;
}

function throughJson(report: Report): Report {
  const read = asReport(JSON.parse(JSON.stringify(report)));
  if ('problem' in read) throw new Error(read.problem);
  return read.report;
}

export async function mergeRuns(shards: readonly (NamedReport & Run)[], work: string): Promise<Run> {
  const folder = join(work, 'merged');
  mkdirSync(folder, { recursive: true });
  const files = shards.map(({ name, findings }) => {
    const path = join(work, `${name}.ndjson`);
    writeFileSync(path, findings);
    return path;
  });
  const report = mergeShards(shards, { version: VERSION, findingsFolder: folder });
  await mergeFindings({ reports: shards, merged: report, files, folder });
  return { report, findings: partsIn(folder) };
}

const partsIn = (folder: string): string =>
  readdirSync(folder)
    .toSorted()
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('');
