/** `Content-Disposition` of an object that is saved: a name that no file system and no header stumbles over. */

const NAME_LIMIT = 150;

/** RFC 6266: the last part of the key, once in ASCII and once, where that is not all, in UTF-8. */
export function attachmentOf(key: string): string {
  const name = safeName(key);
  const ascii = name.replaceAll(/[^\u0020-\u007e]/gu, '_');
  const plain = `attachment; filename="${ascii}"`;
  return ascii === name ? plain : `${plain}; filename*=UTF-8''${encoded(name)}`;
}

function safeName(key: string): string {
  const last = key.split(/[/\\]/).findLast((part) => part !== '') ?? '';
  const name = Array.from(last.replaceAll(/[\p{C}\p{Zl}\p{Zp}"*:<>?|%]/gu, '_'))
    .slice(-NAME_LIMIT)
    .join('')
    .replace(/^[.\s]+/, '')
    .replace(/[.\s]+$/, '');
  return name === '' ? 'object' : name;
}

/** RFC 8187 leaves fewer characters as they are than encodeURIComponent. */
const encoded = (name: string): string =>
  encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
