/** Kills a process that stores, opens its folder, and says what is not as it was acknowledged. */
import { spawn } from 'node:child_process';
import { createHash, randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Damage } from '../../../../server/s3/embedded/start-up.js';
import { filesBelow, openStoreIn } from './temporary-store.js';

export interface CrashRound {
  /** Uploads and deletions that were acknowledged before the end. */
  readonly acknowledged: number;
  /** One line each; empty is as it must be. */
  readonly faults: readonly string[];
}

/** What a key may hold: the last acknowledged state, or any if an operation on it was cut off. */
export interface ExpectedState {
  /** SHA-256; null: deleted. */
  readonly last: string | null;
  readonly open: boolean;
}

/** Runs the writer until it has said that many lines (so no clock decides), then `kill -9`. */
const runAndKill = (folder: string, round: number, lines: number): Promise<readonly (readonly string[])[]> =>
  new Promise((resolve, reject) => {
    const script = fileURLToPath(new URL('crash-writer.mjs', import.meta.url));
    const child = spawn(process.execPath, [script, folder, String(round)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const said: string[][] = [];
    const reader = createInterface({ input: child.stdout });
    reader.on('line', (line) => {
      said.push(JSON.parse(line) as string[]);
      if (said.length === lines) child.kill('SIGKILL');
    });
    child.on('error', reject);
    // The lines end with the pipe, the process a moment later: both must be over.
    const lastLine = once(reader, 'close');
    child.on('close', (code, signal) => {
      if (signal === 'SIGKILL') lastLine.then(() => resolve(said), reject);
      else reject(new Error(`the writer ended by itself with ${code}`));
    });
  });

const follow = (expected: Map<string, ExpectedState>, said: readonly (readonly string[])[]): number => {
  let acknowledged = 0;
  for (const [what, key = '', sha256 = ''] of said) {
    if (what === 'ready') continue;
    const last = expected.get(key)?.last ?? null;
    if (what === 'storing' || what === 'deleting') expected.set(key, { last, open: true });
    else {
      acknowledged++;
      expected.set(key, { last: what === 'stored' ? sha256 : null, open: false });
    }
  }
  return acknowledged;
};

const judge = async (folder: string, expected: Map<string, ExpectedState>): Promise<readonly string[]> => {
  const damages: Damage[] = [];
  const store = await openStoreIn(folder, { buckets: ['one'], onDamage: (damage) => damages.push(damage) });
  const faults = damages.map(({ path, reason }) => `damaged: ${path}: ${reason}`);
  const { objects } = await store.list('one', { prefix: '', after: '', limit: 1000 });
  for (const { key, sha256 } of objects) {
    const hash = createHash('sha256');
    const found = await store.get('one', key);
    for await (const chunk of found?.content ?? []) hash.update(chunk as Uint8Array);
    if (hash.digest('hex') !== sha256) faults.push(`torn: ${key}`);
  }
  const there = new Map(objects.map(({ key, sha256 }) => [key, sha256]));
  for (const key of new Set([...expected.keys(), ...there.keys()])) {
    const { last, open } = expected.get(key) ?? { last: null, open: false };
    const now = there.get(key) ?? null;
    if (!open && now !== last) faults.push(`acknowledged and not so: ${key} is ${now}, not ${last}`);
    expected.set(key, { last: now, open: false });
  }
  const files = filesBelow(folder).filter((name) => name !== 'lock').length;
  if (files !== objects.length * 4) faults.push(`stray: ${files} files for ${objects.length} objects`);
  await store.close();
  return faults;
};

/** `expected` goes from round to round on one folder. Needs the built `dist`. */
export const crashRound = async (
  folder: string,
  round: number,
  expected: Map<string, ExpectedState>,
): Promise<CrashRound> => {
  const said = await runAndKill(folder, round, randomInt(2, 400));
  const acknowledged = follow(expected, said);
  return { acknowledged, faults: await judge(folder, expected) };
};
