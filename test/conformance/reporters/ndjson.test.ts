/** The report as lines: each tells what it is, and together they are the report. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkEmission } from '../../../conformance/check-emission.js';
import { ndjson } from '../../../conformance/reporters/ndjson.js';
import { plainStyle } from '../../../conformance/reporters/style.js';
import { demoEmission } from '../../../fixtures/broken/demo-emission.js';
import { writeEmission } from '../../../fixtures/sample/write-emission.js';

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cqube-conform-ndjson-'));
  writeEmission(join(folder, 'cqube_emission'), demoEmission);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('holds the whole report, the header first', async () => {
  const report = await checkEmission([join(folder, 'cqube_emission')], { now: () => 0 });
  const rule = () => ({ requirement: null, summary: '', why: '', fix: '' });
  const text = ndjson(report, { style: plainStyle, rule });
  expect(text.endsWith('\n')).toBe(true);
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { readonly type: string });
  const of = (wanted: string): readonly object[] =>
    lines.filter(({ type }) => type === wanted).map(({ type: _type, ...content }) => content);
  const [header, ...others] = of('report');
  expect(lines[0]?.type).toBe('report');
  expect(others).toEqual([]);
  expect({
    ...header,
    files: of('file'),
    rules: of('rule'),
    groups: of('group'),
    findings: of('finding'),
  }).toEqual(report);
});
