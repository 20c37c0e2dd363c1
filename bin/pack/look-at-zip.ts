/** Whether a zip that lies among the inputs is one that pack would have made: right place, one CSV, right name. */
import { basename, dirname } from 'node:path';
import { openArchive } from '../../conformance/inputs/archive.js';
import { ioReason } from '../../conformance/inputs/io-reason.js';
import type { PublishedTree } from '../../conformance/inputs/published-tree.js';

export interface ZipLook {
  readonly right: boolean;
  readonly why: string;
}

/** Reads the list of contents only; whether its CSV is sound is for the check. */
export async function lookAtZip(absolutePath: string, tree: PublishedTree): Promise<ZipLook> {
  const name = basename(absolutePath);
  const stem = name.replace(/\.zip$/, '');
  const place = tree.folders.get(basename(dirname(absolutePath)))?.find((file) => file.stem === stem);
  if (!place || name !== `${stem}.zip`) return { right: false, why: 'a zip under no published name' };
  try {
    const archive = await openArchive(absolutePath, { path: name, stem, memberNameRead: false });
    await archive.close();
    const { damage, entries, member } = archive.facts;
    if (damage) return { right: false, why: `a zip that is not right: ${damage.reason}` };
    const right = entries.length === 1 && member?.name === `${stem}.csv`;
    return right
      ? { right, why: 'is packed already' }
      : { right, why: `a zip that is not right: it should hold ${stem}.csv and nothing else` };
  } catch (error) {
    return { right: false, why: `a zip that cannot be read: ${ioReason(error)}` };
  }
}
