/**
 * Emitters with one fault each, and what a run says of them: which scenarios end below MUST, which at MUST only, and what
 * the journal rules find. A fault shows where it belongs and nowhere else; what is conformant passes whole.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { runScenarios } from '../../bin/run/run-scenarios.js';
import { assembleRunReport } from '../../conformance/assemble-run-report.js';
import { scenarios } from '../../conformance/scenarios/index.js';
import { DEFAULTS } from '../../conformance/settings.js';
import type { Report } from '../../specs/report.js';

interface Row {
  /** Scenarios that end below MUST. */
  readonly below?: readonly string[];
  /** Scenarios that end at MUST, and miss a SHOULD. */
  readonly must?: readonly string[];
  /** Journal rules that find something where nothing goes wrong, without their prefix. */
  readonly rules?: readonly string[];
  /** Rules that may find something or not: its order is random. */
  readonly byChance?: readonly string[];
  /** Scenarios to play, besides those in which it is to fail. Default: `CORE`. */
  readonly only?: readonly string[];
  /** Scenarios in which it never ends: played with a short time limit, as others need a long one on a busy machine. */
  readonly endless?: readonly string[];
}

const ALL = scenarios.map(({ name }) => name);
const BUT_NEVER = ALL.filter((name) => name !== 'never-answers');
/**
 * Played with every wrong emitter, besides those in which it is expected to fail. Left out: what takes seconds, and twins,
 * such as one 4xx for another; the conformant ones get them all.
 */
const CORE = [
  'happy-path',
  'token-revoked-midway',
  'upload-url-500-once',
  'html-for-json',
  'slow-down-once',
  'master-refused',
  'lost-acknowledgement',
  'same-second',
  'empty-folder',
];
/** Programs of a shell start many others. */
const FEW = ['happy-path', 'html-for-json', 'expired-url', 'master-refused', 'empty-folder'];
const ORDER = [
  'enrolment-after-exam',
  'exam-master-after-result',
  'inspection-after-location',
  'static-after-transaction',
];
const LATER_FAILURES = [
  'upload-url-500-once',
  'expired-url',
  'slow-down-once',
  'upload-reset',
  'same-second',
];
const FAILED_UPLOADS = ['expired-url', 'slow-down-once', 'master-refused', 'same-second'];

const TABLE: Readonly<Record<string, Row>> = {
  'python/conformant.py': { only: ALL },
  'node/conformant.mjs': { only: ALL },
  'shell/conformant.sh': { only: ALL },
  // Other designs that nothing forbids.
  'node/asks-everything-first.mjs': { only: BUT_NEVER },
  'node/sends-again.mjs': { only: BUT_NEVER },

  'node/does-not-wait.mjs': {
    below: ['happy-path', 'slow-api', 'slow-upload'],
    rules: ORDER,
    only: BUT_NEVER,
  },
  'node/only-204.mjs': { below: ['status-200'] },
  'node/second-attempt-is-empty.mjs': {
    below: ['expired-url', 'slow-down-once', 'upload-reset', 'same-second'],
  },
  'node/sends-dependants.mjs': { below: ['master-refused'] },
  'node/sends-twice.mjs': { must: ['happy-path'], rules: ['duplicate-emission'], only: BUT_NEVER },
  'python/goes-on-after-401.py': { must: ['token-refused', 'token-revoked-midway'] },
  'python/ignores-upload-status.py': { below: FAILED_UPLOADS },
  'python/like-shipped-client.py': {
    below: ['happy-path', ...FAILED_UPLOADS, 'empty-folder'],
    must: ['upload-url-500-once', 'upload-reset', 'lost-acknowledgement', 'vanishing-file'],
    rules: ['object-name'],
    byChance: ORDER,
  },
  'python/no-retry.py': { must: LATER_FAILURES },
  'python/no-timeout.py': {
    must: ['never-answers'],
    endless: ['never-answers'],
  },
  // It can emit nothing, so it fails wherever something should arrive; it says so itself, and that is no fault.
  'python/other-part-name.py': {
    below: ['happy-path', 'slow-api', 'slow-upload', 'status-200'],
    must: [...LATER_FAILURES, 'lost-acknowledgement', 'vanishing-file'],
    rules: ['lost-file', 'not-acknowledged'],
    only: BUT_NEVER,
  },
  'python/retries-for-ever.py': {
    below: ['upload-url-503-for-ever', 'html-for-json', 'master-refused', 'server-gone'],
    endless: ['upload-url-503-for-ever', 'html-for-json', 'master-refused', 'server-gone'],
  },
  'python/reuses-upload-url.py': { must: ['expired-url', 'slow-down-once', 'upload-reset'] },
  'python/reverse-order.py': { below: ['happy-path'], rules: ORDER },
  'python/text-mode.py': { below: ['happy-path'], rules: ['content-differs'] },
  'python/token-in-url.py': { rules: ['token-in-url'] },
  'shell/bare-names.sh': { below: ['happy-path'], rules: ['lost-file', 'object-name'], only: FEW },
  'shell/empty-folder-is-success.sh': { below: ['empty-folder'], only: FEW },
  'shell/exits-0-whatever-happens.sh': {
    below: [
      'token-refused',
      'token-revoked-midway',
      'upload-url-503-for-ever',
      'html-for-json',
      'master-refused',
      'empty-folder',
      'vanishing-file',
      'server-gone',
    ],
  },
  'shell/ignores-http-status.sh': { below: ['expired-url', 'master-refused'], only: FEW },
  'shell/page-is-success.sh': { below: ['html-for-json'], only: FEW },
};

