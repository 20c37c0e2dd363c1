/** `kill -9` at random moments; `test/soak/store-crash.mjs` asks for more rounds. Needs the built `dist`. */
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { crashRound, type ExpectedState } from './crash-round.js';
import { removeFolder, temporaryFolder } from './temporary-store.js';

const ROUNDS = Number(process.env['STORE_CRASH_ROUNDS'] ?? 10);

it(
  'leaves every object whole or absent, and loses none that was acknowledged',
  async () => {
    const folder = temporaryFolder();
    const expected = new Map<string, ExpectedState>();
    let acknowledged = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const result = await crashRound(join(folder, 'store'), round, expected);
      expect(result.faults).toEqual([]);
      acknowledged += result.acknowledged;
    }
    expect(acknowledged).toBeGreaterThan(0);
    console.info(`${ROUNDS} rounds, ${acknowledged} operations acknowledged and as they were`);
    removeFolder(folder);
  },
  60_000 + ROUNDS * 10_000,
);
