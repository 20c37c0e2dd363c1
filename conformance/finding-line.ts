/** A finding as a line of JSON: what `JSON.stringify` writes, without asking it for what is known. */
import type { Detail, Finding, Where } from '../specs/report.js';

/** Text that stands in JSON as it is. */
const PLAIN = /^[^"\\\u0000-\u001f\ud800-\udfff]*$/;

const text = (value: string): string => (PLAIN.test(value) ? `"${value}"` : JSON.stringify(value));

export const findingLine = ({ rule, severity, message, where, details }: Finding): string =>
  `{"rule":"${rule}","severity":"${severity}","message":${text(message)},"where":${whereJson(where)},"details":${detailsJson(details)}}\n`;

/** Its keys come in the order in which they were set; that of `Where` is the one in which we set them. */
function whereJson(where: Where): string {
  let json = '';
  for (const name in where) {
    const value = where[name as keyof Where];
    if (value === undefined) continue;
    json += `${json === '' ? '{' : ','}"${name}":${typeof value === 'number' ? value : text(value)}`;
  }
  return json === '' ? '{}' : `${json}}`;
}

function detailsJson(details: Readonly<Record<string, Detail>>): string {
  let json = '';
  for (const name in details) {
    const value = details[name];
    if (value === undefined) continue;
    json += `${json === '' ? '{' : ','}${text(name)}:${detailJson(value)}`;
  }
  return json === '' ? '{}' : `${json}}`;
}

function detailJson(value: Detail): string {
  if (typeof value === 'string') return text(value);
  if (typeof value === 'object' && value !== null && !isList(value)) return detailsJson(value);
  return JSON.stringify(value);
}

const isList = (value: object): value is readonly Detail[] => Array.isArray(value);
