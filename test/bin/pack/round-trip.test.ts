import { join } from 'node:path';
import { expect, it } from 'vitest';
import { checkEmission } from '../../../conformance/check-emission.js';
import { sampleEmission } from '../../../fixtures/sample/sample-csv.js';
import { filesBelow, packAll, plant } from './pack-folder.js';

const sample = [...sampleEmission()];

it.each([
  ['in the published folders', (path: string) => `${path}.csv`],
  ['all in one folder', (path: string) => `${path.split('/').at(-1)}.csv`],
])('the sample emission, its CSVs %s, is conformant once packed', async (_title, pathOf) => {
  const folder = plant(Object.fromEntries(sample.map(([path, text]) => [`in/${pathOf(path)}`, text])));
  const out = join(folder, 'cqube_emission');
  await packAll([join(folder, 'in')], out);
  expect(filesBelow(out)).toEqual(sample.map(([path]) => `${path}.zip`).toSorted());
  const report = await checkEmission([out], { now: () => 0 });
  expect(report.findings).toEqual([]);
  expect([report.verdict, report.exitCode]).toEqual(['conformant', 0]);
});
