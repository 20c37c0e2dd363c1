/** Fields of a recorded request's body: parsed by the recorder, or still text. */
import { isObject, listAt, objectAt, parseJson, textAt } from './loose-json.js';
import type { Loose } from './loose-json.js';

/** Characters of a form's text that are looked at; fields stand before the file. */
const FORM_TEXT = 65_536;

/** A field of a form by its lower-case name; null: there is none. */
export function formField(request: Loose, name: string): string | null {
  const body = objectAt(request, 'postData');
  const param = listAt(body, 'params').find((one) => textAt(one, 'name')?.toLowerCase() === name);
  if (param !== undefined) return textAt(param, 'value');
  const text = (textAt(body, 'text') ?? '').slice(0, FORM_TEXT);
  if (!/multipart\/form-data/i.test(textAt(body, 'mimeType') ?? '')) return null;
  for (const [, field, value] of text.matchAll(
    /; ?name="?([^";\r\n]*)"?[^\r\n]*(?:\r?\n[^\r\n]+)*\r?\n\r?\n([^\r\n]*)/gi,
  ))
    if (field?.toLowerCase() === name) return value ?? null;
  return null;
}

/** The `filename` that an upload URL was asked for: in JSON or in a form, since the API reads both. */
export function sentName(request: Loose): string | null {
  const body = objectAt(request, 'postData');
  const text = textAt(body, 'text');
  const json = text === null ? undefined : parseJson(text);
  if (isObject(json)) return textAt(json, 'filename');
  const field = formField(request, 'filename');
  if (field !== null || text === null) return field;
  return /x-www-form-urlencoded/i.test(textAt(body, 'mimeType') ?? '')
    ? new URLSearchParams(text).get('filename')
    : null;
}
