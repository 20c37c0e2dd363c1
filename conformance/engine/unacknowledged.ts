/** Files that cQube never said yes to, and whether the emitter took notice. */
import type { EmittedFile, Exchange, Traffic } from './traffic.js';

export interface Unacknowledged {
  readonly file: EmittedFile;
  /** What was said last: the upload's answer, or that of the call for its URL. */
  readonly last: Exchange;
  readonly attempts: number;
  /** The emitter tried no more, and went on or ended as if all were well. */
  readonly ignored: boolean;
}

/** Files whose URL was asked for and never used are not among them: nothing of them failed. */
export function unacknowledged(traffic: Traffic): readonly Unacknowledged[] {
  return traffic.files.flatMap((file) => {
    const { settledAt, uploads, asked } = file;
    if (settledAt !== null) return [];
    const failedAsks = asked.filter(({ status }) => status !== 200);
    const failed = [...uploads, ...(uploads.length > 0 ? [] : failedAsks)];
    const last = failed.at(-1);
    if (last === undefined) return [];
    const attempts = Math.max(uploads.length, asked.length);
    return [{ file, last, attempts, ignored: attempts === 1 && isIgnored(traffic, last) }];
  });
}

/** Where the exit status is known it decides; else whether other files were sent after the failure. */
function isIgnored({ exitStatus, exchanges }: Traffic, failure: Exchange): boolean {
  if (exitStatus !== null) return exitStatus === 0;
  return exchanges.some(
    (other) => other !== failure && other.step === 's3-post' && other.began >= failure.ended,
  );
}
