/** Every generated file, and what should stand in it. `npm run docs` writes them; a test holds them current. */
import { sampleEmission } from '../fixtures/sample/sample-csv.js';
import { reportJsonSchema } from '../specs/report-schema.js';

/** Folder whose files are all generated: one that no generator names is surplus. */
export const GENERATED_FOLDERS: readonly string[] = ['fixtures/sample/cqube_emission'];

/** Path from the project's root to text. */
export function generatedFiles(): ReadonlyMap<string, string> {
  return new Map([
    ['specs/report.schema.json', `${JSON.stringify(reportJsonSchema(), null, 2)}\n`],
    ...[...sampleEmission()].map(([path, csv]): [string, string] => [
      `fixtures/sample/cqube_emission/${path}.csv`,
      csv,
    ]),
  ]);
}
