/** The bodies that Kong 2.8 gives to refusals of nginx and to failures of the application. */

/** Statuses are nginx's, 494 included: a header too large really goes out with that number. */
const TEXTS = {
  400: 'Bad request',
  405: 'Method not allowed',
  408: 'Request timeout',
  414: 'URI too long',
  494: 'Request header or cookie too large',
  502: 'An invalid response was received from the upstream server',
  504: 'The upstream server is timing out',
} as const;

export type ErrorStatus = keyof typeof TEXTS;

/** nginx's words, where Node's differ. */
export const REASON_PHRASES: Readonly<Record<number, string>> = {
  405: 'Not Allowed',
  408: 'Request Time-out',
  414: 'Request-URI Too Large',
  494: '',
  504: 'Gateway Time-out',
};

export interface Page {
  readonly contentType: string;
  readonly body: string;
}

const JSON_TYPE = 'application/json; charset=utf-8';
const TEXT_TYPE = 'text/plain; charset=utf-8';

/** By media type and by wildcard. Kong takes the text as it stands: another case, or a list, is none of these. */
const TYPES: ReadonlyMap<string, string> = new Map([
  ['text/html', 'text/html; charset=utf-8'],
  ['application/json', JSON_TYPE],
  ['text/plain', TEXT_TYPE],
  ['application/xml', 'application/xml; charset=utf-8'],
  ['application/*', JSON_TYPE],
  ['text/*', TEXT_TYPE],
]);

const RENDER: ReadonlyMap<string, (text: string) => string> = new Map([
  [
    'text/html; charset=utf-8',
    (text) => `<!doctype html>
<html>
  <head>
    <meta charset="utf-8">
    <title>Kong Error</title>
  </head>
  <body>
    <h1>Kong Error</h1>
    <p>${text}.</p>
  </body>
</html>
`,
  ],
  [TEXT_TYPE, (text) => `${text}\n`],
  [
    'application/xml; charset=utf-8',
    (text) => `<?xml version="1.0" encoding="UTF-8"?>
<error>
  <message>${text}</message>
</error>
`,
  ],
]);

/**
 * @param wanted the Accept header, else the Content-Type, else null; what follows a semicolon does not count, and
 * what Kong does not know becomes JSON.
 */
export function errorPage(status: ErrorStatus, wanted: string | null): Page {
  const text = TEXTS[status];
  if (wanted?.startsWith('application/grpc') === true) {
    return { contentType: JSON_TYPE, body: JSON.stringify({ message: text }) };
  }
  // Kong's error_default_type
  const [type = ''] = (wanted ?? 'text/plain').trim().split(';', 1);
  const contentType = TYPES.get(type) ?? JSON_TYPE;
  return { contentType, body: RENDER.get(contentType)?.(text) ?? `{\n  "message":"${text}"\n}` };
}

/** What Kong says by itself is JSON whatever is accepted, and compact. */
export function messagePage(message: string): Page {
  return { contentType: JSON_TYPE, body: JSON.stringify({ message }) };
}
