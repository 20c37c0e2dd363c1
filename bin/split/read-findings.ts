/** The findings of one file, as the check has written them: one a line, however many. */
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Finding } from '../../specs/report.js';

export async function* readFindings(part: string): AsyncGenerator<Finding> {
  const stream = createReadStream(part, { encoding: 'utf8' });
  try {
    for await (const line of createInterface({ input: stream, crlfDelay: Infinity }))
      if (line !== '') yield JSON.parse(line) as Finding;
  } finally {
    stream.destroy();
  }
}

/** Which part holds the findings of which file: each holds those of one. */
export async function partsByPath(folder: string): Promise<ReadonlyMap<string, string>> {
  const parts = new Map<string, string>();
  for (const name of await readdir(folder)) {
    // The first part is on the tree as a whole.
    if (!name.endsWith('.ndjson') || /^0+\.ndjson$/.test(name)) continue;
    for await (const { where } of readFindings(join(folder, name))) {
      parts.set(where.path, join(folder, name));
      break;
    }
  }
  return parts;
}
