/** Errors of files, as the store's own. */
import { StoreError } from '../object-store.js';

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;

export const isMissing = (error: unknown): boolean => codeOf(error) === 'ENOENT';

/** A full disk, quotas included, is told apart: the front door and the operator can do something about it. */
export const storeFailure = (error: unknown): StoreError => {
  if (error instanceof StoreError) return error;
  const code = codeOf(error);
  const reason = error instanceof Error ? error.message : String(error);
  return code === 'ENOSPC' || code === 'EDQUOT'
    ? new StoreError('DISK_FULL', `no room left for the object: ${reason}`, { cause: error })
    : new StoreError('STORE_FAILED', `the store's files cannot be used: ${reason}`, { cause: error });
};

/** Runs what touches only the store's own files. */
export const withStoreFailure = async <Result>(task: () => Promise<Result>): Promise<Result> => {
  try {
    return await task();
  } catch (error) {
    throw storeFailure(error);
  }
};
