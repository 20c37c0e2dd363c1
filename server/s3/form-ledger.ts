/**
 * Counts of issued and used forms that outlive the process: a file that is only added to, a line a change. A line is
 * with the system before the answer is, so a killed server forgets nothing; after a power cut a used form may be good
 * once more. It knows forms by a digest, since a signature is worth something until it expires.
 */
import { chmodSync, closeSync, openSync, readFileSync, renameSync, writeFileSync, writeSync } from 'node:fs';
import type { Clock } from '../clock.js';
import { isMissing, storeFailure } from './embedded/store-failure.js';

/** What is to be added to the counts of a form. */
export interface FormChange {
  /** 32 hex digits. */
  readonly id: string;
  readonly issued: number;
  readonly spent: number;
  /** Milliseconds since 1970. */
  readonly expires: number;
}

export interface FormLedger {
  /** What an earlier server left, oldest first; may name a form more than once. */
  readonly earlier: readonly FormChange[];
  /** Throws `StoreError`. */
  readonly add: (change: FormChange) => void;
  readonly close: () => void;
}

const LINE = /^([0-9a-f]{32}) (-?\d{1,9}) (-?\d{1,9}) (\d{1,16})$/;

const toLine = ({ id, issued, spent, expires }: FormChange): string =>
  `${id} ${issued} ${spent} ${expires}\n`;

/** A line that was torn by a crash is no line. */
const readChanges = (text: string): readonly FormChange[] =>
  text.split('\n').flatMap((line) => {
    const [, id, issued, spent, expires] = LINE.exec(line) ?? [];
    if (id === undefined) return [];
    return [{ id, issued: Number(issued), spent: Number(spent), expires: Number(expires) }];
  });

/** Sums of the forms that are still good at `now`. */
const summed = (changes: readonly FormChange[], now: number): readonly FormChange[] => {
  const sums = new Map<string, FormChange>();
  for (const change of changes) {
    if (change.expires < now) continue;
    const sum = sums.get(change.id);
    const issued = (sum?.issued ?? 0) + change.issued;
    const spent = (sum?.spent ?? 0) + change.spent;
    sums.set(change.id, { ...change, issued, spent });
  }
  return [...sums.values()];
};

const readEarlier = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (isMissing(error)) return '';
    throw error;
  }
};

/** Lines after which the file is written anew with what still counts, or twice as many as that left. */
const LINES = 100_000;

/** Replaces the file by the sums; returns them. */
const compact = (file: string, now: number): readonly FormChange[] => {
  const sums = summed(readChanges(readEarlier(file)), now);
  const beside = `${file}.new`;
  writeFileSync(beside, sums.map(toLine).join(''), { mode: 0o600 });
  // The mode above counts only where the file was not there before.
  chmodSync(beside, 0o600);
  renameSync(beside, file);
  return sums;
};

/** Opens the ledger in a file that only its owner can read; what has expired is dropped. Throws `StoreError`. */
export const openFormLedger = (file: string, clock: Clock): FormLedger => {
  try {
    const earlier = compact(file, clock.now());
    let handle = openSync(file, 'a', 0o600);
    let lines = earlier.length;
    let limit = Math.max(LINES, 2 * lines);
    const makeRoom = (): void => {
      closeSync(handle);
      try {
        lines = compact(file, clock.now()).length;
      } finally {
        handle = openSync(file, 'a', 0o600);
        limit = lines + Math.max(LINES, lines);
      }
    };
    const add = (change: FormChange): void => {
      try {
        if (lines >= limit) makeRoom();
        writeSync(handle, toLine(change));
        lines++;
      } catch (error) {
        throw storeFailure(error);
      }
    };
    return { earlier, add, close: () => closeSync(handle) };
  } catch (error) {
    throw storeFailure(error);
  }
};
