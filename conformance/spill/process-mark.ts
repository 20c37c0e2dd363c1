/**
 * Tells a process from a later one of the same number, and the processes of this system from those of another that
 * shares the temporary folder (a container, a network drive): of these nothing can be known.
 */
import { createHash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

export interface ProcessMark {
  readonly pid: number;
  /** When it started, as the system counts; `0`: the system does not say. */
  readonly start: string;
  /** Host, boot and process namespace, hashed. */
  readonly place: string;
}

export const ownMark = (): ProcessMark => ({
  pid: process.pid,
  start: startOf('self') ?? '0',
  place: createHash('sha256').update(thisPlace()).digest('hex').slice(0, 8),
});

export const isSameProcess = (one: ProcessMark, other: ProcessMark): boolean =>
  one.pid === other.pid && one.start === other.start && one.place === other.place;

/** Only if it is certain: in doubt a process lives. */
export function isGone(mark: ProcessMark): boolean {
  if (mark.place !== ownMark().place) return false;
  if (!exists(mark.pid)) return true;
  const start = startOf(String(mark.pid));
  return mark.start !== '0' && start !== null && start !== mark.start;
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}

/** Field 22 of Linux's `stat`, counted behind the name, which may hold blanks and brackets. */
function startOf(process: string): string | null {
  const stat = attempt(() => readFileSync(`/proc/${process}/stat`, 'latin1'));
  return (
    stat
      ?.slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .at(19) ?? null
  );
}

function thisPlace(): string {
  const boot = attempt(() => readFileSync('/proc/sys/kernel/random/boot_id', 'latin1')) ?? '';
  const namespace = attempt(() => readlinkSync('/proc/self/ns/pid')) ?? '';
  return [hostname(), boot.trim(), namespace].join('\n');
}

function attempt(read: () => string): string | null {
  try {
    return read();
  } catch {
    return null;
  }
}
