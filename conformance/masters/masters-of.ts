/** The masters of a run: those in the emission, and those that were emitted earlier. */
import { sources } from '../../specs/sources/index.js';
import type { FileJob } from '../check-file.js';
import type { EmissionFacts, EmissionFile } from '../engine/emission-facts.js';
import { readEmission } from '../inputs/emission.js';
import { guessSource } from '../inputs/guess-source.js';
import type { Settings } from '../settings.js';
import { readMasters } from './read-masters.js';
import type { MasterFile, OpenMasters } from './read-masters.js';
import { storedMasters } from './stored-masters.js';
import type { GivenMasters } from './stored-masters.js';

/** What indexes may take is shared with the keys of masters. */
const SHARE = 4;

/**
 * `own`: the files that are to be looked up; `found`: all that can be read, also of other shards; `facts`: the whole
 * emission. Throws `InputError` where a path of `--masters` is no possible input.
 */
export async function mastersOf(
  own: readonly FileJob[],
  found: readonly FileJob[],
  facts: EmissionFacts,
  options: Pick<Settings, 'masters' | 'profile' | 'memory' | 'tempDir'>,
): Promise<OpenMasters> {
  const emitted = found.map(({ file, source }) => masterFile(file, source, true));
  const unread = facts.files.flatMap((file) =>
    (file.unreadable !== undefined || file.notRead !== undefined) &&
    'source' in file.match &&
    file.match.source
      ? [masterFile(file, file.match.source, true)]
      : [],
  );
  const earlier = await earlierMasters(options.masters);
  const from = [...new Set(own.map(({ source }) => source.id))].flatMap(
    (id) => sources.find((source) => source.id === id) ?? [],
  );
  return readMasters(from, [...emitted, ...unread, ...earlier], {
    profile: options.profile,
    memory: options.memory / SHARE,
    tempDir: options.tempDir,
    hasEarlier: options.masters.length > 0,
  });
}

const masterFile = (file: EmissionFile, source: FileJob['source'], isEmitted: boolean): MasterFile => ({
  file,
  source,
  name: file.path,
  isEmitted,
});

/** Files of no known source are none of its business. */
async function earlierMasters(given: readonly GivenMasters[]): Promise<readonly MasterFile[]> {
  const masters: MasterFile[] = [];
  for (const path of given) {
    if (typeof path !== 'string') {
      masters.push(...storedMasters(path));
      continue;
    }
    const { facts } = await readEmission([path], { sources, asked: [], forcedSource: null });
    for (const file of facts.files) {
      const source =
        'source' in file.match ? file.match.source : facts.wholeTree ? null : await guessSource(file);
      if (source === null) continue;
      masters.push({ ...masterFile(file, source, false), name: nameOf(path, file.path) });
    }
  }
  return masters;
}

/** The path as it was given, and the file in it. */
function nameOf(given: string, path: string): string {
  const base = given.replaceAll('\\', '/').replace(/\/+$/, '');
  return base.endsWith(path) ? base : `${base}/${path}`;
}
