/** `check --list`: which file is which data source, without looking into one. */
import { readEmission } from '../conformance/inputs/emission.js';
import { sources } from '../specs/sources/index.js';
import type { DataSource } from '../specs/source.js';
import { EXIT } from './exit-codes.js';

export async function listFiles(paths: readonly string[], forcedSource: DataSource | null): Promise<number> {
  const { facts } = await readEmission(paths, { sources, asked: [], forcedSource });
  for (const { path, match } of facts.files) {
    const source = 'source' in match ? match.source?.id : undefined;
    process.stdout.write(`${path}\t${source ?? '-'}\t${match.kind}\n`);
  }
  return facts.files.length > 0 ? EXIT.conformant : EXIT.inconclusive;
}
