/** Which shard checks which file: from names and sizes alone, so that every machine comes to the same answer. */
import type { EmissionFacts } from '../engine/emission-facts.js';

/** What the split looks at. */
type Listing = Pick<EmissionFacts, 'wholeTree'> & {
  readonly files: readonly {
    readonly path: string;
    readonly bytes: number;
    readonly match: { readonly kind: string; readonly source?: unknown };
  }[];
};

/**
 * The shard (from 1) of each path. The largest file goes first, to the shard with the fewest bytes; of equals to that
 * with the fewest files, then to the first. Files that are not looked into weigh nothing.
 */
export function splitFiles({ files, wholeTree }: Listing, count: number): ReadonlyMap<string, number> {
  const loads = Array.from({ length: count }, () => ({ bytes: 0, files: 0 }));
  const shards = new Map<string, number>();
  const weighed = files.map(({ path, bytes, match }) => {
    // A file named by itself may still be told by its header.
    const isRead = !wholeTree || (match.source ?? null) !== null;
    return { path, weight: isRead ? bytes : 0 };
  });
  // Stable, and files are in the order of their paths: that breaks ties.
  for (const { path, weight } of weighed.toSorted((a, b) => b.weight - a.weight)) {
    // Names that are no UTF-8 may read the same.
    if (shards.has(path)) continue;
    const least = lightest(loads);
    shards.set(path, least + 1);
    loads[least] = { bytes: (loads[least]?.bytes ?? 0) + weight, files: (loads[least]?.files ?? 0) + 1 };
  }
  return shards;
}

function lightest(loads: readonly { readonly bytes: number; readonly files: number }[]): number {
  let least = 0;
  for (const [index, load] of loads.entries()) {
    const best = loads[least] ?? load;
    if (load.bytes < best.bytes || (load.bytes === best.bytes && load.files < best.files)) least = index;
  }
  return least;
}
