/** Where the files of a report lie, as seen from the working directory: what CI servers link findings to. */
import { existsSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import type { Report } from '../specs/report.js';

/**
 * Paths of a report begin at the emission folder, which may be the folder named, one inside it, or the one around it.
 * Files that are not on this machine (`merge`) are taken for those of the folder named.
 */
export function locateFiles({ inputs, files, scenarios }: Report): (path: string) => string {
  const [input = '.'] = inputs;
  // Of several inputs, paths begin at the working directory; standard input is nowhere, and an emitter no folder.
  if (inputs.length !== 1 || input === '-' || scenarios !== null) return (path) => path;
  const first = files[0]?.path;
  const named = resolve(input);
  if (first === undefined) return () => fromHere(named);
  const alone = files.length === 1 && !first.includes('/') && named.endsWith(first);
  if (alone) return () => fromHere(named);
  const roots = [named, join(named, 'cqube_emission'), dirname(named)];
  const root = roots.find((folder) => existsSync(join(folder, first))) ?? named;
  return (path) => fromHere(join(root, path));
}

/** Outside of the working directory a path stays absolute. */
function fromHere(absolute: string): string {
  const path = relative(process.cwd(), absolute);
  const inside = !path.startsWith('..') && !isAbsolute(path);
  return (inside ? path : absolute).replaceAll('\\', '/');
}
