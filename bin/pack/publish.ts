/** Gives a finished temporary file its name. */
import { linkSync, lstatSync, renameSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { errorCode } from '../../conformance/inputs/io-reason.js';

const BLOCK_BYTES = 1024 * 1024;

/** File systems without hard links (FAT, some network drives) say one of these. */
const NO_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EINVAL', 'EACCES']);

export class TargetExistsError extends Error {
  readonly code = 'TARGET_EXISTS';

  constructor() {
    super('the file appeared meanwhile');
    this.name = 'TargetExistsError';
  }
}

export const replaceTarget = (temporary: string, target: string): void => renameSync(temporary, target);

/** Throws TargetExistsError, whoever made that file and however late; a rename alone would replace it. */
export function publishNew(temporary: string, target: string): void {
  try {
    linkSync(temporary, target);
  } catch (error) {
    if (errorCode(error) === 'EEXIST') throw new TargetExistsError();
    if (!NO_LINKS.has(errorCode(error))) throw error;
    if (lstatSync(target, { throwIfNoEntry: false })) throw new TargetExistsError();
    renameSync(temporary, target);
    return;
  }
  rmSync(temporary, { force: true });
}

export async function sameBytes(one: string, other: string): Promise<boolean> {
  const left = await open(one);
  try {
    const right = await open(other);
    try {
      return (await left.stat()).size === (await right.stat()).size && (await sameContent(left, right));
    } finally {
      await right.close();
    }
  } finally {
    await left.close();
  }
}

async function sameContent(left: FileHandle, right: FileHandle): Promise<boolean> {
  const blocks = [Buffer.alloc(BLOCK_BYTES), Buffer.alloc(BLOCK_BYTES)] as const;
  for (let at = 0; ;) {
    const a = await left.read(blocks[0], 0, BLOCK_BYTES, at);
    if (a.bytesRead === 0) return true;
    const b = await right.read(blocks[1], 0, a.bytesRead, at);
    // A read may give less than asked for; what it gave is compared, and the rest comes next.
    const length = Math.min(a.bytesRead, b.bytesRead);
    if (length === 0 || blocks[0].compare(blocks[1], 0, length, 0, length) !== 0) return false;
    at += length;
  }
}
