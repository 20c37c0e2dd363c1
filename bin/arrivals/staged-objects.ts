/**
 * Objects as files of an emission folder, for the kit, which reads files. A key is what an emitter chose: only one that
 * is a plain relative path becomes a path here.
 */
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { plainName, withoutStamp } from '../../conformance/inputs/recording/traffic-of.js';
import { errorCode, ioReason } from '../../conformance/inputs/io-reason.js';
import { UnjudgedError } from '../../server/arrivals/judge.js';
import type { JudgedObject } from '../../server/arrivals/judge.js';

/** Bytes of one part of a path, and how many parts: what every file system takes. */
const PART_BYTES = 200;
const PARTS = 6;

/** Means something to a file system, or to a person who looks at it. */
const UNSAFE = /[\\:*?"<>|\p{C}\p{Zl}\p{Zp}]|[. ]$/u;

/** Below the emission folder, without the API's time stamp; null: it is no plain path. */
export function emissionPath(key: string): string | null {
  const path = plainName(withoutStamp(key));
  const parts = path.split('/');
  const plain = (part: string): boolean =>
    part !== '' && part !== '..' && !UNSAFE.test(part) && Buffer.byteLength(part) <= PART_BYTES;
  return parts.length <= PARTS && parts.every(plain) ? path : null;
}

export interface StagedObjects {
  /** The emission folder. */
  readonly root: string;
  /** Removes it. Never rejects. */
  readonly remove: () => Promise<void>;
}

/** Of several with one path the last counts. Rejects with `UnjudgedError`; then nothing is left behind. */
export async function stageObjects(objects: readonly JudgedObject[], parent: string): Promise<StagedObjects> {
  const folder = await mkdtemp(join(parent, 'objects-'));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true }).catch(() => undefined);
  const root = join(folder, 'cqube_emission');
  try {
    await mkdir(root);
    const byPath = new Map(objects.map((object) => [emissionPath(object.key), object]));
    for (const [path, object] of byPath)
      if (path !== null) await copy(object, join(root, ...path.split('/')));
    return { root, remove };
  } catch (error) {
    await remove();
    throw new UnjudgedError(`it cannot be copied to be checked: ${ioReason(error)}`, { cause: error });
  }
}

/** One that stands in the way of another, as a folder and a file of one name do, is left out. */
async function copy({ open }: JudgedObject, path: string): Promise<void> {
  const content = await open();
  if (content === null) return;
  try {
    await mkdir(dirname(path), { recursive: true });
    await pipeline(content, createWriteStream(path, { flags: 'wx' }));
  } catch (error) {
    content.destroy();
    if (!['EEXIST', 'ENOTDIR', 'EISDIR'].includes(errorCode(error))) throw error;
  }
}
