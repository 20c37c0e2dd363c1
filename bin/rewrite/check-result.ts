/** The check of what was written: its report is told, and given back. */
import type { CheckOptions } from '../../conformance/check-emission.js';
import { checkEmission } from '../../conformance/check-emission.js';
import type { Report } from '../../specs/report.js';
import type { Outputs } from '../outputs.js';
import { progressLine } from '../progress.js';

export async function checkResult(folder: string, options: CheckOptions, outputs: Outputs): Promise<Report> {
  const progress = progressLine(process.stderr);
  const report = await checkEmission([folder], { ...options, onProgress: progress.show }).finally(
    progress.clear,
  );
  await outputs.write(report);
  return report;
}
