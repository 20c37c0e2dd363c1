/** The objects in a data folder of `serve --data-dir`, for reading only, whether or not a server has it. */
import { existsSync } from 'node:fs';
import { objectsFolder, spoolFolder, stateFile } from './data-folder-layout.js';
import { lookIntoStore } from './s3/embedded/look-into-store.js';
import type { StoreContent } from './s3/embedded/look-into-store.js';

/** `elsewhere`: its objects are kept in another S3; `none`: it is no data folder. */
export type DataFolderContent =
  | { readonly kind: 'here'; readonly content: StoreContent }
  | { readonly kind: 'elsewhere' }
  | { readonly kind: 'none' };

/** Throws the error of the file system where a folder of the store cannot be listed. */
export function lookIntoDataFolder(folder: string): DataFolderContent {
  // An emission folder has no such file.
  if (!existsSync(stateFile(folder))) return { kind: 'none' };
  const content = lookIntoStore(objectsFolder(folder));
  if (content !== null) return { kind: 'here', content };
  return existsSync(spoolFolder(folder)) ? { kind: 'elsewhere' } : { kind: 'none' };
}
