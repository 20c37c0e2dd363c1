/** `split`: valid rows into an emission, bad ones apart, with the reasons. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import type { CheckOptions } from '../../conformance/check-emission.js';
import type { FileJob } from '../../conformance/check-file.js';
import { visible } from '../../conformance/engine/show-value.js';
import type { Report } from '../../specs/report.js';
import { EXIT } from '../exit-codes.js';
import { progressLine } from '../progress.js';
import type { RewriteFlags } from '../rewrite/read-flags.js';
import { addRewriteOptions } from '../rewrite/read-flags.js';
import type { Split } from '../split/split-files.js';
import type { CliCommand } from './command.js';

export const split: CliCommand = {
  register: (program: Command, exit) => {
    addRewriteOptions(
      program
        .command('split')
        .description('part valid rows from bad ones, file by file, into a new folder')
        .argument('<folder>', 'the emission folder, or its parent; a .zip or .csv'),
    )
      .addHelpText(
        'after',
        `
Writes <dir>/valid/cqube_emission, which can be emitted, and <dir>/bad: for each file with bad rows a zip of these alone,
to be mended and sent back, and <name>.reasons.csv, which any spreadsheet may open. The valid part is checked
afterwards. Rows that a defect of the header keeps from being judged are not split: mend it first, as fix may do. Exit
code: 1 where there are bad rows or files that were refused, else that of the check.

Examples:
  cqube-conform split ./cqube_emission --out ./split
  cqube-conform split ./student_attendance.csv --out ./split -f json=report.json`,
      )
      .action(async (folder: string, flags: RewriteFlags) => {
        exit(await run(folder, flags));
      });
  },
};

async function run(folder: string, flags: RewriteFlags): Promise<number> {
  const { readRewriteCall } = await import('../rewrite/read-flags.js');
  const { newFolder } = await import('../rewrite/new-folder.js');
  const { temporaryFolder } = await import('../temporary.js');
  const { VALID, splitLine } = await import('../split/split-files.js');
  const { options, outputs } = await readRewriteCall(folder, flags);
  const out = newFolder(flags.out, folder);
  const findings = temporaryFolder();
  try {
    const splits = await splitAll(folder, out.path, { ...options, findingsFolder: findings.path });
    process.stderr.write(splits.map((one) => `${splitLine(one)}\n`).join(''));
    if (splits.every(({ kind }) => kind === 'refused')) {
      process.stderr.write(
        `cqube-conform: there is nothing to split, so ${visible(flags.out ?? '')} was not written\n`,
      );
      return splits.length === 0 ? EXIT.inconclusive : EXIT.findings;
    }
    mkdirSync(join(out.path, VALID), { recursive: true });
    out.publish();
    if (!splits.some((one) => one.kind === 'whole' || (one.kind === 'split' && one.good > 0))) {
      process.stderr.write('cqube-conform: no row is good, so there is no valid part to check\n');
      return EXIT.findings;
    }
    const { checkResult } = await import('../rewrite/check-result.js');
    const { exitCode } = await checkResult(join(flags.out ?? '', VALID), options, outputs);
    const isWhole = splits.every(({ kind }) => kind === 'whole');
    return isWhole || exitCode === EXIT.incomplete ? exitCode : EXIT.findings;
  } finally {
    findings.remove();
    out.remove();
  }
}

async function splitAll(
  folder: string,
  out: string,
  options: CheckOptions & { readonly findingsFolder: string },
): Promise<readonly Split[]> {
  const { checkEmission, findJobs, readFacts } = await import('../../conformance/check-emission.js');
  const { DEFAULTS } = await import('../../conformance/settings.js');
  const { partsByPath } = await import('../split/read-findings.js');
  const settings = { ...DEFAULTS, ...options };
  const progress = progressLine(process.stderr);
  const facts = await readFacts([folder], settings);
  const jobs = await findJobs(facts, null);
  const report = await checkEmission([folder], { ...options, onProgress: progress.show }).finally(
    progress.clear,
  );
  const unknown = facts.files.filter(({ path }) => !jobs.some(({ file }) => file.path === path));
  const refused = unknown.map(({ path }): Split => ({
    kind: 'refused',
    path,
    reason: 'no data source is known for it',
  }));
  const parts = await partsByPath(options.findingsFolder);
  return [...(await splitJobs(jobs, report, parts, { ...settings, folder: out })), ...refused];
}

async function splitJobs(
  jobs: readonly FileJob[],
  report: Report,
  parts: ReadonlyMap<string, string>,
  options: Omit<Parameters<typeof import('../split/split-files.js').splitFile>[1], 'ruleOf'>,
): Promise<readonly Split[]> {
  const { splitFile, reportsByPath } = await import('../split/split-files.js');
  const { rules } = await import('../../conformance/rules/index.js');
  const fixes = new Map(rules.map((rule) => [rule.id as string, rule.fix]));
  const reports = reportsByPath(report);
  const splits: Split[] = [];
  for (const { file, source } of jobs) {
    const own = reports.get(file.path);
    if (!own) continue;
    const input = { file, report: own, source, part: parts.get(file.path) };
    splits.push(await splitFile(input, { ...options, ruleOf: (id) => ({ fix: fixes.get(id) ?? '' }) }));
  }
  return splits;
}
