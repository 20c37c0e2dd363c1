/** What a file is by its first bytes: a zip, or something that was only named like one. */

/** Bytes from the start of a file that `notAZip` needs. */
export const START_BYTES = 64 * 1024;

/** Local header, end record, spanning marker, the same as written by old tools, zip64 end record. */
const ZIP_STARTS = ['504b0304', '504b0506', '504b0708', '504b3030', '504b0606'];

const SIGNATURES: readonly (readonly [hex: string, what: string])[] = [
  ['1f8b', 'it is a gzip file (.gz)'],
  ['526172211a07', 'it is a RAR archive (.rar)'],
  ['377abcaf271c', 'it is a 7-Zip archive (.7z)'],
  ['425a68', 'it is a bzip2 file (.bz2)'],
  ['fd377a585a00', 'it is an xz file (.xz)'],
  ['28b52ffd', 'it is a Zstandard file (.zst)'],
  ['25504446', 'it is a PDF document'],
  ['d0cf11e0a1b11ae1', 'it is an old Excel workbook (.xls)'],
  ['4d5a', 'it is a Windows program, as a self-extracting archive is'],
  ['fffe', 'it is a plain text file in UTF-16'],
  ['feff', 'it is a plain text file in UTF-16'],
];

/** A shorter file counts as a zip when all it has is the start of one. */
export function startsLikeZip(start: Uint8Array): boolean {
  const head = Buffer.from(start.subarray(0, 4)).toString('hex');
  return head.length >= 4 && ZIP_STARTS.some((signature) => signature.startsWith(head));
}

/** In words, what a file is that does not start like a zip. */
export function notAZip(start: Buffer): string {
  if (start.length === 0) return 'it is empty (0 bytes)';
  const hex = start.subarray(0, 8).toString('hex');
  const known = SIGNATURES.find(([signature]) => hex.startsWith(signature));
  if (known) return known[1];
  if (start.toString('latin1', 257, 262) === 'ustar') return 'it is a tar archive (.tar)';
  const inner = start.indexOf('PK\u0003\u0004', 0, 'latin1');
  if (inner > 0) return `${inner} other ${inner === 1 ? 'byte stands' : 'bytes stand'} in front of the zip`;
  if (start.every((byte) => byte === 0)) return 'it holds nothing but zero bytes, as a failed copy does';
  if (isText(start)) return textKind(start.toString('utf8').replace(/^\ufeff/, ''));
  return `its first bytes (${start
    .subarray(0, 4)
    .toString('hex')
    .replace(/..(?!$)/g, '$& ')}) are not those of a zip`;
}

const isText = (start: Buffer): boolean =>
  start.every((byte) => byte >= 0x20 || byte === 9 || byte === 10 || byte === 13);

function textKind(text: string): string {
  if (/^\s*(<!doctype html|<html)/i.test(text))
    return 'it is a web page, as when a download was answered by an error page';
  if (/^\s*<\?xml/i.test(text)) return 'it is an XML document';
  if (/^\s*[{[]/.test(text)) return 'it is a JSON document';
  const header = text.split(/[\r\n]/, 1)[0] ?? '';
  return /[|,;\t]/.test(header) ? 'it is a plain CSV file renamed to .zip' : 'it is a plain text file';
}
