/** `--memory` and `--temp-dir`: what indexes may take, and where they go beyond. */
import { statSync } from 'node:fs';
import { UsageError } from './exit-codes.js';

const LEAST = 16 * 2 ** 20;
const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  k: 2 ** 10,
  m: 2 ** 20,
  g: 2 ** 30,
  t: 2 ** 40,
};

/** `256M`, `1GiB` or plain bytes, as bytes. Throws `UsageError` for anything else and below 16 MiB. */
export function readMemorySize(text: string): number {
  const [, number, unit] = /^(\d+(?:\.\d+)?)\s*(?:([kmgt])?(?:i?b)?)$/i.exec(text.trim()) ?? [];
  const bytes = Math.floor(Number(number) * (UNITS[(unit ?? '').toLowerCase()] ?? Number.NaN));
  if (!Number.isSafeInteger(bytes))
    throw new UsageError(`--memory takes a size such as 256M, 1GiB or plain bytes, not ${text}`);
  if (bytes < LEAST) throw new UsageError(`--memory takes 16M at least, not ${text}`);
  return bytes;
}

/** Throws `UsageError` where it is no folder. */
export function readTempDir(path: string): string {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) return path;
  throw new UsageError(`--temp-dir names ${path}, which is no folder`);
}
