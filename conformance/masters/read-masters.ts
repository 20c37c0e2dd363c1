/**
 * Reads what the files of a run refer to, once, before they are checked: the key columns of the masters only. They are
 * small beside what refers to them, and every file then looks its rows up in the one pass that it takes anyway.
 */
import type { Profile } from '../../specs/profiles/profile.js';
import { keySetOf } from '../../specs/references/reference.js';
import type { Reference } from '../../specs/references/reference.js';
import { sources } from '../../specs/sources/index.js';
import type { DataSource } from '../../specs/source.js';
import type { EmissionFile } from '../engine/emission-facts.js';
import { KeyCollector } from '../spill/key-collector.js';
import { SpillError } from '../spill/spill-error.js';
import { SpillFolder } from '../spill/spill-folder.js';
import type { MasterKeys, Masters } from '../scan/masters.js';
import { referencesFrom } from './key-sets.js';
import { readKeys } from './read-keys.js';
import type { WantedKeys } from './read-keys.js';

/** A file that may be a master. */
export interface MasterFile {
  readonly file: EmissionFile;
  readonly source: DataSource;
  /** How findings name it. */
  readonly name: string;
  /** It lies in the emission: whoever checks it says what is wrong with it. */
  readonly isEmitted: boolean;
}

export interface MasterOptions {
  readonly profile: Profile;
  /** Bytes of memory for all keys together; what goes beyond lies on disk. */
  readonly memory: number;
  readonly tempDir: string;
  /** Masters that were emitted earlier were asked for. */
  readonly hasEarlier: boolean;
}

export interface OpenMasters {
  readonly keys: Masters;
  /** Bytes of memory that they take. */
  readonly bytes: number;
  /** Takes what lies on disk away. */
  close(): void;
}

/** `from`: the sources whose files are to be looked up. */
export async function readMasters(
  from: readonly DataSource[],
  files: readonly MasterFile[],
  options: MasterOptions,
): Promise<OpenMasters> {
  const wanted = new Map(from.flatMap((source) => referencesFrom(source)).map((one) => [keySetOf(one), one]));
  const targets = new Set([...wanted.values()].map(({ target }) => target));
  const masters = new Map<string, MasterKeys>();
  const folder = new SpillFolder(options.tempDir);
  let bytes = 0;
  for (const source of sources.filter(({ id }) => targets.has(id))) {
    const sets = [...wanted.values()].filter(({ target }) => target === source.id);
    const own = files.filter((one) => one.source.id === source.id);
    const room = { ...options, memory: Math.max(0, options.memory - bytes) / sets.length };
    for (const [id, keys] of await readMaster(source, sets, own, room, folder)) {
      masters.set(id, keys);
      if (keys.kind === 'known') bytes += (keys.keys.bytes?.length ?? 0) + keys.keys.offsets.byteLength;
    }
  }
  return { keys: masters, bytes, close: () => folder.close() };
}

async function readMaster(
  source: DataSource,
  sets: readonly Reference[],
  files: readonly MasterFile[],
  { profile, memory, tempDir, hasEarlier }: MasterOptions,
  folder: SpillFolder,
): Promise<readonly (readonly [string, MasterKeys])[]> {
  const all = (keys: MasterKeys): readonly (readonly [string, MasterKeys])[] =>
    sets.map((set) => [keySetOf(set), keys]);
  if (files.length === 0) return all(missing(source, hasEarlier));
  const wanted = sets.map((set): WantedKeys => ({
    set,
    collector: new KeyCollector(memory, folder, tempDir),
  }));
  try {
    const read: string[] = [];
    let refused: { readonly because: string; readonly fault: string | null } | null = null;
    let isWhole = true;
    for (const one of files) {
      const outcome = await readKeys(one, wanted, profile);
      if (outcome === null) read.push(one.name);
      else {
        refused ??= outcome;
        isWhole &&= !one.isEmitted || files.some((other) => !other.isEmitted);
      }
    }
    // A file of the emission that cannot be read may hold what is looked for, unless it was emitted earlier as well.
    if (refused !== null && (read.length === 0 || !isWhole)) return all({ kind: 'unknown', ...refused });
    return wanted.map(({ set, collector }) => [
      keySetOf(set),
      { kind: 'known', keys: collector.finish(), files: read },
    ]);
  } catch (error) {
    if (!(error instanceof SpillError)) throw error;
    return all({ kind: 'unknown', because: error.message, fault: error.message });
  }
}

const missing = ({ folder, stem }: DataSource, hasEarlier: boolean): MasterKeys => ({
  kind: 'unknown',
  because: `${folder}/${stem}.zip is ${hasEarlier ? 'neither in the emission nor in --masters' : 'not in the emission'}`,
  fault: null,
});
