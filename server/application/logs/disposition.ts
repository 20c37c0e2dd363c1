/** `Content-Disposition` of a file sent as an attachment, as Flask writes it. */

const TOKEN = /^[!#$%&'*+\-.0-9A-Z^_`a-z|~]*$/;

/** Quoted only if needed; a name beyond ASCII once without what ASCII lacks, and once percent-encoded. */
export function attachment(name: string): string {
  const ascii = name.normalize('NFKD').replaceAll(/[^\u0000-\u007f]/g, '');
  if (/^[\u0000-\u007f]*$/.test(name)) return `attachment; filename=${quoteValue(name)}`;
  return `attachment; filename=${quoteValue(ascii)}; filename*=UTF-8''${percentEncode(name)}`;
}

const quoteValue = (text: string): string =>
  TOKEN.test(text) ? text : `"${text.replaceAll('\\', '\\\\').replaceAll('"', String.raw`\"`)}"`;

const percentEncode = (text: string): string =>
  encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
