/** Which dictionaries a verdict rests on. */
import { createHash } from 'node:crypto';
import { profiles } from './profiles/index.js';
import { sources } from './sources/index.js';

/** The cQube release that the dictionaries and the published rules describe. */
export const SPECS_VERSION = '3.7';

let digest: string | undefined;

/** SHA-256, lower-case hex, of all sources and profiles as JSON: it changes whenever a verdict could. */
export const specsDigest = (): string =>
  (digest ??= createHash('sha256')
    .update(JSON.stringify([sources, profiles]))
    .digest('hex'));
