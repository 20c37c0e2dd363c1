/** The server's clock: what it signs, dates and lets expire follows it. */
import { useEffect, useState } from 'preact/hooks';
import type { ClockState } from '../../../../admin/events/admin-event.js';
import { ask, messageOf } from '../../api/ask.js';
import { dayAndTime, duration } from '../../parts/format.js';
import { Notice } from '../../parts/notice.js';
import { useLive } from '../../state/use-live.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const MOVES = [
  { label: '+1 minute', milliseconds: MINUTE },
  { label: '+1 hour: upload URLs run out', milliseconds: HOUR + 1_000 },
  { label: '+1 day', milliseconds: 24 * HOUR },
  { label: '−1 hour', milliseconds: -HOUR },
] as const;

export function ClockCard() {
  const { clock } = useLive();
  const [failure, setFailure] = useState<string | null>(null);
  const shown = useShownTime(clock);
  if (clock === null) return null;
  const change = async (action: Promise<unknown>): Promise<void> => {
    try {
      await action;
      setFailure(null);
    } catch (error) {
      setFailure(messageOf(error));
    }
  };
  const put = (body: object): void => void change(ask('PUT', '/api/clock', body));
  const moved = clock.frozen || Math.abs(clock.offsetMilliseconds) > 500;
  return (
    <section class="card" aria-labelledby="clock">
      <h2 id="clock">The server’s clock</h2>
      <p class="clock">
        <span class="clock-time">{dayAndTime(shown)}</span> <span class="faint">{clockWords(clock)}</span>
      </p>
      {failure !== null && <Notice tone="bad">{failure}</Notice>}
      <div class="actions">
        {MOVES.map(({ label, milliseconds }) => (
          <button key={label} type="button" onClick={() => put({ advanceMilliseconds: milliseconds })}>
            {label}
          </button>
        ))}
        <button type="button" onClick={() => put({ frozen: !clock.frozen })}>
          {clock.frozen ? 'Let it go on' : 'Stop it'}
        </button>
        {moved && (
          <button type="button" class="quiet" onClick={() => void change(ask('DELETE', '/api/clock'))}>
            Back to the real time
          </button>
        )}
      </div>
    </section>
  );
}

function clockWords({ frozen, offsetMilliseconds }: ClockState): string {
  if (frozen) return 'it stands still';
  if (Math.abs(offsetMilliseconds) <= 500) return 'the real time';
  return `${duration(Math.abs(offsetMilliseconds))} ${offsetMilliseconds > 0 ? 'ahead of' : 'behind'} the real time`;
}

/** Milliseconds since 1970, a second at a time: from the offset, so that it needs no question. */
function useShownTime(clock: ClockState | null): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  if (clock === null) return now;
  return clock.frozen ? Date.parse(clock.now) : now + clock.offsetMilliseconds;
}
