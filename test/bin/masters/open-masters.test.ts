/** `--masters` with a data folder of `serve`: what a running server holds is looked up, and it is left as it is. */
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openMasters } from '../../../bin/masters/open-masters.js';
import { checkEmission } from '../../../conformance/check-emission.js';
import { exampleCsv } from '../../../conformance/engine/example-csv.js';
import type { GivenMasters } from '../../../conformance/masters/stored-masters.js';
import { writeEmission, zipOf } from '../../../fixtures/sample/write-emission.js';
import { startServer } from '../../../server/start-server.js';
import type { RunningServer } from '../../../server/start-server.js';
import type { ServerOptions } from '../../../server/options.js';
import type { Report } from '../../../specs/report.js';
import { sendTo } from '../../support/send-file.js';

const SCHOOL = '24010100012';
const OTHER = '24010100011';
const PUBLISHED = 'school_master/school_mst.zip';

let work = '';
let dataDir = '';
let servers: RunningServer[] = [];

beforeEach(() => {
  work = mkdtempSync(join(tmpdir(), 'cqube-conform-stored-masters-'));
  dataDir = join(work, 'data');
  const attendance = exampleCsv('student_attendance', { SchoolId: SCHOOL });
  writeEmission(
    join(work, 'cqube_emission'),
    new Map([['student_attendance/student_attendance', attendance]]),
  );
});
afterEach(async () => {
  await Promise.all(servers.map((server) => server.close()));
  servers = [];
  rmSync(work, { recursive: true, force: true });
});

async function start(options: Partial<ServerOptions> = {}): Promise<RunningServer> {
  const server = await startServer({ dataDir, ...options });
  servers.push(server);
  return server;
}

const schools = (code: string): Buffer =>
  zipOf('school_mst.csv', exampleCsv('school_master', { udise_sch_code: code }));

const put = (server: RunningServer, role: 'input' | 'emission', key: string, zip: Buffer): Promise<unknown> =>
  server.store.put(server.buckets[role], key, Readable.from([zip]), { contentType: null, metadata: {} });

const check = (masters: readonly GivenMasters[]): Promise<Report> =>
  checkEmission([join(work, 'cqube_emission')], {
    now: () => 0,
    only: ['dataset/unknown-reference'],
    masters,
  });

/** Warnings, and the report of a check against them. */
async function checkAgainst(path: string): Promise<{ readonly report: Report; readonly warnings: string[] }> {
  const warnings: string[] = [];
  const report = await check(openMasters([path], (warning) => warnings.push(warning)));
  return { report, warnings };
}

const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();

const recordOf = (key: string): string =>
  filesBelow(join(dataDir, 'objects', 'index')).find((path) =>
    readFileSync(path, 'utf8').includes(`"key":"${key}`),
  ) ?? '';

