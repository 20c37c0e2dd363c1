/** The index needed the disk, and the disk did not serve it: no verdict on the file is possible. */
export class SpillError extends Error {
  readonly code = 'SPILL';
  /** The temporary folder that was asked for. */
  readonly folder: string;

  constructor(folder: string, cause: unknown) {
    super(`the index of keys could not be kept in ${folder}`, { cause });
    this.name = 'SpillError';
    this.folder = folder;
  }
}
