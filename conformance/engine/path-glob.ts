/**
 * Globs of paths: `*` within a name, `?` one character of it, `**` as a whole name: any number of folders. Without a
 * slash a glob is that of a name in any folder. Case counts.
 *
 * Own code, since globs come from a file that somebody else may have written: libraries make regular expressions of
 * them, and a glob of twenty stars then takes longer than the check. Here the work is bounded by glob times path.
 */

/** Whether the glob is that of `path`, which has forward slashes; empty: the emission as a whole. */
export function matchesGlob(glob: string, path: string): boolean {
  const anchored = glob.replace(/^\/+/, '');
  const parts = anchored.split('/');
  const names = path === '' ? [] : path.split('/');
  return fits(glob.includes('/') ? parts : ['**', ...parts], names, '**', (part, name) =>
    fits(Array.from(part), Array.from(name), '*', (one, character) => one === '?' || one === character),
  );
}

/**
 * Wildcard matching of any tokens. Only the last `many` is ever gone back to: what the ones before it took need never
 * be taken back, as a later one can take the rest.
 */
function fits(
  pattern: readonly string[],
  tokens: readonly string[],
  many: string,
  one: (part: string, token: string) => boolean,
): boolean {
  let [at, place] = [0, 0];
  let [star, resume] = [-1, 0];
  while (place < tokens.length) {
    const part = pattern[at];
    const token = tokens[place] ?? '';
    if (part === many) {
      [star, resume] = [at, place];
      at++;
    } else if (part !== undefined && one(part, token)) {
      at++;
      place++;
    } else if (star >= 0) {
      resume++;
      [at, place] = [star + 1, resume];
    } else return false;
  }
  while (pattern[at] === many) at++;
  return at === pattern.length;
}
