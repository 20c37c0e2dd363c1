/** Where reports go: standard output, or files that `-f name=file` names. */
import { writeFile } from 'node:fs/promises';
import { reporters } from '../conformance/reporters/index.js';
import type { Reporter } from '../conformance/reporters/index.js';
import { plainStyle } from '../conformance/reporters/style.js';
import type { Report } from '../specs/report.js';
import { UsageError } from './exit-codes.js';
import { styleFor } from './terminal.js';

interface Output {
  readonly reporter: Reporter;
  /** null: standard output. */
  readonly file: string | null;
}

export interface Outputs {
  readonly write: (report: Report) => Promise<void>;
}

/** Throws `UsageError` on an unknown format, or when two formats would mix on standard output. */
export function openOutputs(formats: readonly string[]): Outputs {
  const outputs = (formats.length > 0 ? formats : ['pretty']).map(parse);
  const onScreen = outputs.filter((output) => output.file === null);
  if (onScreen.length > 1) throw new UsageError('only one format can go to the screen: give the others a file, as in -f json=report.json');
  return {
    write: async (report) => {
      for (const output of outputs) await print(output, report);
    },
  };
}

function parse(text: string): Output {
  const [name = '', ...rest] = text.split('=');
  const reporter = Object.hasOwn(reporters, name) ? reporters[name] : undefined;
  if (!reporter) throw new UsageError(`unknown format ${name}: there are ${Object.keys(reporters).join(' and ')}`);
  const file = rest.length > 0 ? rest.join('=') : null;
  if (file === '') throw new UsageError(`-f ${name}= names no file`);
  return { reporter, file };
}

async function print({ reporter, file }: Output, report: Report): Promise<void> {
  const { rules } = await import('../conformance/rules/index.js');
  const byId = new Map(rules.map((rule) => [rule.id as string, rule]));
  const style = file === null ? styleFor(process.stdout) : plainStyle;
  const unknown = { requirement: null, summary: '', why: '', fix: '' };
  const text = reporter(report, { style, rule: (id) => byId.get(id) ?? unknown });
  if (file !== null) return writeReport(file, text);
  await new Promise<void>((done) => process.stdout.write(text, () => done()));
}

async function writeReport(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text);
  } catch (error) {
    throw new UsageError(`the report cannot be written to ${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
