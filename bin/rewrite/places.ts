/** Where a file of an emission belongs, whatever it is called now. */
import type { EmissionFile } from '../../conformance/engine/emission-facts.js';
import { visible } from '../../conformance/engine/show-value.js';
import type { PublishedFile, PublishedTree } from '../../conformance/inputs/published-tree.js';
import type { DataSource } from '../../specs/source.js';
import { Refusal } from './refusal.js';

/**
 * Told by place or by exact name; by a name that differs in case only; else as `guessed` by its header. Throws `Refusal`
 * where nothing tells.
 */
export function placeOf(
  file: EmissionFile,
  tree: PublishedTree,
  guessed: DataSource | undefined,
): PublishedFile {
  const why = file.unreadable ?? file.notRead;
  if (why !== undefined) throw new Refusal(`it cannot be read: ${visible(why)}`);
  const [folder = '', name = ''] = file.path.split('/').slice(-2);
  const [stem, extension] = stemOf(name === '' ? folder : name);
  const inPlace = tree.folders.get(folder)?.find((published) => published.stem === stem);
  const { match } = file;
  if (inPlace && 'source' in match && match.source) return inPlace;
  const named = tree.byStem.get(stem.toLowerCase());
  if (named && (extension === 'zip' || extension === 'csv')) return named;
  const own = tree.folders.get(guessed?.folder ?? '')?.find(({ stem: one }) => one === guessed?.stem);
  if (own) return own;
  const suggestions = 'suggestions' in match ? match.suggestions : [];
  throw new Refusal(
    `no data source is called so${suggestions.length > 0 ? `; did you mean ${suggestions.join(', ')}?` : ''}`,
  );
}

function stemOf(name: string): readonly [stem: string, extension: string] {
  const dot = name.lastIndexOf('.');
  return dot < 0 ? [name, ''] : [name.slice(0, dot), name.slice(dot + 1).toLowerCase()];
}
