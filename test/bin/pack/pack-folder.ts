/** A temporary folder with CSVs in it, and packing from there without the command line. */
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { findCsvs } from '../../../bin/pack/find-csvs.js';
import type { Found } from '../../../bin/pack/found.js';
import { lookAtTargets } from '../../../bin/pack/look-at-targets.js';
import type { Target } from '../../../bin/pack/look-at-targets.js';
import { planPack } from '../../../bin/pack/plan.js';
import type { PackPlan } from '../../../bin/pack/plan.js';
import { writePack } from '../../../bin/pack/write-pack.js';
import type { Packed, WriteOptions } from '../../../bin/pack/write-pack.js';
import { publishedTree } from '../../../conformance/inputs/published-tree.js';
import { sampleCsv } from '../../../fixtures/sample/sample-csv.js';
import { findSource } from '../../../specs/lookup.js';
import { sources } from '../../../specs/sources/index.js';

export const tree = publishedTree(sources);

/** Each path becomes a file with that text. Gives back the folder, by its real path. */
export function plant(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'pack-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

export function sampleOf(id: string): string {
  const source = findSource(id);
  if (!source) throw new Error(`no source ${id}`);
  return sampleCsv(source);
}

/** Every file below the folder, hidden ones too, with `/`. */
export const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
    .toSorted();

export const find = (paths: readonly string[], out: string): Promise<Found> =>
  findCsvs(paths, { tree, forced: false, out });

async function planOf(paths: readonly string[], out: string): Promise<PackPlan> {
  return planPack(await find(paths, out), tree, null);
}

export async function targetsOf(paths: readonly string[], out: string): Promise<readonly Target[]> {
  return lookAtTargets(out, (await planOf(paths, out)).items);
}

export async function packAll(
  paths: readonly string[],
  out: string,
  options: Partial<WriteOptions> = {},
): Promise<readonly Packed[]> {
  return writePack(await targetsOf(paths, out), {
    overwrite: false,
    onProgress: () => undefined,
    ...options,
  });
}
