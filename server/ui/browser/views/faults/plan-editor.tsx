import { useState } from 'preact/hooks';
import type { FaultPlan } from '../../../../../specs/fault-plan.js';
import { Notice } from '../../parts/notice.js';

/** The whole plan as JSON, for what the ready-made faults do not do; the server says what is wrong with it. */
export function PlanEditor({
  plan,
  onUse,
}: {
  readonly plan: FaultPlan;
  readonly onUse: (plan: unknown) => Promise<void>;
}) {
  const [draft, setDraft] = useState<string | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const current = JSON.stringify(plan, null, 2);
  const use = (): void => {
    try {
      const wanted: unknown = JSON.parse(draft ?? current);
      setFailure(null);
      void onUse(wanted).then(() => setDraft(null));
    } catch {
      setFailure('This is no JSON yet: look at brackets, commas and quotes.');
    }
  };
  return (
    <details class="card">
      <summary>The plan as JSON</summary>
      <p class="faint">
        As <code>--faults</code> takes it, and as <code>PUT /api/faults</code> does. The schema is published
        as fault-plan.schema.json.
      </p>
      {failure !== null && <Notice tone="bad">{failure}</Notice>}
      <label>
        <span class="unseen">Fault plan</span>
        <textarea
          rows={14}
          spellcheck={false}
          value={draft ?? current}
          onInput={({ currentTarget }) => setDraft(currentTarget.value)}
        />
      </label>
      <div class="actions">
        <button type="button" class="primary" onClick={use}>
          Use this plan
        </button>
        {draft !== null && (
          <button type="button" onClick={() => setDraft(null)}>
            Back to the one in force
          </button>
        )}
      </div>
    </details>
  );
}
