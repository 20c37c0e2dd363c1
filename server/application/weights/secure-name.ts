/** Whether anything is left of a file name once Werkzeug has taken out what could harm a file system. */
export function hasSecureName(name: string): boolean {
  const ascii = name
    .normalize('NFKD')
    .replaceAll(/[^\u0000-\u007f]/g, '')
    .replaceAll('/', ' ');
  const joined = ascii
    .split(/[\s\u001c-\u001f]+/)
    .filter((part) => part !== '')
    .join('_');
  return joined.replaceAll(/[^A-Za-z0-9_.-]/g, '').replaceAll(/^[._]+|[._]+$/g, '') !== '';
}
