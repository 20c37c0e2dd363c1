/** Where reports go: standard output, or files that `-f name=file` names. */
import { constants } from 'node:fs';
import { access, mkdir, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
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

/** Throws `UsageError` on an unknown format, a file that cannot be written, or two formats for standard output. */
export async function openOutputs(formats: readonly string[]): Promise<Outputs> {
  const outputs = (formats.length > 0 ? formats : ['pretty']).map(parse);
  const onScreen = outputs.filter((output) => output.file === null);
  if (onScreen.length > 1)
    throw new UsageError(
      'only one format can go to the screen: give the others a file, as in -f json=report.json',
    );
  for (const { file } of outputs) if (file !== null) await ensureWritable(file);
  return {
    write: async (report) => {
      for (const output of outputs) await print(output, report);
    },
  };
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

/** Found out before the check, which may take minutes. Folders that are missing are made. */
async function ensureWritable(file: string): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true });
    await access(dirname(file), constants.W_OK);
  } catch (error) {
    throw cannotWrite(file, error);
  }
  const known = await stat(file).catch(() => null);
  if (known?.isDirectory())
    throw new UsageError(`the report cannot be written to ${file}: it is a folder; name a file`);
}

const cannotWrite = (file: string, error: unknown): UsageError =>
  new UsageError(
    `the report cannot be written to ${file}: ${error instanceof Error ? error.message : String(error)}`,
  );

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
    throw cannotWrite(file, error);
  }
}
