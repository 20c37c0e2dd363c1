/** What stands between a plan and the first byte: the check of the folder, and a person's word. */
import { createInterface } from 'node:readline';
import type { EmissionPlan } from '../../fixtures/emitter/plan.js';
import { plannedFiles } from '../../fixtures/emitter/plan.js';
import { progressLine } from '../progress.js';
import { clock, readProfile } from '../read-options.js';
import { version } from '../version.js';

/** The exit code of the check; its report is printed where that is not 0. */
export async function checkFolder(folder: string, profileId: string): Promise<number> {
  const { checkEmission } = await import('../../conformance/check-emission.js');
  const { openOutputs } = await import('../outputs.js');
  const progress = progressLine(process.stderr);
  const report = await checkEmission([folder], {
    profile: await readProfile(profileId),
    version: version(),
    now: clock(),
    onProgress: progress.show,
  }).finally(progress.clear);
  if (report.exitCode !== 0) await (await openOutputs([])).write(report);
  return report.exitCode;
}

export const canAsk = (): boolean => process.stdin.isTTY && process.stderr.isTTY;

export const amountOf = (plan: EmissionPlan): string => {
  const files = plannedFiles(plan);
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  return `${files.length} ${files.length === 1 ? 'file' : 'files'}, ${bytes.toLocaleString('en')} bytes`;
};

/** Whether a person types yes. */
export function askToSend(plan: EmissionPlan, target: URL): Promise<boolean> {
  process.stderr.write(`${amountOf(plan)} are about to be sent to ${target.host}.\n`);
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  return new Promise((resolve) => {
    lines.question('Type yes to send them: ', (answer) => {
      resolve(answer.trim().toLowerCase() === 'yes');
      lines.close();
    });
    // Ctrl-C and the end of input close it without an answer.
    lines.on('close', () => resolve(false));
  });
}
