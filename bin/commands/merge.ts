/** `merge`: the reports of all shards as the one report that a single run would have made. */
import type { Command } from 'commander';
import { UsageError } from '../exit-codes.js';
import { version } from '../version.js';
import type { CliCommand } from './command.js';

interface Flags {
  readonly format: readonly string[];
  readonly findingsFile?: string;
  readonly findingsFileIn?: readonly string[];
}

const collect = (value: string, all: readonly string[]): readonly string[] => [...all, value];

export const merge: CliCommand = {
  register: (program: Command, exit) => {
    program
      .command('merge')
      .description('put the reports of check --shard together: one report, one verdict')
      .argument('<reports...>', 'the JSON report of every shard, in any order')
      .option(
        '-f, --format <name[=file]>',
        'report format: pretty, json, ndjson, junit, csv, html, sarif, github, gitlab, markdown (repeatable)',
        collect,
        [],
      )
      .option('--findings-file-in <files...>', 'the findings files of the shards, in any order')
      .option('--findings-file <file>', 'all findings as NDJSON; - for standard output')
      .action(async (reports: readonly string[], flags: Flags) => {
        exit(await run(reports, flags));
      });
  },
};

async function run(paths: readonly string[], flags: Flags): Promise<number> {
  const { findingsFile, findingsFileIn = [] } = flags;
  if (findingsFile === undefined && findingsFileIn.length > 0)
    throw new UsageError('--findings-file-in names what to merge: say where to, with --findings-file <file>');
  const { openOutputs } = await import('../outputs.js');
  const outputs = await openOutputs(flags.format, findingsFile);
  const { readReports } = await import('../read-reports.js');
  const reports = await readReports(paths);
  const { mergeShards } = await import('../../conformance/shard/merge-shards.js');
  if (findingsFile === undefined) {
    const report = mergeShards(reports, { version: version(), findingsFolder: null });
    await outputs.write(report);
    return report.exitCode;
  }
  const { openFindingsFile } = await import('../findings-file.js');
  const { mergeFindings } = await import('../merge-findings.js');
  const findings = await openFindingsFile(findingsFile);
  try {
    const { folder } = findings;
    const report = mergeShards(reports, { version: version(), findingsFolder: folder });
    await mergeFindings({ reports, merged: report, files: findingsFileIn, folder });
    await outputs.write(report);
    await findings.publish(report);
    return report.exitCode;
  } finally {
    findings.remove();
  }
}
