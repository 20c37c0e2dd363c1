/** What the files of a run refer to. Data only, so that it can go to threads. */
import type { KeyData } from '../spill/key-data.js';

export type MasterKeys =
  /** `files`: where the keys were read, as findings name it. */
  | { readonly kind: 'known'; readonly keys: KeyData; readonly files: readonly string[] }
  /** `fault`: we were kept from reading it, through no fault of the emission. */
  | { readonly kind: 'unknown'; readonly because: string; readonly fault: string | null };

/** By key set (`keySetOf`). */
export type Masters = ReadonlyMap<string, MasterKeys>;
