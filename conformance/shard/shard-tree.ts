/** The facts about an emission as a shard's report carries them, and back. */
import type { Shard, ShardFile, ShardMatch } from '../../specs/report.js';
import type { DataSource } from '../../specs/source.js';
import { sources } from '../../specs/sources/index.js';
import type { EmissionFacts, EmissionFile, FileMatch } from '../engine/emission-facts.js';

export const shardFileOf = (file: EmissionFile): ShardFile => ({
  path: file.path,
  bytes: file.bytes,
  match: shardMatchOf(file.match),
  named: file.named === true,
  listedByPipeline: file.listedByPipeline,
  takenByPipeline: file.takenByPipeline,
  ...(file.unreadable !== undefined && { unreadable: file.unreadable }),
  ...(file.notRead !== undefined && { notRead: file.notRead }),
});

function shardMatchOf(match: FileMatch): ShardMatch {
  switch (match.kind) {
    case 'source':
    case 'loose-csv':
      return { kind: match.kind, source: match.source.id };
    case 'unknown-folder':
      return { ...match, source: match.source?.id ?? null };
    case 'unknown-file':
      return match;
  }
}

/** null: a source that is not in the registry. The files are not on this machine: nothing may open them. */
export function factsOf(shard: Shard): EmissionFacts | null {
  const files: EmissionFile[] = [];
  for (const { match, named, ...file } of shard.tree) {
    const found = matchOf(match);
    if (found === null) return null;
    files.push({ ...file, ...(named && { named }), match: found, absolutePath: '' });
  }
  return { files, sources, wholeTree: shard.wholeTree, asked: shard.asked };
}

const sourceOf = (id: string): DataSource | null => sources.find((source) => source.id === id) ?? null;

function matchOf(match: ShardMatch): FileMatch | null {
  if (match.kind === 'unknown-file') return match;
  const source = match.source === null ? null : sourceOf(match.source);
  if (match.kind === 'unknown-folder')
    return match.source !== null && source === null ? null : { ...match, source };
  return source && { kind: match.kind, source };
}
