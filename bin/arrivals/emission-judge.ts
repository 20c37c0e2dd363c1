/** The conformance kit as the server's judge: of what arrives, of how it was sent, and of all of it together. */
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { DEFAULT_SAMPLES } from '../../conformance/engine/findings.js';
import { ioReason } from '../../conformance/inputs/io-reason.js';
import { rules } from '../../conformance/rules/index.js';
import { UnjudgedError } from '../../server/arrivals/judge.js';
import type { ExchangesToJudge, Judge, JudgedObject, RuleText } from '../../server/arrivals/judge.js';
import type { Profile } from '../../specs/profiles/profile.js';
import type { Report } from '../../specs/report.js';
import { emissionPath, stageObjects } from './staged-objects.js';
import { createExchangeJudge } from './judge-exchanges.js';
import type { RunCheck } from './run-check.js';

export interface JudgeOptions {
  readonly profile: Profile;
  /** An empty folder that goes with the process. */
  readonly folder: string;
  readonly version: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly check: RunCheck;
  /** The report as a page of its own; null: there is none. */
  readonly reportPage: Judge['reportPage'];
}

/** What one file alone does not show. */
const WHOLE_EMISSION = ['emission/missing-source', 'emission/duplicate-source', 'dataset/', 'journal/'];
/** A page shows a few; totals are exact all the same. */
const SAMPLES = 5;

export function createJudge(options: JudgeOptions): Judge {
  const { profile, folder, version, now, check, reportPage } = options;
  const all = {
    profileId: profile.id,
    version,
    tempDir: folder,
    samples: DEFAULT_SAMPLES,
    skip: [],
    recording: null,
  };
  return {
    checks: true,
    checkObject: async (object) => {
      if (emissionPath(object.key) === null)
        throw new UnjudgedError('its key is no path of an emission: ask for a URL for <folder>/<stem>.zip');
      return staged([object], folder, (root) =>
        check({ ...all, root, samples: SAMPLES, skip: WHOLE_EMISSION }),
      );
    },
    judgeExchanges: createExchangeJudge(profile, now),
    checkAll: (objects, exchanges) =>
      staged(objects, folder, async (root, parent) => {
        const path = join(parent, 'journal.ndjson');
        await writeJournal(path, exchanges);
        const recording = { kind: 'journal', path } as const;
        return check({ ...all, root, recording }).finally(() => rm(path, { force: true }));
      }),
    rules: RULES,
    reportPage,
  };
}

const RULES: readonly RuleText[] = rules.map(({ id, requirement, summary, why, fix }) => ({
  id,
  requirement,
  summary,
  why,
  fix,
}));

/** The report speaks of the emission folder, not of where its copy lay. */
async function staged(
  objects: readonly JudgedObject[],
  folder: string,
  check: (root: string, parent: string) => Promise<Report>,
): Promise<Report> {
  const { root, remove } = await stageObjects(objects, folder);
  try {
    return { ...(await check(root, folder)), inputs: ['cqube_emission'] };
  } catch (error) {
    if (error instanceof UnjudgedError) throw error;
    throw new UnjudgedError(`the check did not come to its end: ${ioReason(error)}`, { cause: error });
  } finally {
    await remove();
  }
}

/** As `serve --journal` writes it: a head that says whether the beginning is there, then an entry a line. */
async function writeJournal(path: string, { entries, whole }: ExchangesToJudge): Promise<void> {
  const head = { log: { _cqube: { evicted: whole ? 0 : 1 }, entries: [] } };
  function* lines(): Iterable<string> {
    for (const line of [head, ...entries]) yield `${JSON.stringify(line)}\n`;
  }
  await pipeline(Readable.from(lines()), createWriteStream(path, { mode: 0o600 }));
}
