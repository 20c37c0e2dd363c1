/**
 * The fields of a multipart form, read from its beginning. Storage looks at fields before the file only, and at no more
 * than 20,480 bytes of them, so the beginning is enough; of a file nothing is kept but its name.
 */

/** Bytes that are looked at: those of the fields with what frames them. */
export const FORM_BYTES = 32 * 1024;

export interface FormPart {
  readonly name: string;
  /** undefined: none was sent. */
  readonly fileName?: string;
  /** undefined: it is that of a file, it is too long, or its end was not seen. */
  readonly value?: string;
}

/** Bytes of a value. Policies have about 500. */
const VALUE_BYTES = 8 * 1024;
/** The same of a field that nobody asks for. */
const STRAY_BYTES = 256;
const MOST_PARTS = 100;

const NAME = /;\s*name\s*=\s*(?:"((?:\\.|[^"\\])*)"|([^;\s]+))/i;
const FILE_NAME = /;\s*filename\*?\s*=\s*(?:"((?:\\.|[^"\\])*)"?|([^;\s]*))/i;

const boundaryOf = (contentType: string): string | undefined => {
  const [, quoted, bare] = /;\s*boundary\s*=\s*(?:"([^"]+)"|([^;\s"]+))/i.exec(contentType) ?? [];
  return quoted ?? bare;
};

/** Whole parts only, except for a file's, whose head is enough. */
export function readFormPrefix(contentType: string, prefix: Buffer): FormPart[] {
  const boundary = boundaryOf(contentType);
  if (boundary === undefined) return [];
  const mark = Buffer.from(`--${boundary}`, 'latin1');
  const parts: FormPart[] = [];
  let at = prefix.indexOf(mark);
  while (at >= 0 && parts.length < MOST_PARTS) {
    const from = at + mark.length;
    if (prefix.toString('latin1', from, from + 2) === '--') break;
    const next = prefix.indexOf(`\r\n${mark.toString('latin1')}`, from, 'latin1');
    const part = readPart(prefix.subarray(from, next < 0 ? prefix.length : next), next >= 0);
    if (part !== null) parts.push(part);
    at = next < 0 ? -1 : next + 2;
  }
  return parts;
}

function readPart(bytes: Buffer, whole: boolean): FormPart | null {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return null;
  // A header that is folded is one line to whoever reads the form.
  const head = bytes.toString('utf8', 0, end).replaceAll(/\r\n[ \t]+/g, ' ');
  const disposition = head.split('\r\n').find((line) => /^content-disposition\s*:/i.test(line)) ?? '';
  const name = textOf(NAME.exec(disposition));
  if (name === undefined) return null;
  const fileName = textOf(FILE_NAME.exec(disposition));
  if (fileName !== undefined) return { name, fileName };
  const value = bytes.subarray(end + 4);
  return whole && isField(name, value) ? { name, value: value.toString('utf8') } : { name };
}

/** Fields of storage's forms, and of the emission API's. */
const KNOWN_FIELD =
  /^(?:key|bucket|acl|policy|signature|awsaccesskeyid|filename|tagging|expires|redirect|(?:x-amz|x-ignore|success|content|cache)[-_].*)$/i;

/** A file may have been sent as plain text under any name; what only looks like a field is short and one line. */
function isField(name: string, value: Buffer): boolean {
  if (name.toLowerCase() === 'file') return false;
  return KNOWN_FIELD.test(name)
    ? value.length <= VALUE_BYTES
    : value.length <= STRAY_BYTES && !value.includes(10);
}

const textOf = (found: RegExpExecArray | null): string | undefined =>
  (found?.[1] ?? found?.[2])?.replaceAll(/\\(["\\])/g, '$1');
