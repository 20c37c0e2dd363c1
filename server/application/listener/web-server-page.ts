/** The small page with which gunicorn answers what it does not hand to the application. */

export interface WebServerPage {
  readonly reason: string;
  readonly body: Buffer;
}

export function webServerPage(status: 400 | 500, text: string): WebServerPage {
  const reason = status === 400 ? 'Bad Request' : 'Internal Server Error';
  const page = [
    '<html>',
    '  <head>',
    `    <title>${reason}</title>`,
    '  </head>',
    '  <body>',
    `    <h1><p>${reason}</p></h1>`,
    `    ${escapeAll(text)}`,
    '  </body>',
    '</html>',
    '',
  ];
  return { reason, body: Buffer.from(page.join('\n'), 'latin1') };
}

/** The whole answer, for a socket without a response. */
export function rawWebServerAnswer(status: 400 | 500, text: string): Buffer {
  const { reason, body } = webServerPage(status, text);
  const head = [
    `HTTP/1.1 ${status} ${reason}`,
    'Connection: close',
    'Content-Type: text/html',
    `Content-Length: ${body.length}`,
  ];
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body]);
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#x27;',
};

const escapeAll = (text: string): string => text.replaceAll(/[&<>"']/g, (mark) => ENTITIES[mark] ?? mark);
