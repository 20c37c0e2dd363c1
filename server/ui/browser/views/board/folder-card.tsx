import type { Arrival } from '../../../../arrivals/arrival.js';
import { Badge } from '../../parts/badge.js';
import { number, plural } from '../../parts/format.js';
import { hrefOf } from '../../state/place.js';
import type { BoardFile } from './board-model.js';
import { StatusBadge } from './status-badge.js';

/** How many rows there are, and, where it is fewer, how many the ingestion would store. */
function rowWords({ rows, rowsStored }: Arrival): string {
  const all = rows ?? 0;
  if (rowsStored === null || rowsStored === all) return plural(all, 'row');
  return `${number(rowsStored)} of ${plural(all, 'row')} kept`;
}

/** Folders that hold one file: a card each would be mostly frame. */
export const SingleFiles = ({
  files,
  chosen,
}: {
  readonly files: readonly BoardFile[];
  readonly chosen: string | null;
}) =>
  files.length === 0 ? null : (
    <section class="card folder" aria-label="Folders of one file">
      <ul class="files">
        {files.map((file) => (
          <FileRow key={file.path} file={file} chosen={chosen === file.path} withFolder />
        ))}
      </ul>
    </section>
  );

/** One folder of the tree, as the documentation draws it. */
export function FolderCard({
  name,
  files,
  chosen,
}: {
  readonly name: string;
  readonly files: readonly BoardFile[];
  readonly chosen: string | null;
}) {
  const arrived = files.filter(({ arrival }) => arrival !== null).length;
  return (
    <section class={arrived > 0 ? 'card folder' : 'card folder untouched'} aria-label={`Folder ${name}`}>
      <h3>
        {name}/<span class="faint">{arrived > 0 && `${arrived} of ${files.length}`}</span>
      </h3>
      <ul class="files">
        {files.map((file) => (
          <FileRow key={file.path} file={file} chosen={chosen === file.path} />
        ))}
      </ul>
    </section>
  );
}

const FileRow = ({
  file,
  chosen,
  withFolder = false,
}: {
  readonly file: BoardFile;
  readonly chosen: boolean;
  readonly withFolder?: boolean;
}) => {
  const { path, folder, stem, arrival, status, tooEarlyFor } = file;
  return (
    <li>
      <a class={`file ${status}`} href={hrefOf('board', path)} aria-current={chosen ? 'true' : undefined}>
        <span class="file-name">
          {withFolder && <span class="faint">{folder}/</span>}
          {stem}
        </span>
        <span class="file-facts">
          {arrival !== null && arrival.rows !== null && <span class="rows">{rowWords(arrival)}</span>}
          {tooEarlyFor.length > 0 && (
            <Badge tone="warn" icon="clock">
              too early
            </Badge>
          )}
          <StatusBadge status={status} arrival={arrival} />
        </span>
      </a>
    </li>
  );
};
