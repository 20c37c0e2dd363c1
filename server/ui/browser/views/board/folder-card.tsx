import { Badge } from '../../parts/badge.js';
import { number } from '../../parts/format.js';
import { hrefOf } from '../../state/place.js';
import type { BoardFile } from './board-model.js';
import { StatusBadge } from './status-badge.js';

/** One folder of the tree, as the documentation draws it. */
export function FolderCard({ name, files, chosen }: {
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
          <FileRow key={file.source.id} file={file} chosen={chosen === file.source.id} />
        ))}
      </ul>
    </section>
  );
}

const FileRow = ({ file, chosen }: { readonly file: BoardFile; readonly chosen: boolean }) => {
  const { source, arrival, status, tooEarlyFor } = file;
  return (
    <li>
      <a class={`file ${status}`} href={hrefOf('board', source.id)} aria-current={chosen ? 'true' : undefined}>
        <span class="file-name">
          {source.stem}
          <span class="faint">.zip</span>
        </span>
        <span class="file-facts">
          {arrival !== null && arrival.rows !== null && (
            <span class="rows">{number(arrival.rows)} rows</span>
          )}
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
