/**
 * A temporary file that is written from front to back and read in pieces. Where the system allows, its name is taken
 * away as soon as it is open: then its room comes back however the process ends. Calls wait for the disk, since they
 * come from the middle of a scan.
 */
import { closeSync, openSync, readSync, unlinkSync, writeSync } from 'node:fs';
import { SpillError } from './spill-error.js';

export class SpillFile {
  readonly #tempDir: string;
  #descriptor: number | null;
  #path: string | null;
  #written = 0;

  /** Throws what the system says. */
  constructor(path: string, tempDir: string) {
    this.#tempDir = tempDir;
    this.#descriptor = openSync(path, 'wx+', 0o600);
    this.#path = path;
    this.#unlink();
  }

  get written(): number {
    return this.#written;
  }

  /** The open file, which every thread of the process can read. */
  get descriptor(): number {
    return this.#open();
  }

  /** Gives back where the words lie. Throws `SpillError`. */
  append(words: Int32Array): number {
    return this.appendBytes(bytesOf(words));
  }

  /** Fills `words` from there. Throws `SpillError`. */
  read(at: number, words: Int32Array): void {
    this.readBytes(at, bytesOf(words));
  }

  /** As `append`. */
  appendBytes(bytes: Uint8Array): number {
    const at = this.#written;
    this.#move(bytes, (done) => writeSync(this.#open(), bytes, done, bytes.length - done, at + done));
    this.#written += bytes.length;
    return at;
  }

  /** As `read`. */
  readBytes(at: number, bytes: Uint8Array): void {
    this.#move(bytes, (done) => readSync(this.#open(), bytes, done, bytes.length - done, at + done));
  }

  /** Never throws. */
  close(): void {
    try {
      if (this.#descriptor !== null) closeSync(this.#descriptor);
    } catch {
      // Some network drives tell of a failed write only now: of bytes that nobody wants any more.
    }
    this.#descriptor = null;
    this.#unlink();
  }

  #open(): number {
    if (this.#descriptor === null) throw new Error('the file is closed');
    return this.#descriptor;
  }

  /** The system may move less than it was asked to; nothing at all means that it cannot. */
  #move(bytes: Uint8Array, step: (done: number) => number): void {
    try {
      for (let done = 0; done < bytes.length;) {
        const moved = step(done);
        if (moved === 0) throw new Error('the file is shorter than what was written to it');
        done += moved;
      }
    } catch (error) {
      throw new SpillError(this.#tempDir, error);
    }
  }

  #unlink(): void {
    if (this.#path === null) return;
    try {
      unlinkSync(this.#path);
      this.#path = null;
    } catch {
      // Tried again at the end, and by whoever takes the folder away.
    }
  }
}

const bytesOf = (words: Int32Array): Uint8Array =>
  new Uint8Array(words.buffer, words.byteOffset, words.byteLength);
