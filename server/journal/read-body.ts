/** What an entry can say of a body, secrets still in it: text, or the fields of a form. */
import type { ExchangeSide } from '../../specs/exchange-step.js';
import { FORM_BYTES, type FormPart, readFormPrefix } from './form-prefix.js';
import { BODY_BYTES } from './limits.js';
import { type BodyText, isTextual, mimeOf } from './redact-body.js';

export interface ReadBody {
  readonly mime: string;
  /** null: it is no text, or text that is none of our business. */
  readonly text: BodyText | null;
  readonly parts: readonly FormPart[];
}

const isForm = (mime: string): boolean => mime === 'multipart/form-data';

/** Objects that are uploaded as they are may be text too, so on storage's side only what it reads itself is kept. */
const isKept = (side: ExchangeSide, method: string, mime: string): boolean =>
  side === 'api' ? isTextual(mime) || mime === '' : method === 'POST' && isTextual(mime);

/** Bytes of a request's body that have to be looked at. */
export function requestBodyLimit(side: ExchangeSide, method: string, contentType: string): number {
  const mime = mimeOf(contentType);
  if (isForm(mime)) return FORM_BYTES;
  return isKept(side, method, mime) ? BODY_BYTES : 0;
}

export interface BodyBytes {
  readonly contentType: string;
  readonly prefix: Buffer;
  /** Of the whole body; -1: not known. */
  readonly bytes: number;
}

export function readRequestBody({ contentType, prefix, bytes }: BodyBytes): ReadBody {
  const mime = mimeOf(contentType);
  if (isForm(mime)) return { mime, text: null, parts: readFormPrefix(contentType, prefix) };
  const text = textOf(prefix, bytes);
  return { mime, text: text !== null && isMessage(mime, text.text) ? text : null, parts: [] };
}

/** A file that is sent as it is often goes by the type that the client sends by default, or by none. */
function isMessage(mime: string, text: string): boolean {
  if (mime === 'text/csv') return false;
  const isDefault = mime === '' || mime === 'application/x-www-form-urlencoded';
  return !isDefault || !/[\r\n]./.test(text) || /^\s*[{[<]/.test(text);
}

export interface AnswerBytes extends BodyBytes {
  readonly side: ExchangeSide;
  readonly status: number;
  /** As a header; empty: none. */
  readonly disposition: string;
}

/** Files and objects that are downloaded are left out: only what the server says itself is kept. */
export function readAnswerBody({ side, status, disposition, ...body }: AnswerBytes): ReadBody {
  const mime = mimeOf(body.contentType);
  const isFile =
    /^\s*attachment/i.test(disposition) || (side === 's3' && status < 300 && !/[/+]xml$/.test(mime));
  const text = isFile || !isTextual(mime) ? null : textOf(body.prefix, body.bytes);
  return { mime, text, parts: [] };
}

/** null: there is none, or it is in no encoding that can be searched for secrets. */
function textOf(prefix: Buffer, bytes: number): BodyText | null {
  if (prefix.length === 0 || prefix.includes(0)) return null;
  const cut = bytes > prefix.length || (bytes < 0 && prefix.length >= BODY_BYTES);
  const text = prefix.toString('utf8');
  // Half a character at the end.
  return { text: cut ? text.replace(/\ufffd+$/, '') : text, cut };
}
