import { useState } from 'preact/hooks';
import { ask, messageOf } from './api/ask.js';
import { ConfirmDialog } from './parts/confirm-dialog.js';
import { Icon } from './parts/icon.js';
import { Notice } from './parts/notice.js';
import { goTo } from './state/place.js';
import { useLiveStore } from './state/use-live.js';

const PARTS = {
  objects: 'Objects in all three buckets',
  journal: 'Exchanges',
  forms: 'Upload URLs that were given out',
  faults: 'Faults',
  clock: 'The clock',
} as const;

type Part = keyof typeof PARTS;

/** Back to the start, as far as is ticked. */
export function ResetButton() {
  const { refresh } = useLiveStore();
  const [open, setOpen] = useState(false);
  const [parts, setParts] = useState<ReadonlySet<Part>>(new Set(Object.keys(PARTS) as Part[]));
  const [failure, setFailure] = useState<string | null>(null);
  const reset = async (): Promise<void> => {
    if (parts.size === 0) return;
    try {
      await ask('POST', '/api/reset', Object.fromEntries([...parts].map((part) => [part, true])));
      setFailure(null);
      goTo('board');
    } catch (error) {
      setFailure(messageOf(error));
    }
    await refresh();
  };
  return (
    <>
      <button type="button" class="quiet" onClick={() => setOpen(true)}>
        <Icon name="reset" />
        <span>Reset</span>
      </button>
      {failure !== null && <Notice tone="bad">{failure}</Notice>}
      {open && (
        <ConfirmDialog
          title="Back to the start?"
          action="Reset"
          onConfirm={() => void reset()}
          onClose={() => setOpen(false)}
        >
          <p>What is ticked is deleted or put back for good. Tokens stay.</p>
          <Choice parts={parts} onChange={setParts} />
        </ConfirmDialog>
      )}
    </>
  );
}

function Choice({
  parts,
  onChange,
}: {
  readonly parts: ReadonlySet<Part>;
  readonly onChange: (parts: ReadonlySet<Part>) => void;
}) {
  const toggle = (part: Part, on: boolean): void => {
    const next = new Set(parts);
    if (on) next.add(part);
    else next.delete(part);
    onChange(next);
  };
  return (
    <ul class="plain-list">
      {Object.entries(PARTS).map(([part, words]) => (
        <li key={part}>
          <label class="tick">
            <input
              type="checkbox"
              checked={parts.has(part as Part)}
              onChange={({ currentTarget }) => toggle(part as Part, currentTarget.checked)}
            />
            {words}
          </label>
        </li>
      ))}
    </ul>
  );
}
