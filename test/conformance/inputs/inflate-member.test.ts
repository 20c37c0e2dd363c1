import { EventEmitter, once } from 'node:events';
import { open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { readPieces } from '../../../conformance/inputs/inflate-member.js';
import { temporaryFolder } from './emission-tree.js';

it('tells of a cut file when asked for the piece, and no earlier', async () => {
  const path = join(temporaryFolder(), 'cut');
  await writeFile(path, 'ten bytes.');
  const handle = await open(path);
  const unheard: unknown[] = [];
  const listen = (reason: unknown): number => unheard.push(reason);
  process.on('unhandledRejection', listen);
  try {
    const secondRead = new EventEmitter();
    let reads = 0;
    const telling = new Proxy(handle, {
      get: (target, name) =>
        name !== 'read'
          ? Reflect.get(target, name)
          : async (buffer: Buffer, offset: number, length: number, position: number) => {
              const result = await target.read(buffer, offset, length, position);
              reads += 1;
              if (reads === 2) secondRead.emit('done');
              return result;
            },
    });
    const done = once(secondRead, 'done');
    const pieces = readPieces(telling, 0, 20, 10);
    expect((await pieces.next()).value?.toString()).toBe('ten bytes.');
    // The second piece is read ahead while we have the first.
    await done;
    await setImmediate();
    expect(unheard).toEqual([]);
    await expect(pieces.next()).rejects.toMatchObject({ code: 'FILE_CHANGED' });
  } finally {
    process.off('unhandledRejection', listen);
    await handle.close();
  }
});
