/** The head of an answer as it was sent. */
import type { NameValue } from '../../specs/journal.js';

export interface AnswerHead {
  readonly status: number;
  readonly statusText: string;
  readonly httpVersion: string;
  readonly headers: readonly NameValue[];
  /** Bytes; -1: not known. */
  readonly size: number;
}

/** `text`: status line, headers, empty line; one character a byte. */
export function readHead(text: string): AnswerHead {
  const [statusLine = '', ...lines] = text.split('\r\n');
  const [, httpVersion = '', status = '0', statusText = ''] =
    /^(HTTP\/[\d.]+) (\d+) ?(.*)$/s.exec(statusLine) ?? [];
  const headers = lines.flatMap((line): NameValue[] => {
    const colon = line.indexOf(':');
    return colon < 0 ? [] : [{ name: line.slice(0, colon), value: line.slice(colon + 1).trim() }];
  });
  return { status: Number(status), statusText, httpVersion, headers, size: text.length };
}

/** The first of that name; empty: none. */
export const headerOf = (headers: readonly NameValue[], name: string): string =>
  headers.find((header) => header.name.toLowerCase() === name)?.value ?? '';
