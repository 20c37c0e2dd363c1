/** Masters that a store holds: their bytes lie under names of the store's own, so whoever knows it says which is which. */
import { sources } from '../../specs/sources/index.js';
import { matchInTree } from '../inputs/match-file.js';
import { publishedTree } from '../inputs/published-tree.js';
import type { MasterFile } from './read-masters.js';

export interface StoredMaster {
  /** The published name that it was emitted under: `school_master/school_mst.zip`. */
  readonly key: string;
  /** How findings name it. */
  readonly name: string;
  readonly absolutePath: string;
  readonly bytes: number;
}

export interface StoredMasters {
  /** As it was given; the report names it. */
  readonly path: string;
  /** Those of no known source are left out. */
  readonly files: readonly StoredMaster[];
}

/** A path, or what a store holds at one. */
export type GivenMasters = string | StoredMasters;

export const givenPath = (given: GivenMasters): string => (typeof given === 'string' ? given : given.path);

export function storedMasters({ files }: StoredMasters): readonly MasterFile[] {
  const tree = publishedTree(sources);
  return files.flatMap(({ key, name, absolutePath, bytes }) => {
    const match = matchInTree(key, tree);
    if (!('source' in match) || !match.source) return [];
    // No flow is asked about it, so whether one takes it up says nothing.
    const file = { path: key, absolutePath, bytes, match, listedByPipeline: false, takenByPipeline: false };
    return [{ file, source: match.source, name, isEmitted: false }];
  });
}
