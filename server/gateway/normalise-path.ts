/** The path as Kong 2.8 matches and forwards it. */

/**
 * Unreserved characters are decoded, other escapes become upper case, whatever may not stand in a path is escaped;
 * then `.` and `..` are resolved and doubled slashes merged. An encoded slash stays encoded, so it divides nothing.
 */
export function normalisePath(path: string): string {
  const spelled = path
    .replaceAll(/%([0-9a-fA-F]{2})/g, (escape, digits: string) => {
      const character = String.fromCharCode(Number.parseInt(digits, 16));
      return /[A-Za-z0-9._~-]/.test(character) ? character : escape.toUpperCase();
    })
    .replaceAll(/[^!#$&'()*+,/:;=?@[\]A-Za-z0-9\-_.~%]/g, percentEscape);
  return resolveSegments(spelled);
}

function percentEscape(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}

function resolveSegments(path: string): string {
  const kept: string[] = [];
  const segments = path.split('/').slice(1);
  for (const [at, segment] of segments.entries()) {
    const last = at === segments.length - 1;
    if (segment === '..') kept.pop();
    // A trailing slash is told from none by an empty last segment; `/a/..` and `/a/.` end like `/a/`.
    if (segment === '..' || segment === '.' || segment === '') {
      if (last) kept.push('');
    } else kept.push(segment);
  }
  return `/${kept.join('/')}`;
}
