/** The request line's target, taken apart as nginx does before Kong sees it. */

export interface RequestTarget {
  /** As sent, from the first slash; what stands before it in the absolute form is dropped. */
  readonly path: string;
  /** Behind the question mark, null if there is none: `/x?` is not `/x`. A fragment is cut off. */
  readonly query: string | null;
}

const ABSOLUTE_FORM = /^[A-Za-z][A-Za-z0-9+.-]*:\/\/[^/?#]*/;

/** Null: nginx refuses it with 400. */
export function parseTarget(target: string): RequestTarget | null {
  const relative = target.replace(ABSOLUTE_FORM, '');
  if (!relative.startsWith('/')) return null;
  const mark = relative.indexOf('?');
  const path = mark < 0 ? relative : relative.slice(0, mark);
  if (!isAcceptedPath(path)) return null;
  if (mark < 0) return { path, query: null };
  // A fragment before the question mark swallows the query; one behind it cuts the query short.
  if (path.includes('#')) return { path, query: '' };
  return { path, query: relative.slice(mark + 1).split('#', 1)[0] ?? '' };
}

/** What nginx's own decoding objects to: broken or NUL escapes, and climbing above the root, even in disguise. */
function isAcceptedPath(path: string): boolean {
  const beforeFragment = path.split('#', 1)[0] ?? '';
  if (/%(?![0-9a-fA-F]{2})|%00|\0/.test(beforeFragment)) return false;
  const decoded = beforeFragment.replaceAll(/%([0-9a-fA-F]{2})/g, (_match, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
  let depth = 0;
  for (const segment of decoded.split('/')) {
    if (segment === '..') depth -= 1;
    else if (segment !== '' && segment !== '.') depth += 1;
    if (depth < 0) return false;
  }
  return true;
}
