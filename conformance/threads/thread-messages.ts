/** What goes between the main thread and those that check files: data only. */
import type { FileJob, FileOutcome } from '../check-file.js';
import type { FileSettings } from './file-options.js';

/** Given to a thread when it starts. */
export interface ThreadData {
  readonly settings: FileSettings;
  /** Rules are code: the thread looks them up by their ids. */
  readonly ruleIds: readonly string[];
}

/** To the thread: check this file. It is sent the next one when it has answered. */
export type Order = FileJob;

/** From the thread: how far it is, then what came of it. */
export type Answer =
  | { readonly kind: 'bytes'; readonly bytes: number }
  | { readonly kind: 'done'; readonly outcome: FileOutcome };