const folder = fileURLToPath(new URL('../../fixtures/emitters', import.meta.url));

const has = (program: string): boolean => spawnSync(program, ['--version']).status === 0;
const shell = has('curl') && process.platform !== 'win32';
/** The interpreter itself: what is called python3 may be a script that looks for it each time. Empty: there is none. */
const python = spawnSync('python3', ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' });
const interpreter = python.status === 0 ? python.stdout.trim() : '';

/** How files of an extension are run, and what is missing for it. */
const LANGUAGES: Readonly<Record<string, { readonly program: string; readonly lacks: string | null }>> = {
  '.py': { program: interpreter, lacks: interpreter === '' ? 'install: python3' : null },
  '.sh': { program: 'sh', lacks: shell ? null : 'install: sh and curl' },
  '.mjs': { program: process.execPath, lacks: null },
};

const languageOf = (name: string) => LANGUAGES[extname(name)] ?? { program: '', lacks: 'no such language' };

// No compiled modules beside the sources; and the one with a random order has the same each time.
Object.assign(process.env, { PYTHONDONTWRITEBYTECODE: '1', PYTHONHASHSEED: '0' });

/** Seconds: enough for every emitter that ends by itself; and for one that does not. */
const LIMITS = { ends: 30, endless: 2 };

async function play(
  name: string,
  { only = CORE, below = [], must = [], endless = [] }: Row,
): Promise<Report> {
  const command = [languageOf(name).program, join(folder, name), '{url}', '{token}', '{path}'];
  const run = (names: readonly string[], limit: number) =>
    runScenarios(
      scenarios.filter((scenario) => names.includes(scenario.name)),
      {
        command,
        cwd: folder,
        templates: [],
        emission: null,
        limit: limit * 1000,
        seed: 1,
        keep: null,
        jobs: 2,
        now: () => performance.now(),
        onResult: () => undefined,
      },
    );
  const wanted = [...only, ...below, ...must];
  const ending = await run(
    wanted.filter((each) => !endless.includes(each)),
    LIMITS.ends,
  );
  const others = await run(endless, LIMITS.endless);
  return assembleRunReport({
    command,
    options: { ...DEFAULTS, version: '0', now: Date.now },
    scenarios: [...ending.results, ...others.results],
    traffic: ending.traffic,
    asked: 'must',
    started: 0,
    ended: 0,
  });
}

/** What the report says, in the words of the table. */
function rowOf(
  { scenarios: played, rules }: Report,
  byChance: readonly string[],
): Required<Pick<Row, 'below' | 'must' | 'rules'>> {
  const at = (level: string | null): readonly string[] =>
    (played ?? []).filter((one) => one.level === level).map(({ name }) => name);
  const found = rules.filter(({ findings }) => findings > 0).map(({ id }) => id.replace('journal/', ''));
  return {
    below: at(null),
    must: at('must'),
    rules: found.filter((rule) => !byChance.includes(rule)),
  };
}

const sorted = (names: readonly string[]): readonly string[] => names.toSorted();

describe.concurrent('an emitter', () => {
  for (const [name, row] of Object.entries(TABLE)) {
    const { lacks } = languageOf(name);
    const reason = lacks === null ? '' : ` [${lacks}]`;
    it.skipIf(lacks !== null)(`${name}${reason}`, { timeout: 240_000 }, async () => {
      const { below = [], must = [], rules = [], byChance = [] } = row;
      const report = await play(name, row);
      const found = rowOf(report, byChance);
      const told = (report.scenarios ?? []).flatMap(({ expectations }) =>
        expectations.flatMap(({ shortcoming }) => shortcoming ?? []),
      );
      expect(
        { below: sorted(found.below), must: sorted(found.must), rules: sorted(found.rules) },
        told.join('\n'),
      ).toEqual({ below: sorted(below), must: sorted(must), rules: sorted(rules) });
      expect(report.exitCode === 0).toBe(below.length === 0);
    });
  }
});

describe('the emitters', () => {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && extname(entry.name) in LANGUAGES)
    .map((entry) => `${entry.parentPath.slice(folder.length + 1)}/${entry.name}`.replaceAll('\\', '/'));

  it('all stand in the table', () => {
    expect(sorted(files)).toEqual(sorted(Object.keys(TABLE)));
  });

  it.each(files)('%s says at its beginning what its fault is', (name) => {
    const row = TABLE[name] ?? {};
    const wrong = [row.below, row.must, row.rules].some((each) => (each ?? []).length > 0);
    const beginning = readFileSync(join(folder, name), 'utf8').split('\n').slice(0, 3).join('\n');
    expect(beginning).toMatch(wrong ? /\bFaults?: / : /\bNo fault: /i);
  });
});
