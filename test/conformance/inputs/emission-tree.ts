/** Builds emission folders on disk for a test, and takes them away after it. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { readEmission } from '../../../conformance/inputs/emission.js';
import type { EmissionInput } from '../../../conformance/inputs/emission.js';
import type { EmissionFile } from '../../../conformance/engine/emission-facts.js';
import { sources } from '../../../specs/sources/index.js';

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'emission-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Each path becomes a file; `path -> target` a link. Returns the folder. */
export function plant(paths: readonly string[], folder = temporaryFolder()): string {
  for (const path of paths) {
    const [file = '', target] = path.split(' -> ');
    const absolute = join(folder, file);
    mkdirSync(dirname(absolute), { recursive: true });
    if (target === undefined) writeFileSync(absolute, 'content');
    else symlinkSync(target, absolute);
  }
  return folder;
}

export const read = (...paths: readonly string[]): Promise<EmissionInput> =>
  readEmission(paths, { sources, asked: [], forcedSource: null });

export const readTree = async (...paths: readonly string[]): Promise<EmissionInput> => read(plant(paths));

/** `path: kind source → suggestions`, one line a file. */
function shortly({ path, match, unreadable, notRead }: EmissionFile): string {
  const source = match.kind === 'unknown-file' ? null : match.source;
  const suggestions = 'suggestions' in match ? match.suggestions : [];
  return [
    `${path}: ${match.kind}`,
    ...(source ? [source.id] : []),
    ...(suggestions.length > 0 ? [`→ ${suggestions.join(', ')}`] : []),
    ...(unreadable === undefined ? [] : [`(unreadable: ${unreadable})`]),
    ...(notRead === undefined ? [] : [`(${notRead})`]),
  ].join(' ');
}

export const shortlyAll = ({ facts }: EmissionInput): readonly string[] => facts.files.map(shortly);
