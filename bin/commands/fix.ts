/** `fix`: mends what can be mended without knowing the data, into a new folder. */
import type { Command } from 'commander';
import type { Fixed } from '../fix/fix-files.js';
import type { RewriteFlags } from '../rewrite/read-flags.js';
import { addRewriteOptions } from '../rewrite/read-flags.js';
import { visible } from '../../conformance/engine/show-value.js';
import { countsIn } from '../../conformance/engine/severity.js';
import { EXIT } from '../exit-codes.js';
import { progressLine } from '../progress.js';
import type { Report } from '../../specs/report.js';
import type { CliCommand } from './command.js';

export const fix: CliCommand = {
  register: (program: Command, exit) => {
    addRewriteOptions(
      program
        .command('fix')
        .description('mend what needs no knowledge of the data, into a new folder, and check the result')
        .argument('<folder>', 'the emission folder, or its parent; a .zip or .csv'),
    )
      .addHelpText(
        'after',
        `
Mended: delimiter, order and spelling of the columns, byte-order mark, line ends, blank lines, the name of the CSV in the
zip, what else is in the zip, CSVs that are not zipped, files in the wrong place. No value is ever changed: what would
need that is left, and the check of the result tells it. What cannot be mended without guessing is refused, with the
reason, and not taken over. Exit code: 1 where a file was refused, else that of the check.

Examples:
  cqube-conform fix ./cqube_emission --out ./mended/cqube_emission
  cqube-conform fix ./export --out ./mended -f json=report.json`,
      )
      .action(async (folder: string, flags: RewriteFlags) => {
        exit(await run(folder, flags));
      });
  },
};

async function run(folder: string, flags: RewriteFlags): Promise<number> {
  const { readRewriteCall } = await import('../rewrite/read-flags.js');
  const { newFolder } = await import('../rewrite/new-folder.js');
  const { fixFiles } = await import('../fix/fix-files.js');
  const { findJobs, readFacts } = await import('../../conformance/check-emission.js');
  const { DEFAULTS } = await import('../../conformance/settings.js');
  const { publishedTree } = await import('../../conformance/inputs/published-tree.js');
  const { sources } = await import('../../specs/sources/index.js');
  const { options, outputs } = await readRewriteCall(folder, flags);
  const facts = await readFacts([folder], { ...DEFAULTS, ...options });
  const byHeader = (await findJobs(facts, null)).filter(({ matchedBy }) => matchedBy === 'header');
  const out = newFolder(flags.out, folder);
  const progress = progressLine(process.stderr, 'mending');
  try {
    const fixed = await fixFiles(facts.files, out.path, {
      ...options,
      tree: publishedTree(sources),
      guessed: new Map(byHeader.map(({ file, source }) => [file.path, source])),
      onFile: (path, index) => progress.show({ path, file: index + 1, files: facts.files.length, bytes: 0 }),
    }).finally(progress.clear);
    if (fixed.some(({ to }) => to !== null)) out.publish();
    return await tell(fixed, flags.out ?? '', async () => {
      const { checkResult } = await import('../rewrite/check-result.js');
      return checkResult(flags.out ?? '', options, outputs);
    });
  } finally {
    out.remove();
  }
}

/** What the check of the result finds is nothing that could be mended without knowing the data. */
function leftLines({ groups, options }: Report): readonly string[] {
  const rules = new Map<string, Set<string>>();
  for (const group of groups) {
    if (!countsIn(group, options.failOn)) continue;
    const known = rules.get(group.path) ?? new Set();
    rules.set(group.path, known.add(group.rule));
  }
  return [...rules].map(
    ([path, ids]) =>
      `${path === '' ? 'the emission as a whole' : visible(path)}: ${[...ids].join(', ')}: only who has the data can mend that`,
  );
}

async function tell(fixed: readonly Fixed[], out: string, check: () => Promise<Report>): Promise<number> {
  const refused = fixed.filter((one) => one.refused !== null);
  const mended = fixed.filter(({ to, mends }) => to !== null && mends.length > 0);
  const kept = fixed.length - refused.length - mended.length;
  const lines = [
    ...mended.map(({ to, mends }) => `mended   ${to ?? ''}: ${mends.join('; ')}`),
    ...refused.map((one) => `refused  ${visible(one.path)}: ${one.refused ?? ''}`),
    `${mended.length} mended, ${kept} unchanged, ${refused.length} refused.`,
  ];
  process.stderr.write(`${lines.join('\n')}\n`);
  if (fixed.length === refused.length) {
    const nothing = fixed.length === 0 ? 'there is nothing to mend' : 'nothing could be mended';
    process.stderr.write(`cqube-conform: ${nothing}, so ${visible(out)} was not written\n`);
    return fixed.length === 0 ? EXIT.inconclusive : EXIT.findings;
  }
  const report = await check();
  for (const line of leftLines(report)) process.stderr.write(`left     ${line}\n`);
  return refused.length > 0 && report.exitCode !== EXIT.incomplete ? EXIT.findings : report.exitCode;
}
