/** Where reports go: standard output, or files that `-f name=file` names. */
import { resolve } from 'node:path';
import { reporters } from '../conformance/reporters/index.js';
import type { Reporter } from '../conformance/reporters/index.js';
import { plainStyle } from '../conformance/reporters/style.js';
import type { Report } from '../specs/report.js';
import { UsageError } from './exit-codes.js';
import { ensureWritable, writeReport } from './report-file.js';
import { styleFor } from './terminal.js';

interface Output {
  readonly reporter: Reporter;
  /** null: standard output. */
  readonly file: string | null;
}

export interface Outputs {
  readonly write: (report: Report) => Promise<void>;
}

/**
 * Where every format has a file, the screen gets the report for people, unless the findings go there (`findings` is
 * `-`). Throws `UsageError` on an unknown format, one that has no place for what was run, a file that cannot be written or is named twice, or two things for
 * standard output.
 */
export async function openOutputs(
  formats: readonly string[],
  findings: string | null = null,
  formatsFor: 'check' | 'run' = 'check',
): Promise<Outputs> {
  if (formatsFor === 'run') refuseForRun(formats);
  if (findings === '') throw new UsageError('--findings-file names no file');
  const asked = formats.map(parse);
  const onScreen = asked.filter((output) => output.file === null);
  if (findings === '-' && onScreen.length > 0)
    throw new UsageError(
      '--findings-file - puts the findings on the screen: give the report a file, as in -f json=report.json',
    );
  if (onScreen.length > 1)
    throw new UsageError(
      'only one format can go to the screen: give the others a file, as in -f json=report.json',
    );
  const files = asked.flatMap(({ file }) => (file === null ? [] : [file]));
  const twice = files.find((file, index) => files.indexOf(file) !== index);
  if (twice !== undefined) throw new UsageError(`two formats are to be written to ${twice}: name two files`);
  if (findings !== null && files.some((file) => resolve(file) === resolve(findings)))
    throw new UsageError(`findings and report are both to be written to ${findings}: name two files`);
  for (const file of files) await ensureWritable(file);
  const outputs = onScreen.length > 0 || findings === '-' ? asked : [...asked, parse('pretty')];
  return {
    write: async (report) => {
      for (const output of outputs) await print(output, report);
    },
  };
}

/** These two place findings in files, and a scenario is in none. */
function refuseForRun(formats: readonly string[]): void {
  const name = formats
    .map((format) => format.split('=')[0] ?? '')
    .find((one) => /^(sarif|gitlab)$/.test(one));
  if (name !== undefined)
    throw new UsageError(
      `-f ${name} shows findings at files, and scenarios have none: take json, junit, github, markdown or html`,
    );
}

function parse(text: string): Output {
  const [name = '', ...rest] = text.split('=');
  const reporter = Object.hasOwn(reporters, name) ? reporters[name] : undefined;
  if (!reporter)
    throw new UsageError(`unknown format ${name}: there are ${Object.keys(reporters).join(', ')}`);
  const file = rest.length > 0 ? rest.join('=') : null;
  if (file === '') throw new UsageError(`-f ${name}= names no file`);
  return { reporter, file };
}

async function print({ reporter, file }: Output, report: Report): Promise<void> {
  const { ruleText } = await import('../conformance/report-page.js');
  const { locateFiles } = await import('./locate-files.js');
  const style = file === null ? styleFor(process.stdout) : plainStyle;
  const text = reporter(report, { style, rule: ruleText, locate: locateFiles(report) });
  if (file !== null) return writeReport(file, text);
  await new Promise<void>((done) => process.stdout.write(text, () => done()));
}
