/** All findings of one file (or of the tree, or of the traffic) as NDJSON: one part of a findings file. */
import { closeSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../specs/report.js';
import type { FindingSink } from './engine/findings.js';
import { findingLine } from './finding-line.js';
import { ioReason } from './inputs/io-reason.js';

/** Bytes kept before they are written, and the most that a character takes of them. */
const BUFFER = 256 * 1024;
const MOST_A_CHARACTER = 3;

/** The findings cannot be kept: no fault of the emission. */
export class FindingPartError extends Error {
  readonly code = 'FINDING_PART';

  constructor(cause: unknown) {
    super(`findings could not be kept for the findings file: ${ioReason(cause)}`, { cause });
    this.name = 'FindingPartError';
  }
}

/** The n-th part in `folder`: in the order of their names the parts are in that of the report. */
export const partPath = (folder: string, index: number): string =>
  join(folder, `${String(index).padStart(9, '0')}.ndjson`);

/** Of a file whose check ended before it could take its findings back. */
export const dropPart = (path: string): void => rmSync(path, { force: true });

/**
 * Written as it comes, without waiting: rows are scanned in one go, and findings that waited for a slow disk would
 * gather in memory. Without a finding there is no file. Everything throws `FindingPartError`.
 */
export class FindingPart implements FindingSink {
  readonly #path: string;
  #bytes: Buffer | null = null;
  #length = 0;
  #file: number | null = null;

  constructor(path: string) {
    this.#path = path;
  }

  readonly add = (finding: Finding): void => {
    const line = findingLine(finding);
    const most = line.length * MOST_A_CHARACTER;
    if (this.#length + most > BUFFER) this.#flush();
    if (most > BUFFER) return this.#write(Buffer.from(line));
    this.#bytes ??= Buffer.allocUnsafeSlow(BUFFER);
    this.#length += this.#bytes.write(line, this.#length, 'utf8');
  };

  /** Throws nothing: it is called where something has failed already. */
  readonly reset = (): void => {
    this.#length = 0;
    if (this.#file === null) return;
    try {
      this.close();
    } catch {
      // It goes in any case.
    }
    rmSync(this.#path, { force: true });
  };

  /** Writes what is left. */
  close(): void {
    this.#flush();
    this.#bytes = null;
    if (this.#file === null) return;
    const file = this.#file;
    this.#file = null;
    try {
      closeSync(file);
    } catch (error) {
      throw new FindingPartError(error);
    }
  }

  #flush(): void {
    if (this.#length > 0 && this.#bytes !== null) this.#write(this.#bytes.subarray(0, this.#length));
    this.#length = 0;
  }

  #write(bytes: Uint8Array): void {
    try {
      this.#file ??= openSync(this.#path, 'wx', 0o600);
      writeFileSync(this.#file, bytes);
    } catch (error) {
      throw new FindingPartError(error);
    }
  }
}

/** Gives `judge` the part of the findings file at `index`, where there is to be one. */
export function withPart<Judged>(
  { findingsFolder }: { readonly findingsFolder: string | null },
  index: number,
  judge: (sink: FindingSink | null) => Judged,
): Judged {
  if (findingsFolder === null) return judge(null);
  const part = new FindingPart(partPath(findingsFolder, index));
  const judged = judge(part);
  part.close();
  return judged;
}
