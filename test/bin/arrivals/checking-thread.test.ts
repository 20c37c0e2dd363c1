/** Checks on the server's other thread come out as they do here, and one that breaks down costs no more than its own. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCheckingThread } from '../../../bin/arrivals/checking-thread.js';
import type { CheckingThread } from '../../../bin/arrivals/checking-thread.js';
import { checkHere } from '../../../bin/arrivals/run-check.js';
import type { CheckRequest } from '../../../bin/arrivals/run-check.js';
import { exampleCsv } from '../../../conformance/engine/example-csv.js';
import { writeEmission } from '../../../fixtures/sample/write-emission.js';
import { UnjudgedError } from '../../../server/arrivals/judge.js';
import { profiles } from '../../../specs/profiles/index.js';
import type { Report } from '../../../specs/report.js';

/** As built: a thread needs JavaScript. */
const built = new URL('../../../dist/bin/arrivals/check-thread.js', import.meta.url);

let folder = '';
let threads: CheckingThread[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cqube-conform-checking-'));
});
afterEach(async () => {
  await Promise.all(threads.map(({ close }) => close()));
  threads = [];
  rmSync(folder, { recursive: true, force: true });
});

function open(entry: URL): CheckingThread {
  const thread = createCheckingThread(entry);
  threads.push(thread);
  return thread;
}

const script = (code: string): URL =>
  new URL(
    `data:text/javascript,${encodeURIComponent(`import { parentPort } from 'node:worker_threads'; ${code}`)}`,
  );

const request = (more: Partial<CheckRequest> = {}): CheckRequest => ({
  root: folder,
  profileId: 'documented',
  version: '1',
  tempDir: folder,
  samples: 5,
  skip: [],
  recording: null,
  ...more,
});

/** What differs from run to run is left out. */
const told = (report: Report): unknown =>
  JSON.parse(
    JSON.stringify(report, (name, value: unknown) => (/^(startedAt|durationMs)$/.test(name) ? 0 : value)),
  );

async function reasonOf(check: Promise<Report>): Promise<string> {
  const error: unknown = await check.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(UnjudgedError);
  return String(error);
}

describe('checks on a thread', () => {
  it.each(profiles.map(({ id }) => id))(
    'come out as here, against %s, several at once',
    async (profileId) => {
      const roots = ['24010100011', 'x,"'].map((code, index) => {
        const root = join(folder, String(index), 'cqube_emission');
        mkdirSync(root, { recursive: true });
        const csv = exampleCsv('school_master', { udise_sch_code: code });
        writeEmission(root, new Map([['school_master/school_mst', csv]]));
        return root;
      });
      const thread = open(built);
      const asked = roots.map((root) => request({ root, profileId }));
      const found = await Promise.all(asked.map(thread.check));
      const expected = await Promise.all(asked.map(checkHere(Date.now)));
      expect(found.map(told)).toEqual(expected.map(told));
      expect(found[0]?.findings).not.toEqual(found[1]?.findings);
    },
  );

  it('say why they cannot be done, and go on', async () => {
    const { check } = open(built);
    expect(await reasonOf(check(request({ root: join(folder, 'nowhere') })))).toContain('NO_SUCH_PATH');
    expect(await reasonOf(check(request({ profileId: 'x' })))).toContain('there is no profile x');
    expect(await check(request())).toMatchObject({ inputs: [folder] });
  });
});

describe('a thread that', () => {
  const ENDS = `parentPort.on('message', ({ id, request }) =>
    request.version === 'good' ? parentPort.postMessage({ id, report: {} }) : END);`;

  it.each([
    ['throws', `(() => { throw new TypeError('oops'); })()`, 'TypeError: oops'],
    ['ends', 'process.exit(7)', 'code 7'],
  ])('%s is told, and another takes its place', async (_, end, reason) => {
    const { check } = open(script(ENDS.replace('END', () => end)));
    const both = [check(request()), check(request())];
    for (const one of both) expect(await reasonOf(one)).toContain(reason);
    expect(await check(request({ version: 'good' }))).toEqual({});
  });

  it('cannot start is told', async () => {
    expect(await reasonOf(open(new URL('file:///no/such/thread.js')).check(request()))).toContain(
      'its thread broke down',
    );
  });

  it('is closed answers no more', async () => {
    const thread = open(script(`parentPort.on('message', () => undefined);`));
    const waiting = reasonOf(thread.check(request()));
    await thread.close();
    expect(await waiting).toContain('its thread ended');
    expect(await reasonOf(thread.check(request()))).toContain('is being closed');
  });
});
