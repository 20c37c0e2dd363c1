/** What a check would look into, and as what, without judging anything: of a file only its beginning is read. */
import type { EmissionFile } from './engine/emission-facts.js';
import { configuredJob, findJobs, readFacts, withGuesses } from './check-emission.js';
import type { CheckOptions } from './check-emission.js';
import type { FileJob } from './check-file.js';
import { openArchive } from './inputs/archive.js';
import { fileStart } from './inputs/guess-source.js';
import { ByteStream } from './scan/byte-stream.js';
import { readHead } from './scan/read-head.js';
import { DEFAULTS } from './settings.js';
import type { Settings } from './settings.js';

export interface ListedFile {
  readonly path: string;
  /** null: it would not be looked into. */
  readonly source: string | null;
  readonly match: EmissionFile['match']['kind'];
  /** null: the source has one column set, or the file's beginning cannot be read. */
  readonly variant: string | null;
  readonly bytes: number;
  /** Why it cannot be read, or is nothing to read; null: it can. */
  readonly unread: string | null;
}

/** In the order of a check. Throws `InputError` as a check does. */
export async function listEmission(
  paths: readonly string[],
  given: CheckOptions,
): Promise<readonly ListedFile[]> {
  const options: Settings = { ...DEFAULTS, ...given };
  const read = await readFacts(paths, options);
  const jobs = (await findJobs(read, options.source)).map((job, index) =>
    configuredJob(job, index, { ...options, findingsFolder: null }),
  );
  const byPath = new Map(jobs.map((job) => [job.file.path, job]));
  const files: ListedFile[] = [];
  for (const file of withGuesses(read, jobs).files) {
    const job = byPath.get(file.path);
    files.push({
      path: file.path,
      source: job?.source.id ?? null,
      match: file.match.kind,
      variant: job ? await variantOf(job, options) : null,
      bytes: file.bytes,
      unread: file.unreadable ?? file.notRead ?? null,
    });
  }
  return files;
}

/** A file that cannot be read is told by its check. */
async function variantOf(job: FileJob, { profile }: Settings): Promise<string | null> {
  if (job.source.variants.length === 0) return null;
  try {
    const stream = new ByteStream(startOf(job));
    try {
      const { head } = await readHead(stream, { source: job.source }, profile, job.variant ?? null);
      return head.empty ? null : head.expectation.variant;
    } finally {
      await stream.close();
    }
  } catch {
    return null;
  }
}

async function* startOf({ file, source }: FileJob): AsyncGenerator<Uint8Array> {
  const start = await fileStart(file);
  if (start[0] !== 0x50 || start[1] !== 0x4b) {
    yield start;
    return;
  }
  const about = { path: file.path, stem: source.stem, memberNameRead: false };
  const archive = await openArchive(file.absolutePath, about);
  try {
    yield* archive.read();
  } finally {
    await archive.close();
  }
}
