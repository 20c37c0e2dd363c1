/** Bytes of a JSON body to text: UTF-8, or UTF-16 and UTF-32 told by their NUL bytes, each with or without a BOM. */
import { JsonSyntaxError } from './read-json.js';

type Encoding =
  'utf-8' | 'utf-8-bom' | 'utf-16' | 'utf-16-le' | 'utf-16-be' | 'utf-32' | 'utf-32-le' | 'utf-32-be';

/** Throws JsonSyntaxError if the bytes are not of the encoding that their beginning tells. */
export function decodeJson(bytes: Uint8Array): string {
  const text = decode(bytes, tellEncoding(bytes));
  // Only one BOM is the encoding's; another one is text, and no JSON begins so.
  if (text.startsWith('\ufeff')) throw new JsonSyntaxError();
  return text;
}

function tellEncoding(bytes: Uint8Array): Encoding {
  const hex = Buffer.from(bytes.subarray(0, 4)).toString('hex');
  if (hex.startsWith('efbbbf')) return 'utf-8-bom';
  if (!/^(..)*00/.test(hex)) return 'utf-8';
  if (hex === '0000feff' || hex === 'fffe0000') return 'utf-32';
  if (hex.startsWith('feff') || hex.startsWith('fffe')) return 'utf-16';
  if (hex.length === 8) {
    if (hex.startsWith('000000')) return 'utf-32-be';
    if (/^00..00..$/.test(hex)) return 'utf-16-be';
    if (hex.endsWith('000000')) return 'utf-32-le';
    if (/^..00..00$/.test(hex)) return 'utf-16-le';
  }
  if (hex.length === 4) return hex.startsWith('00') ? 'utf-16-be' : 'utf-16-le';
  return 'utf-8';
}

function decode(bytes: Uint8Array, encoding: Encoding): string {
  switch (encoding) {
    case 'utf-8':
      return decodeStrictly(bytes, 'utf-8');
    case 'utf-8-bom':
      return decodeStrictly(bytes.subarray(3), 'utf-8');
    case 'utf-16':
      return decodeStrictly(bytes.subarray(2), bytes[0] === 0xfe ? 'utf-16be' : 'utf-16le');
    case 'utf-16-le':
      return decodeStrictly(bytes, 'utf-16le');
    case 'utf-16-be':
      return decodeStrictly(bytes, 'utf-16be');
    case 'utf-32':
      return decodeUtf32(bytes.subarray(4), bytes[0] === 0xff);
    case 'utf-32-le':
      return decodeUtf32(bytes, true);
    case 'utf-32-be':
      return decodeUtf32(bytes, false);
  }
}

function decodeStrictly(bytes: Uint8Array, label: string): string {
  try {
    return new TextDecoder(label, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new JsonSyntaxError();
  }
}

function decodeUtf32(bytes: Uint8Array, littleEndian: boolean): string {
  if (bytes.length % 4 !== 0) throw new JsonSyntaxError();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += 4) {
    const point = view.getUint32(at, littleEndian);
    if (point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) throw new JsonSyntaxError();
    parts.push(String.fromCodePoint(point));
  }
  return parts.join('');
}
