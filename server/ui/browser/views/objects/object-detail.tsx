/** One object: what is known of it, its first rows with the dictionary beside them, and its bytes. */
import { useState } from 'preact/hooks';
import { ask, contentPath, messageOf, objectPath } from '../../api/ask.js';
import type { StoredObject } from '../../api/shapes.js';
import { ConfirmDialog } from '../../parts/confirm-dialog.js';
import { DetailPane } from '../../parts/detail-pane.js';
import { dayAndTime, oneLine, plural, size } from '../../parts/format.js';
import { Icon } from '../../parts/icon.js';
import { Notice } from '../../parts/notice.js';
import { useAnswer } from '../../parts/use-answer.js';
import { goTo, hrefOf } from '../../state/place.js';
import { useLive } from '../../state/use-live.js';
import { pathOf, statusOf } from '../board/board-model.js';
import { StatusBadge } from '../board/status-badge.js';
import { PreviewTable } from './preview-table.js';

export function ObjectDetail({ bucket, objectKey }: { readonly bucket: string; readonly objectKey: string }) {
  const { arrivals, info, objectChanges } = useLive();
  const query = `?key=${encodeURIComponent(objectKey)}`;
  const answer = useAnswer<StoredObject>(`${objectPath(bucket)}${query}`, objectChanges);
  const object = answer.value;
  const arrival = bucket === info?.buckets.emission ? arrivals.get(objectKey) : undefined;
  return (
    <DetailPane
      title={objectKey}
      close={hrefOf('objects', bucket)}
      tools={<Tools bucket={bucket} objectKey={objectKey} />}
    >
      {answer.kind === 'failed' && <Notice tone="bad">{answer.message}</Notice>}
      {arrival !== undefined && (
        <p>
          <StatusBadge status={statusOf(arrival)} arrival={arrival} />{' '}
          <a href={hrefOf('board', arrival.source === null ? arrival.key : pathOf(arrival))}>
            {arrival.counts.error > 0 ? 'Show what is wrong' : 'Show it on the board'}
          </a>
        </p>
      )}
      {object !== null && (
        <PreviewTable
          bucket={bucket}
          objectKey={objectKey}
          source={arrival?.source ?? null}
          etag={object.etag}
        />
      )}
      {object !== null && <Attributes object={object} />}
    </DetailPane>
  );
}

const Attributes = ({ object }: { readonly object: StoredObject }) => {
  const facts: readonly (readonly [string, string | null])[] = [
    ['Size', `${size(object.bytes)} (${plural(object.bytes, 'byte')})`],
    ['Stored', dayAndTime(object.lastModified)],
    ['Content type', object.contentType],
    ['MD5', object.md5],
    ['SHA-256', object.sha256],
    ...Object.entries(object.metadata).map(([name, value]) => [`x-amz-meta-${name}`, value] as const),
  ];
  return (
    <>
      <h3>Attributes</h3>
      <dl class="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{oneLine(name, 100)}</dt>
            <dd>
              <bdi>{value === null ? 'not known' : oneLine(value, 300)}</bdi>
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
};

function Tools({ bucket, objectKey }: { readonly bucket: string; readonly objectKey: string }) {
  const [asking, setAsking] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const remove = async (): Promise<void> => {
    try {
      await ask('DELETE', `${objectPath(bucket)}?key=${encodeURIComponent(objectKey)}`);
      goTo('objects', bucket);
    } catch (error) {
      setFailure(messageOf(error));
    }
  };
  return (
    <div class="actions">
      <a class="button quiet" href={contentPath(bucket, objectKey)} download>
        <Icon name="save" />
        <span>Download</span>
      </a>
      <button type="button" class="quiet" onClick={() => setAsking(true)}>
        <Icon name="trash" />
        <span>Delete</span>
      </button>
      {failure !== null && <Notice tone="bad">{failure}</Notice>}
      {asking && (
        <ConfirmDialog
          title="Delete this object?"
          action="Delete"
          onConfirm={() => void remove()}
          onClose={() => setAsking(false)}
        >
          <p>
            <bdi>{oneLine(objectKey, 300)}</bdi> goes from the bucket for good.
          </p>
        </ConfirmDialog>
      )}
    </div>
  );
}
