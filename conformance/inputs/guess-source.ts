/** Tells a single CSV or zip of any name by its header: the source of which it has most columns. */
import { open } from 'node:fs/promises';
import type { DataSource } from '../../specs/source.js';
import { sources } from '../../specs/sources/index.js';
import type { EmissionFile } from '../engine/emission-facts.js';
import { InputError } from './input-error.js';
import { oneLine } from './one-line.js';
import { openArchive } from './archive.js';

const HEADER_BYTES = 64 * 1024;
/** A guess needs this share of the source's columns. */
const ENOUGH = 0.6;

/**
 * The source that the header gives away; null: none is near enough, or the file cannot be read (its own checks then say
 * why). Throws `InputError` where it fits several equally, as exam masters of pat and sat do.
 */
export async function guessSource(
  file: Pick<EmissionFile, 'path' | 'absolutePath'>,
): Promise<DataSource | null> {
  const [first, ...others] = await candidates(file);
  if (!first) return null;
  if (others.length === 0) return first;
  const ids = [first, ...others].map(({ id }) => id).join(' and ');
  throw new InputError(
    'AMBIGUOUS_SOURCE',
    `the header of ${oneLine(file.path)} is that of ${ids} alike: say which it is with --source`,
  );
}

async function candidates(file: Pick<EmissionFile, 'path' | 'absolutePath'>): Promise<readonly DataSource[]> {
  try {
    const line = firstLine(
      file.path.toLowerCase().endsWith('.zip') ? await zipStart(file) : await fileStart(file),
    );
    return line === null ? [] : sourcesByHeader(line);
  } catch {
    return [];
  }
}

/** The first 64 KiB. Throws the error of the file system. */
export async function fileStart({ absolutePath }: Pick<EmissionFile, 'absolutePath'>): Promise<Uint8Array> {
  const handle = await open(absolutePath);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEADER_BYTES), 0, HEADER_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

async function zipStart(file: Pick<EmissionFile, 'path' | 'absolutePath'>): Promise<Uint8Array> {
  const archive = await openArchive(file.absolutePath, { path: file.path, stem: '', memberNameRead: false });
  try {
    if (archive.facts.damage !== null || archive.facts.member === null) return new Uint8Array(0);
    for await (const chunk of archive.read()) return chunk.subarray(0, HEADER_BYTES);
    return new Uint8Array(0);
  } finally {
    await archive.close();
  }
}

/** The first line of a CSV that is not empty. */
export function firstLine(start: Uint8Array): string | null {
  const text = Buffer.from(start)
    .toString('utf8')
    .replace(/^\ufeff/, '');
  return /^[\r\n]*([^\r\n]+)/.exec(text)?.[1] ?? null;
}

/** The sources that the header line fits best; several where it fits them equally, as some have the same columns. */
export function sourcesByHeader(line: string): readonly DataSource[] {
  let best: DataSource[] = [];
  let bestScore = ENOUGH;
  for (const source of sources) {
    const score = Math.max(...['|', ',', ';', '\t'].map((delimiter) => likeness(line, delimiter, source)));
    if (score > bestScore) [best, bestScore] = [[source], score];
    else if (score === bestScore && best.length > 0) best.push(source);
  }
  return best;
}

/** Shared columns against all columns of both sides, in the best variant. */
function likeness(line: string, delimiter: string, source: DataSource): number {
  const names = new Set(line.split(delimiter).map((name) => name.replaceAll('"', '').trim().toLowerCase()));
  const sets = [source.fields, ...source.variants.map((variant) => variant.fields)].filter(
    (fields) => fields.length > 0,
  );
  const scores = sets.map((fields) => {
    const shared = fields.filter((field) => names.has(field.name.toLowerCase())).length;
    return shared / (names.size + fields.length - shared);
  });
  return Math.max(0, ...scores);
}
