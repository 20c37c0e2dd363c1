/** A file of the log folder as Flask sends it. */
import { open } from 'node:fs/promises';
import { posix } from 'node:path';
import type { Answer } from '../answer.js';
import { httpDate } from '../http-date.js';
import { floatText } from '../python/float-text.js';
import { ApplicationFailure } from '../failure.js';
import { adler32 } from './checksum.js';
import { attachment } from './disposition.js';
import { contentTypeOf } from './content-type.js';
import { IMAGINED_ROOT } from './outside-paths.js';

/** Seconds. */
const MAX_AGE = 43_200;

/** `moment`: the server's time. Throws errors of the file system, and ApplicationFailure for a name no header can hold. */
export async function downloadLog(
  log: { readonly file: string; readonly path: string },
  moment: number,
): Promise<Answer> {
  const name = posix.basename(log.path);
  if (/[\r\n]/.test(name)) throw new ApplicationFailure('ValueError: newline in a header');
  const handle = await open(log.file, 'r');
  const { mtimeMs, size } = await handle.stat();
  // The real checksum is over the file's path on the server; ours must not tell where the folder lies.
  const checksum = adler32(Buffer.from(posix.join(IMAGINED_ROOT, log.path)));
  const modified = floatText(mtimeMs / 1000);
  return {
    status: 200,
    headers: [
      ['Content-Disposition', attachment(name)],
      ['Content-Length', String(size)],
      ['Content-Type', contentTypeOf(name)],
      ['Last-Modified', httpDate(mtimeMs)],
      ['Cache-Control', `public, max-age=${MAX_AGE}`],
      ['Expires', httpDate(moment + MAX_AGE * 1000)],
      ['ETag', `"${modified}-${size}-${checksum}"`],
    ],
    // A log may grow while it is sent; not more than was announced may go out.
    body: size === 0 ? await empty(handle) : handle.createReadStream({ start: 0, end: size - 1 }),
  };
}

async function empty(handle: { readonly close: () => Promise<void> }): Promise<Uint8Array> {
  await handle.close();
  return new Uint8Array();
}
