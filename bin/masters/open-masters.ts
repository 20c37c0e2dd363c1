/** The masters of `--masters`: a data folder of `serve` is looked into here, as the kit knows emissions and no stores. */
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { ioReason } from '../../conformance/inputs/io-reason.js';
import { oneLine } from '../../conformance/inputs/one-line.js';
import type { GivenMasters, StoredMaster } from '../../conformance/masters/stored-masters.js';
import { lookIntoDataFolder } from '../../server/look-into-data-folder.js';
import type { DataFolderContent } from '../../server/look-into-data-folder.js';
import type { ObjectOnDisk } from '../../server/s3/embedded/look-into-store.js';
import { emissionPath } from '../arrivals/staged-objects.js';
import { UsageError } from '../exit-codes.js';

/** Records that are named one by one. */
const TOLD = 5;

/** As `serve` calls it, unless it is told otherwise. */
const EMISSION_BUCKET = 'cqube-qa10-emission';

/** `warn` is told of what could not be gone by. Throws `UsageError`. */
export const openMasters = (
  paths: readonly string[],
  warn: (warning: string) => void,
): readonly GivenMasters[] => paths.map((path) => openOne(path, warn));

function openOne(path: string, warn: (warning: string) => void): GivenMasters {
  const found = look(path);
  if (found.kind === 'none') {
    if (isOtherFile(path))
      throw new UsageError(`--masters takes a folder or a zip, and ${oneLine(path)} is neither`);
    return path;
  }
  if (found.kind === 'elsewhere')
    throw new UsageError(
      `the server of ${oneLine(path)} keeps its objects in another S3 (--s3-endpoint): name a folder that has the masters`,
    );
  const { objects, skipped } = found.content;
  for (const { path: record, reason } of skipped.slice(0, TOLD))
    warn(`--masters leaves out an object of ${oneLine(path)}: ${oneLine(reason)} (${oneLine(record)})`);
  if (skipped.length > TOLD)
    warn(`--masters leaves out ${skipped.length - TOLD} more objects of ${oneLine(path)}`);
  return { path, files: latest(path, emitted(path, objects)) };
}

/** What is not there is for the reader to tell. */
const isOtherFile = (path: string): boolean =>
  !/\.(zip|csv)$/i.test(path) && statSync(path, { throwIfNoEntry: false })?.isFile() === true;

function look(path: string): DataFolderContent {
  // An empty path would mean the working directory; who reads it says what is wrong.
  if (path === '') return { kind: 'none' };
  try {
    return lookIntoDataFolder(path);
  } catch (error) {
    throw new UsageError(`the data folder ${oneLine(path)} cannot be read: ${ioReason(error)}`);
  }
}

/** What lies in the emission bucket, whose name the folder does not tell. */
function emitted(path: string, objects: readonly ObjectOnDisk[]): readonly ObjectOnDisk[] {
  const buckets = [...new Set(objects.map(({ bucket }) => bucket))].toSorted();
  const likely = buckets.filter((bucket) => bucket === EMISSION_BUCKET);
  const named = likely.length > 0 ? likely : buckets.filter((bucket) => bucket.endsWith('emission'));
  const [bucket, ...more] = named.length > 0 ? named : buckets;
  if (more.length > 0)
    throw new UsageError(
      `which bucket of ${oneLine(path)} is the emission bucket cannot be told (${[bucket, ...more].join(', ')}): download its masters, and name their folder`,
    );
  return objects.filter((object) => object.bucket === bucket);
}

/** The API puts the time into keys: of several of one published name the last counts, as in the server's own report. */
function latest(path: string, objects: readonly ObjectOnDisk[]): readonly StoredMaster[] {
  const inOrder = objects.toSorted(
    (one, other) => one.lastModified - other.lastModified || (one.key < other.key ? -1 : 1),
  );
  const byName = new Map<string, StoredMaster>();
  for (const object of inOrder) {
    const key = emissionPath(object.key);
    if (key === null) continue;
    const name = `${object.key} of ${path}`;
    byName.set(key, { key, name, absolutePath: resolve(object.path), bytes: object.bytes });
  }
  return [...byName.values()];
}
