/** The bytes of a zip, wherever they lie: an open file, or what was read of a small one. */
export interface ZipBytes {
  /** Puts up to `length` bytes from `position` into the buffer; fewer only where the zip ends before. */
  readonly read: (
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
  ) => Promise<{ readonly bytesRead: number }>;
}
