/** An embedded store in a folder that goes with the test. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type EmbeddedStoreOptions,
  openEmbeddedStore,
} from '../../../../server/s3/embedded/open-embedded-store.js';
import type { ObjectStore } from '../../../../server/s3/object-store.js';

export const temporaryFolder = (): string => mkdtempSync(join(tmpdir(), 'cqube-conform-store-'));

export const removeFolder = (folder: string): void => rmSync(folder, { recursive: true, force: true });

/** A time that goes on by a second with every look at it. */
const tickingClock = (): EmbeddedStoreOptions['clock'] => {
  let now = Date.UTC(2026, 0, 1);
  return { now: () => (now += 1000) };
};

export const openStoreIn = (
  folder: string,
  options: Partial<EmbeddedStoreOptions> = {},
): Promise<ObjectStore> =>
  openEmbeddedStore({
    folder,
    buckets: ['one', 'two'],
    clock: tickingClock(),
    random: randomBytes,
    ...options,
  });

/** Every file below, relative. */
export const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .toSorted();
