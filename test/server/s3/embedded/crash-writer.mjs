/* A process that stores, overwrites and deletes without end, says what was acknowledged, and waits to be killed. */
import { createHash, randomBytes } from 'node:crypto';

const { openEmbeddedStore } = await import(
  new URL('../../../../dist/server/s3/embedded/open-embedded-store.js', import.meta.url)
);
const [folder, round] = process.argv.slice(2);
const store = await openEmbeddedStore({
  folder,
  buckets: ['one'],
  clock: { now: () => 0 },
  random: randomBytes,
});
const say = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);

async function* content(seed, chunks) {
  for (let at = 0; at < chunks; at++) yield createHash('sha512').update(`${seed} ${at}`).digest();
}

const write = async (worker) => {
  for (let turn = 0; ; turn++) {
    // Few keys, so that most uploads overwrite one.
    const key = `${worker}/${turn % 5}`;
    if (turn % 7 === 6) {
      say(['deleting', key]);
      await store.delete('one', key);
      say(['deleted', key]);
      continue;
    }
    const seed = `${round} ${worker} ${turn}`;
    say(['storing', key]);
    const { sha256 } = await store.put('one', key, content(seed, 1 + ((turn * 37) % 400)), {
      contentType: null,
      metadata: {},
    });
    say(['stored', key, sha256]);
  }
};
say(['ready']);
await Promise.all(Array.from({ length: 8 }, (_, worker) => write(worker)));
