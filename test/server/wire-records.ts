/**
 * Exchanges recorded at a cQube server, for replaying. Written down are the headers that the test in question set;
 * what a client adds by itself (Host, Content-Length) was left out.
 *
 * Placeholders: `<HTTP_DATE>` a date as in headers, `<ms>` whole milliseconds, `<LENGTH>` digits that depend on other
 * placeholders; in bodies of the application `<TIMESTAMP>`, `<POLICY_B64>` and others in angle brackets.
 */
import { readFileSync } from 'node:fs';

export interface WireRecord {
  readonly name: string;
  readonly request: {
    readonly method: string;
    /** As on the request line. */
    readonly target: string;
    /** A name may come twice. */
    readonly headers: readonly (readonly [name: string, value: string])[];
    readonly body?: string;
  };
  readonly answer: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  };
}

/** @param name of a file in fixtures/wire, without `.json`. */
export function wireRecords(name: string): readonly WireRecord[] {
  const file = new URL(`../../fixtures/wire/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as readonly WireRecord[];
}

/** Whether a header has the recorded value, placeholders filled in. */
export function fitsRecorded(value: string | undefined, recorded: string): boolean {
  const pattern = recorded
    .replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll('<HTTP_DATE>', String.raw`[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT`)
    .replaceAll(/<ms>|<LENGTH>/g, String.raw`\d+`);
  return new RegExp(`^${pattern}$`).test(value ?? '');
}

/** The bytes of a recorded request, with what a client adds. */
export function requestBytes({ request }: WireRecord, host: string): string {
  const { method, target, headers, body } = request;
  const named = new Set(headers.map(([name]) => name.toLowerCase()));
  const lines = headers.map(([name, value]) => `${name}: ${value}`);
  if (!named.has('host')) lines.unshift(`Host: ${host}`);
  if (body !== undefined) lines.push(`Content-Length: ${Buffer.byteLength(body)}`);
  return [`${method} ${target} HTTP/1.1`, ...lines, '', body ?? ''].join('\r\n');
}
