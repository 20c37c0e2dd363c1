/** What of the options can be seen to be wrong before anything is opened. */
import { stat } from 'node:fs/promises';
import type { ServerSettings } from './options.js';
import { StateError } from './state-folder.js';

/** Wider than S3's rule, since old buckets may bear capitals; a name is one segment of a path all the same. */
const BUCKET = /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/;

/** It is a part of what is signed, between slashes. */
const REGION = /^[A-Za-z0-9-]{1,64}$/;

const HOST = /^[A-Za-z0-9._-]+$/;

/** Throws `StateError`, one line. */
export async function checkSettings({
  buckets,
  region,
  routeHost,
  logFolder,
}: ServerSettings): Promise<void> {
  for (const [role, name] of Object.entries(buckets))
    if (!BUCKET.test(String(name)))
      throw unusable(
        `${JSON.stringify(name)} cannot be the name of the ${role} bucket`,
        'take letters, digits, dots and dashes',
      );
  if (new Set(Object.values(buckets)).size < Object.keys(buckets).length)
    throw unusable('two buckets have one name', 'give each its own');
  if (!REGION.test(region))
    throw unusable(`${JSON.stringify(region)} is no name of a region`, 'take one such as ap-south-1');
  if (routeHost !== null && !HOST.test(routeHost))
    throw unusable(
      `${JSON.stringify(routeHost)} is no host name to route`,
      'give it without scheme and port',
    );
  if (logFolder !== null && !(await isFolder(logFolder)))
    throw unusable(`the log folder ${logFolder} is no folder`, 'name one that is there');
}

const isFolder = async (path: string): Promise<boolean> => {
  const known = await stat(path).catch(() => null);
  return known?.isDirectory() === true;
};

const unusable = (what: string, mend: string): StateError =>
  new StateError('OPTION_UNUSABLE', `${what}: ${mend}`);
