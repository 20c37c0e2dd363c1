/** Files checked in threads come out as they do without, and a thread that breaks down costs no more than its file. */
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FileJob } from '../../../conformance/check-file.js';
import { partPath } from '../../../conformance/finding-part.js';
import { readEmission } from '../../../conformance/inputs/emission.js';
import { mastersOf } from '../../../conformance/masters/masters-of.js';
import type { OpenMasters } from '../../../conformance/masters/read-masters.js';
import { rules } from '../../../conformance/rules/index.js';
import type { Masters } from '../../../conformance/scan/masters.js';
import { DEFAULTS } from '../../../conformance/settings.js';
import { runJobs, threadsFor } from '../../../conformance/threads/run-jobs.js';
import { checkInThreads } from '../../../conformance/threads/thread-pool.js';
import type { ThreadPlan } from '../../../conformance/threads/thread-pool.js';
import { sampleEmission } from '../../../fixtures/sample/sample-csv.js';
import { writeEmission } from '../../../fixtures/sample/write-emission.js';
import { defaultIngestion } from '../../../specs/ingestion/index.js';
import { sources } from '../../../specs/sources/index.js';

/** As built: a thread needs JavaScript. */
const entry = new URL('../../../dist/conformance/threads/file-thread.js', import.meta.url);
const time = { ingestion: defaultIngestion, today: '2020-08-15' };
let settings = { ...DEFAULTS, now: () => 0, time, masterKeys: new Map() as Masters };
/** Keys in memory and, for so little of it, on disk: threads look both up. */
let masters: OpenMasters | null = null;
let folder = '';
let jobs: readonly FileJob[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cqube-conform-threads-'));
  const damaged = [...sampleEmission()].map(([path, csv], index): readonly [string, string] => [
    path,
    index % 3 === 0 ? `${csv}${csv.split('\n').at(-2)}\nx|"y` : csv,
  ]);
  writeEmission(join(folder, 'cqube_emission'), new Map(damaged));
  const { facts } = await readEmission([folder], { sources, asked: [], forcedSource: null });
  jobs = facts.files.flatMap((file) =>
    file.match.kind === 'source' ? [{ file, source: file.match.source, matchedBy: 'name' as const }] : [],
  );
  masters = await mastersOf(jobs, jobs, facts, { ...settings, memory: 400 });
  settings = { ...settings, masterKeys: masters.keys };
});

afterAll(() => {
  masters?.close();
  rmSync(folder, { recursive: true, force: true });
});

const planOf = (more: Partial<ThreadPlan>): ThreadPlan => ({
  entry,
  threads: 2,
  jobs,
  order: jobs.map((_, index) => index).toReversed(),
  rules,
  settings,
  onProgress: () => undefined,
  ...more,
});

const script = (code: string): URL =>
  new URL(
    `data:text/javascript,${encodeURIComponent(`import { parentPort } from 'node:worker_threads'; ${code}`)}`,
  );

describe('files in threads', () => {
  it('come out as without threads, in their order', async () => {
    const told = new Set<string>();
    const onProgress: ThreadPlan['onProgress'] = (job) => told.add(job.file.path);
    const expected = await runJobs(jobs, rules, settings);
    expect(expected.length).toBe(58);
    expect(expected.some(({ report }) => report.verdict === 'fail')).toBe(true);
    expect(await checkInThreads(planOf({ onProgress }))).toEqual(expected);
    expect(told.size).toBe(58);
    const known = [...settings.masterKeys.values()].flatMap((one) =>
      one.kind === 'known' ? [one.keys] : [],
    );
    expect(new Set(known.map(({ bytes }) => bytes === null))).toEqual(new Set([true, false]));
  });

  it('write the same findings, each file a part of its own', async () => {
    const partsOf = (name: string): readonly FileJob[] => {
      mkdirSync(join(folder, name));
      return jobs.map((job, index) => ({ ...job, part: partPath(join(folder, name), index) }));
    };
    const read = (name: string): readonly (readonly [string, string])[] =>
      readdirSync(join(folder, name)).map((part) => [part, readFileSync(join(folder, name, part), 'utf8')]);
    await runJobs(partsOf('without'), rules, settings);
    await checkInThreads(planOf({ jobs: partsOf('with') }));
    expect(read('with').length).toBeGreaterThan(10);
    expect(read('with')).toEqual(read('without'));
  });

  it('are checked by the wanted rules only', async () => {
    const wanted = rules.filter(({ id }) => id === 'table/field-count');
    const plan = planOf({ jobs: jobs.slice(0, 4), order: [0, 1, 2, 3], rules: wanted });
    const outcomes = await checkInThreads(plan);
    expect(outcomes.map(({ report }) => report.rules.map(({ id }) => id))).toEqual(
      outcomes.map(() => ['table/field-count']),
    );
  });

  it.each([
    ['ends', "parentPort.on('message', () => process.exit(7))", 'its thread ended (code 7)'],
    ['throws', "parentPort.on('message', () => { throw new TypeError('odd') })", 'TypeError: odd'],
    ['does not start', 'throw new RangeError("never")', 'RangeError: never'],
  ])('one whose thread %s is a fault of that file', async (_title, code, reason) => {
    const some = jobs.slice(0, 3);
    const outcomes = await checkInThreads(planOf({ jobs: some, order: [0, 1, 2], entry: script(code) }));
    expect(outcomes.map(({ report }) => report.path)).toEqual(some.map(({ file }) => file.path));
    for (const { fault, report, unreadable } of outcomes) {
      expect(fault?.message).toContain(reason);
      expect(report.verdict).toBe('incomplete');
      expect(unreadable).toBeNull();
    }
  });

  it('go on in a new thread after one that ended', async () => {
    const code = `
      const answer = (path) => ({ report: { path }, findings: [], totals: [], unreadable: null, fault: null });
      parentPort.on('message', ({ file }) => {
        if (file.path.includes('block')) process.exit(1);
        parentPort.postMessage({ kind: 'done', outcome: answer(file.path) });
      });`;
    const outcomes = await checkInThreads(planOf({ threads: 1, entry: script(code) }));
    expect(outcomes.filter(({ fault }) => fault !== null).map(({ report }) => report.path)).toEqual(
      jobs.map(({ file }) => file.path).filter((path) => path.includes('block')),
    );
    expect(outcomes.map(({ report }) => report.path)).toEqual(jobs.map(({ file }) => file.path));
  });
});

describe('threads', () => {
  const job = (path: string, bytes: number): FileJob => {
    const [first] = jobs;
    if (!first) throw new Error('no jobs');
    return { ...first, file: { ...first.file, path, bytes } };
  };

  it('are not started for little, for one file, or beyond what is asked', () => {
    expect(threadsFor(jobs, 8)).toBe(1);
    expect(threadsFor([job('a.zip', 1e9)], 8)).toBe(1);
    expect(threadsFor([job('a.zip', 1e8), job('b.zip', 1e8)], 1)).toBe(1);
    expect(threadsFor([], 8)).toBe(1);
  });

  it('are as many as there is work for', () => {
    expect(threadsFor([job('a.zip', 1e8), job('b.zip', 1e8), job('c.zip', 1e8)], 2)).toBe(2);
    expect(threadsFor([job('a.zip', 2e7), job('b.zip', 2e7)], 8)).toBe(2);
    expect(threadsFor([job('a.csv', 2e7), job('b.csv', 2e7)], 8)).toBe(1);
  });
});
