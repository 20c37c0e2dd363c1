/** What an emission tells on standard error: one line on a terminal, NDJSON elsewhere, nothing where it is quiet. */
import { visible } from '../../conformance/engine/show-value.js';
import type { EmitEvent } from '../../fixtures/emitter/events.js';
import type { EmissionPlan } from '../../fixtures/emitter/plan.js';
import { plannedFiles } from '../../fixtures/emitter/plan.js';

/** Milliseconds between two updates of the line. */
const INTERVAL = 100;

export interface Telling {
  readonly onEvent: (event: EmitEvent) => void;
  /** Before anything else is written. */
  readonly clear: () => void;
  readonly notice: (text: string) => void;
}

const silent: Telling = { onEvent: () => undefined, clear: () => undefined, notice: () => undefined };

export function tellProgress(stream: NodeJS.WriteStream, plan: EmissionPlan, quiet: boolean): Telling {
  if (quiet) return silent;
  return stream.isTTY ? onTerminal(stream, plan) : asLines(stream);
}

function asLines(stream: NodeJS.WriteStream): Telling {
  const write = (event: object): void => {
    stream.write(`${JSON.stringify({ at: new Date().toISOString(), ...event })}\n`);
  };
  return {
    onEvent: (event) => {
      if (event.event === 'settled') {
        const { path, state, reason, receipt } = event.outcome;
        write({ event: 'settled', file: path, state, reason, key: receipt?.key ?? null });
      } else if (event.event !== 'progress') write(event);
    },
    clear: () => undefined,
    notice: (text) => write({ event: 'notice', text }),
  };
}

function onTerminal(stream: NodeJS.WriteStream, plan: EmissionPlan): Telling {
  const files = plannedFiles(plan);
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  const sent = new Map<string, number>();
  const sizes = new Map(files.map(({ path, bytes }) => [path, bytes]));
  let settled = 0;
  let next = 0;
  const clear = (): void => {
    stream.write('\r\u001b[K');
    next = 0;
  };
  const notice = (text: string): void => {
    clear();
    stream.write(`cqube-conform: ${visible(text)}\n`);
  };
  const show = (doing: string): void => {
    const now = Date.now();
    if (now < next) return;
    next = now + INTERVAL;
    const done = [...sent.values()].reduce((sum, bytes) => sum + bytes, 0);
    const share = total === 0 ? 1 : Math.min(1, done / total);
    const bar = '#'.repeat(Math.round(share * 20)).padEnd(20, '.');
    const line = `[${bar}] ${Math.round(share * 100)} %, ${settled} of ${files.length} files: ${doing}`;
    stream.write(`\r\u001b[K${line.slice(0, Math.max(20, (stream.columns || 80) - 1))}`);
  };
  return {
    clear,
    notice,
    onEvent: (event) => {
      if (event.event === 'notice') return notice(event.text);
      if (event.event === 'retry')
        return notice(`${event.file}: ${event.reason}; again in ${Math.round(event.wait / 1000)} s`);
      if (event.event === 'progress') sent.set(event.file, event.sent);
      if (event.event === 'settled') {
        settled += 1;
        sent.set(event.outcome.path, sizes.get(event.outcome.path) ?? 0);
      }
      if (event.event !== 'rank') show('file' in event ? visible(event.file) : '');
    },
  };
}
