import { useState } from 'preact/hooks';
import { Icon } from './icon.js';

/** Milliseconds for which it says that it has. */
const SAID = 1_600;

/** `label` also says what is copied to who cannot see it. */
export function CopyButton({ text, label }: { readonly text: string; readonly label: string }) {
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle');
  const copy = async (): Promise<void> => {
    const next = (await write(text)) ? 'copied' : 'failed';
    setState(next);
    setTimeout(() => setState('idle'), SAID);
  };
  const words = { idle: label, copied: 'Copied', failed: 'Select it and copy by hand' }[state];
  return (
    <button type="button" class="quiet" onClick={() => void copy()}>
      <Icon name={state === 'copied' ? 'ok' : 'copy'} />
      <span aria-live="polite">{words}</span>
    </button>
  );
}

async function write(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Not granted, or the page came over plain HTTP from another machine.
    return false;
  }
}
