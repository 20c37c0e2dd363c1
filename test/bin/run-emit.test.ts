/** The reference emitter on the bench on which emitters are judged. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { scenarios } from '../../conformance/scenarios/index.js';
import type { Report } from '../../specs/report.js';

const program = fileURLToPath(new URL('../../dist/bin/cqube-conform.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'cqube-conform-run-emit-'));

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

it('keeps every MUST and every SHOULD without a flag', async () => {
  const names = scenarios.map(({ name }) => name);
  const report = join(folder, 'report.json');
  const child = spawn(
    process.execPath,
    [program, 'run', '--level', 'should', '--timeout', '60', '-f', `json=${report}`].concat(
      names.flatMap((name) => ['--scenario', name]),
      ['--', process.execPath, program, 'emit'],
    ),
    { cwd: folder, stdio: 'ignore', env: { ...process.env, CQUBE_RETRY_BASE_MS: '20' } },
  );
  const code = await new Promise((resolve) => child.on('close', resolve));
  const { scenarios: results } = JSON.parse(readFileSync(report, 'utf8')) as Report;
  const broken = (results ?? []).flatMap(({ name, expectations }) =>
    expectations.filter(({ met }) => !met).map((one) => ({ name, ...one })),
  );
  expect(broken).toEqual([]);
  expect(results?.map(({ name }) => name)).toEqual(names);
  expect(code).toBe(0);
}, 120_000);
