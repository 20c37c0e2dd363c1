/** The kit as the server's judge, on a real server and what a client sends to it. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createJudge } from '../../../bin/arrivals/emission-judge.js';
import { checkHere } from '../../../bin/arrivals/run-check.js';
import { exampleCsv } from '../../../conformance/engine/example-csv.js';
import { sampleEmission } from '../../../fixtures/sample/sample-csv.js';
import { zipOf } from '../../../fixtures/sample/write-emission.js';
import { startServer } from '../../../server/start-server.js';
import type { RunningServer } from '../../../server/start-server.js';
import { profiles } from '../../../specs/profiles/index.js';
import { sendTo } from '../../support/send-file.js';

let server: RunningServer;
let folder: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'judge-'));
  const [profile] = profiles;
  if (profile === undefined) throw new Error('there is no profile');
  const judge = createJudge({
    profile,
    folder,
    version: '1',
    now: () => 0,
    check: checkHere(() => 0),
    reportPage: null,
  });
  server = await startServer({ judge });
});

afterEach(async () => {
  await server.close();
  const left = readdirSync(folder);
  rmSync(folder, { recursive: true });
  if (left.length > 0) throw new Error(`of what was sent there stayed ${left.join(', ')}`);
});

const ask = async (path: string): Promise<ReturnType<typeof JSON.parse>> =>
  (await fetch(`${server.adminUrl}${path}`)).json();

const sample = (name: string): Buffer => {
  const [, stem = ''] = name.split('/');
  return zipOf(`${stem}.csv`, sampleEmission().get(name) ?? '');
};

/** By its path; waits until all that arrived was looked at. */
async function judged(path: string): Promise<ReturnType<typeof JSON.parse>> {
  const find = async () => {
    const { arrivals } = await ask('/api/arrivals');
    return arrivals.find((one: { key: string }) => one.key.startsWith(path.replace(/\.zip$/, '')));
  };
  const { key } = await find();
  const report = await ask(`/api/arrivals/report?key=${encodeURIComponent(key)}`);
  return { arrival: await find(), report };
}

it('says of a file by itself whether it conforms, and why not', async () => {
  await sendTo(server, 'school_master/school_mst.zip', sample('school_master/school_mst'));
  await sendTo(server, 'district_master/district_mst.zip', 'no zip');
  await sendTo(server, 'schools/x.zip', 'no zip');
  const school = await judged('school_master/school_mst.zip');
  expect(school.arrival).toMatchObject({
    state: 'checked',
    verdict: 'conformant',
    source: 'school_master',
    path: 'school_master/school_mst.zip',
    counts: { error: 0 },
  });
  expect(school.arrival.rows).toBeGreaterThan(0);
  const district = await judged('district_master/district_mst.zip');
  expect(district.report.findings).toMatchObject([
    { rule: 'archive/not-a-zip', where: { path: 'district_master/district_mst.zip' } },
  ]);
  // What one file alone cannot tell is not told: nothing is missing.
  expect(district.report.groups).toHaveLength(1);
  expect((await judged('schools/x.zip')).report.groups).toMatchObject([{ rule: 'emission/unknown-folder' }]);
});

it('says of exchanges what they broke, with their numbers', async () => {
  await sendTo(
    server,
    'student_attendance/student_attendance.zip',
    sample('student_attendance/student_attendance'),
  );
  await sendTo(server, 'school_master/school_mst.zip', sample('school_master/school_mst'));
  await fetch(`${server.url}/upload-url`, { method: 'POST', body: '{}' });
  await server.journal.settled();
  const { findings } = await ask('/api/verdicts');
  const broken = findings.filter(({ severity }: { severity: string }) => severity === 'error');
  expect(broken.map(({ rule }: { rule: string }) => rule).toSorted()).toEqual([
    'journal/missing-token',
    'journal/static-after-transaction',
  ]);
  expect(broken.find(({ rule }: { rule: string }) => rule.endsWith('token')).details.exchanges).toEqual([5]);
  const { rules } = await ask('/api/rules');
  expect(rules.find(({ id }: { id: string }) => id === 'journal/missing-token').fix).not.toBe('');
});

it('waits a while before a file that was only asked for counts as lost', async () => {
  await fetch(`${server.url}/upload-url`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${server.token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ filename: 'school_master/school_mst.zip' }),
  });
  await server.journal.settled();
  const lost = async (): Promise<number> =>
    (await ask('/api/verdicts')).findings.filter(({ rule }: { rule: string }) => rule === 'journal/lost-file')
      .length;
  expect(await lost()).toBe(0);
  server.clock.advance(60_000);
  expect(await lost()).toBe(1);
});

it('reports on everything as check does, exchanges included', async () => {
  await sendTo(server, 'school_master/school_mst.zip', sample('school_master/school_mst'));
  await sendTo(server, 'district_master/district_mst.zip', 'no zip');
  const report = await ask('/api/report');
  expect(report).toMatchObject({
    verdict: 'not-conformant',
    inputs: ['cqube_emission'],
    summary: { files: 2 },
    recording: { kind: 'journal', exchanges: 4, acknowledged: 2 },
  });
  expect(report.rules.find(({ id }: { id: string }) => id === 'emission/missing-source').findings).toBe(1);
});

it('looks up in the report what rows refer to, in all that was sent so far', async () => {
  const attendance = (school: string): Buffer =>
    zipOf('student_attendance.csv', exampleCsv('student_attendance', { SchoolId: school }));
  const unknown = async (): Promise<number> =>
    (await ask('/api/report')).findings.filter(
      ({ rule }: { rule: string }) => rule === 'dataset/unknown-reference',
    ).length;
  const schools = exampleCsv('school_master', { udise_sch_code: '24010100011' });
  await sendTo(server, 'student_attendance/student_attendance.zip', attendance('24010100011'));
  expect(await unknown()).toBe(0);
  await sendTo(server, 'school_master/school_mst.zip', zipOf('school_mst.csv', schools));
  expect(await unknown()).toBe(0);
  server.clock.advance(60_000);
  await sendTo(server, 'student_attendance/student_attendance.zip', attendance('24010100012'));
  expect(await unknown()).toBe(1);
});
