/** The zips of an emission folder with their digests, to compare with what was uploaded. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { EmissionFacts } from '../../engine/emission-facts.js';
import type { LocalFile } from '../../engine/traffic.js';

/** Every zip of a known source. `digests` false: nobody asks for them, and nothing is read. */
export async function localFiles(
  { files, wholeTree }: EmissionFacts,
  digests: boolean,
): Promise<readonly LocalFile[]> {
  const found: LocalFile[] = [];
  for (const { path, absolutePath, match } of files) {
    if (match.kind !== 'source') continue;
    const { folder, stem } = match.source;
    const name = wholeTree ? path.normalize('NFC') : `${folder}/${stem}.zip`;
    found.push({ name, sha256: digests ? await digestOf(absolutePath) : null });
  }
  return found;
}

async function digestOf(path: string): Promise<string | null> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 }))
      hash.update(chunk as Uint8Array);
    return hash.digest('hex');
  } catch {
    // What cannot be read is a finding of its own.
    return null;
  }
}
