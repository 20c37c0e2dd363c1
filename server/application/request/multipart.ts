/**
 * `multipart/form-data` as Werkzeug 1.0 reads it, line by line. A library would be less work, but two recorded answers
 * hang on what libraries smooth over: a part with `filename=""` is a file, and a field named `a[b]` is named so. A
 * defect anywhere makes the whole form empty.
 */
import { readHeaderValue } from './media-type.js';

export interface FilePart {
  readonly name: string;
  readonly fileName: string;
  readonly bytes: Buffer;
}

export interface MultipartForm {
  readonly fields: readonly (readonly [name: string, value: string])[];
  readonly files: readonly FilePart[];
}

/** Bytes of one line in a part's head; the real reader has no limit. */
const HEADER_LIMIT = 65_536;

export const EMPTY_FORM: MultipartForm = { fields: [], files: [] };

export function readMultipart(bytes: Buffer, boundary: string | undefined): MultipartForm {
  if (boundary === undefined || !/^[ -~]{0,200}[!-~]$/.test(boundary)) return EMPTY_FORM;
  return readParts(new Lines(bytes), `--${boundary}`) ?? EMPTY_FORM;
}

/** null: malformed. */
function readParts(lines: Lines, separator: string): MultipartForm | null {
  const fields: [string, string][] = [];
  const files: FilePart[] = [];
  let mark = lines.nextText();
  while (mark === '') mark = lines.nextText();
  if (mark !== separator && mark !== `${separator}--`) return null;
  while (mark !== `${separator}--`) {
    const headers = readPartHeaders(lines);
    const disposition = headers?.get('content-disposition');
    if (!headers || disposition === undefined) return null;
    const content = readContent(lines, separator);
    if (!content) return null;
    mark = content.mark;
    const bytes = decodeContent(content.bytes, headers.get('content-transfer-encoding'));
    const { parameters } = readHeaderValue(disposition);
    const name = parameters.get('name');
    const fileName = parameters.get('filename');
    if (name === undefined) continue;
    if (fileName === undefined) fields.push([name, bytes.toString('utf8')]);
    else files.push({ name, fileName: withoutWindowsPath(fileName), bytes });
  }
  return { fields, files };
}

/** Internet Explorer sent the whole path. */
const withoutWindowsPath = (name: string): string =>
  /^(.:\\|\\\\)/s.test(name) ? (name.split('\\').at(-1) ?? '') : name;

/** Names in lower case, the first of several counts. null: malformed. */
function readPartHeaders(lines: Lines): ReadonlyMap<string, string> | null {
  const found: [name: string, value: string][] = [];
  for (;;) {
    const line = lines.next();
    if (!line || line.length > HEADER_LIMIT || !isUtf8Line(line) || !/[\r\n]$/.test(line.toString('latin1')))
      return null;
    const text = line.toString('utf8').replace(/\r?\n$|\r$/, '');
    if (text === '') break;
    const last = found.at(-1);
    const colon = text.indexOf(':');
    if (/^[ \t]/.test(text) && last) last[1] += `\n ${text.slice(1)}`;
    else if (colon >= 0)
      found.push([text.slice(0, colon).trim().toLowerCase(), text.slice(colon + 1).trim()]);
  }
  return new Map(found.toReversed());
}

const isUtf8Line = (line: Buffer): boolean => Buffer.from(line.toString('utf8')).equals(line);

/** To the next separator; the line break before it belongs to the separator. null: there is none. */
function readContent(lines: Lines, separator: string): { bytes: Buffer; mark: string } | null {
  const start = lines.position;
  for (let at = start; ; at = lines.position) {
    const line = lines.next();
    if (!line) return null;
    if (line[0] !== 0x2d || line[1] !== 0x2d) continue;
    const mark = line.toString('latin1').trimEnd();
    if (mark === separator || mark === `${separator}--`) {
      return { bytes: lines.slice(start, Math.max(start, at - lines.breakBefore(at))), mark };
    }
  }
}

function decodeContent(bytes: Buffer, encoding: string | undefined): Buffer {
  switch (encoding?.toLowerCase()) {
    case 'base64':
      return Buffer.from(bytes.toString('latin1'), 'base64');
    case 'quoted-printable':
      return decodeQuotedPrintable(bytes);
    default:
      return bytes;
  }
}

const decodeQuotedPrintable = (bytes: Buffer): Buffer =>
  Buffer.from(
    bytes
      .toString('latin1')
      .replaceAll(/=\r?\n/g, '')
      .replaceAll(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );

const LF = 0x0a;
const CR = 0x0d;

/** Lines that end in LF, CR LF or a lone CR, with their ends. */
class Lines {
  readonly #bytes: Buffer;
  position = 0;
  #nextCr = -1;
  #nextLf = -1;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  next(): Buffer | null {
    const start = this.position;
    if (start >= this.#bytes.length) return null;
    // Remembered: a file with few of the one and many of the other would be searched to its end for every line.
    if (this.#nextCr < start) this.#nextCr = this.#find(CR, start);
    if (this.#nextLf < start) this.#nextLf = this.#find(LF, start);
    const end = Math.min(this.#nextCr, this.#nextLf);
    const width = end === this.#nextCr && this.#nextLf === end + 1 ? 2 : 1;
    this.position = Math.min(end + width, this.#bytes.length);
    return this.slice(start, this.position);
  }

  /** Without blanks at its ends; null: no more lines. */
  nextText(): string | null {
    return this.next()?.toString('latin1').trim() ?? null;
  }

  slice(start: number, end: number): Buffer {
    return this.#bytes.subarray(start, end);
  }

  /** Bytes of the line break that ends at `at`. */
  breakBefore(at: number): number {
    return this.#bytes[at - 1] === LF && this.#bytes[at - 2] === CR ? 2 : 1;
  }

  #find(byte: number, start: number): number {
    const at = this.#bytes.indexOf(byte, start);
    return at < 0 ? this.#bytes.length : at;
  }
}