describe('masters in the data folder of a server', () => {
  it('that an emitter sent are looked in while it runs, and nothing of it is touched', async () => {
    const server = await start();
    expect(await sendTo(server, PUBLISHED, schools(SCHOOL))).toBe(204);
    const before = filesBelow(dataDir);
    const { report, warnings } = await checkAgainst(dataDir);
    expect([report.findings, report.faults, warnings]).toEqual([[], [], []]);
    expect(report.files[0]?.rules.find(({ id }) => id === 'dataset/unknown-reference')).toMatchObject({
      state: 'pass',
      checked: 1,
    });
    expect(report.options.masters).toEqual([dataDir]);
    expect(filesBelow(dataDir)).toEqual(before);
    expect(await sendTo(server, 'block_master/block_mst.zip', 'more')).toBe(204);
  });

  it('are named by their keys in findings', async () => {
    const server = await start();
    await put(server, 'emission', PUBLISHED, schools(OTHER));
    const { report } = await checkAgainst(dataDir);
    expect(report.findings.map(({ details }) => details['masters'])).toEqual([
      [`${PUBLISHED} of ${dataDir}`],
    ]);
  });

  it('count as they were sent last, and only in the emission bucket', async () => {
    const server = await start();
    await put(server, 'emission', 'school_master/school_mst_20260101000000.zip', schools(OTHER));
    await put(server, 'emission', 'school_master/school_mst_20260101000001.zip', schools(SCHOOL));
    await put(server, 'input', PUBLISHED, schools(OTHER));
    expect((await checkAgainst(dataDir)).report.findings).toEqual([]);
    await put(server, 'emission', 'school_master/school_mst_20260101000002.zip', schools(OTHER));
    await put(server, 'input', PUBLISHED, schools(SCHOOL));
    expect((await checkAgainst(dataDir)).report.findings).toHaveLength(1);
  });

  it('are found in a bucket of another name, unless several could be it', async () => {
    const server = await start({ buckets: { input: 'in', output: 'out', emission: 'state-emission' } });
    await put(server, 'input', 'x.zip', schools(OTHER));
    await put(server, 'emission', PUBLISHED, schools(SCHOOL));
    expect((await checkAgainst(dataDir)).report.findings).toEqual([]);
    await server.close();
    dataDir = join(work, 'unclear');
    const unclear = await start({ buckets: { input: 'in', output: 'out', emission: 'sent' } });
    await put(unclear, 'emission', PUBLISHED, schools(SCHOOL));
    expect((await checkAgainst(dataDir)).report.findings).toEqual([]);
    await put(unclear, 'input', PUBLISHED, schools(SCHOOL));
    expect(() => openMasters([dataDir], () => undefined)).toThrow('(in, sent)');
  });

  it('may be none at all', async () => {
    await start();
    const { report, warnings } = await checkAgainst(dataDir);
    expect([report.findings, report.faults, warnings]).toEqual([[], [], []]);
    expect(JSON.stringify(report.files[0]?.rules)).toContain('neither in the emission nor in --masters');
  });
});

describe('a record that cannot be gone by', () => {
  it.each([
    ['torn', (text: string) => text.slice(0, 40), 'the record is torn or was changed'],
    ['empty', () => '', 'the record is torn or was changed'],
    ['of no store', () => '{"some": "file"}\n', 'the record is torn or was changed'],
  ])('as it is %s is told and left where it is; the others count', async (_, damage, reason) => {
    const server = await start();
    await put(server, 'emission', PUBLISHED, schools(SCHOOL));
    await put(server, 'emission', 'block_master/block_mst.zip', schools(OTHER));
    const path = recordOf('block_master');
    writeFileSync(path, damage(readFileSync(path, 'utf8')));
    const { report, warnings } = await checkAgainst(dataDir);
    expect(report.findings).toEqual([]);
    expect(warnings).toEqual([`--masters leaves out an object of ${dataDir}: ${reason} (${path})`]);
    expect(filesBelow(dataDir)).toContain(path);
  });

  it('as it is no file, or one of many, is told in few lines', async () => {
    await start();
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f', 'g'])
      mkdirSync(join(dataDir, 'objects', 'index', 'aa', name), { recursive: true });
    const { warnings } = await checkAgainst(dataDir);
    expect(warnings).toHaveLength(6);
    expect(warnings[0]).toContain('the record is no file');
    expect(warnings[5]).toBe(`--masters leaves out 2 more objects of ${dataDir}`);
  });

  it('as its bytes are gone is told', async () => {
    const server = await start();
    await put(server, 'emission', PUBLISHED, schools(SCHOOL));
    for (const path of filesBelow(join(dataDir, 'objects', 'bytes'))) rmSync(path);
    const { warnings } = await checkAgainst(dataDir);
    expect(warnings).toEqual([expect.stringContaining('the bytes of the object are gone')]);
  });
});

describe('a folder', () => {
  it('that is an emission, or is not there, is given on as it is', () => {
    const paths = [work, join(work, 'nowhere'), ''];
    expect(openMasters(paths, () => undefined)).toEqual(paths);
  });

  it('of a server that keeps its objects elsewhere is refused', () => {
    mkdirSync(join(dataDir, 'spool'), { recursive: true });
    writeFileSync(join(dataDir, 'state.json'), '{}');
    expect(() => openMasters([dataDir], () => undefined)).toThrow('in another S3');
  });

  it('that cannot be listed is refused with its reason', async () => {
    await start();
    writeFileSync(join(dataDir, 'objects', 'index', 'aa'), 'no folder');
    expect(() => openMasters([dataDir], () => undefined)).toThrow(/cannot be read: .*/);
  });
});
