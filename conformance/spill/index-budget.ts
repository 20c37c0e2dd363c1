/** What an index may take. Plain data, so that it can be handed to a worker thread. */
import { tmpdir } from 'node:os';

export interface IndexBudget {
  /** Bytes of memory for the indexes of one file; several files side by side each get their part of a run's. */
  readonly bytes: number;
  /** Folder in which a private folder is made once the memory does not do. */
  readonly tempDir: string;
}

export const DEFAULT_INDEX_BUDGET: IndexBudget = { bytes: 256 << 20, tempDir: tmpdir() };
