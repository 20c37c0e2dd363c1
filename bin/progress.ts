/** One line on a terminal that says what is being read; nothing anywhere else. */
import type { Progress } from '../conformance/settings.js';

/** Milliseconds between two updates, and before the first. */
const INTERVAL = 100;
const PATIENCE = 500;

export interface ProgressLine {
  readonly show: (progress: Progress) => void;
  readonly clear: () => void;
}

/** `doing`: the word that the line begins with. */
export function progressLine(stream: NodeJS.WriteStream, doing = 'checking'): ProgressLine {
  if (!stream.isTTY) return { show: () => undefined, clear: () => undefined };
  let next = Date.now() + PATIENCE;
  let shown = false;
  return {
    show: ({ path, file, files, bytes }) => {
      const now = Date.now();
      if (now < next) return;
      next = now + INTERVAL;
      shown = true;
      const line = `${doing} ${file} of ${files}: ${path} (${Math.round(bytes / 1e6)} MB)`;
      stream.write(`\r\u001b[K${line.slice(0, Math.max(20, stream.columns - 1))}`);
    },
    clear: () => {
      if (shown) stream.write('\r\u001b[K');
    },
  };
}
