/** One request over a real socket, byte for byte. */
import { connect } from 'node:net';

export interface WireAnswer {
  /** 0: the connection was closed without an answer. */
  readonly status: number;
  readonly reason: string;
  /** In wire order, names as sent. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
  /** Interim answers (100) that came before. */
  readonly interim: number;
}

export interface WireRequest {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** Headers first as given; Host, Connection and the length are added. */
export function composeRequest(request: WireRequest, host: string): Buffer {
  const body = Buffer.from(request.body ?? '');
  const headers = {
    Host: host,
    Connection: 'close',
    ...(request.body === undefined ? {} : { 'Content-Length': String(body.length) }),
    ...request.headers,
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const head = [`${request.method} ${request.path} HTTP/1.1`, ...lines, '', ''].join('\r\n');
  return Buffer.concat([Buffer.from(head), body]);
}

/** `halfClose`: ends the client's side right behind the bytes. */
export function exchange(port: number, bytes: Uint8Array, halfClose = false): Promise<WireAnswer> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    const parts: Buffer[] = [];
    socket.on('data', (part: Buffer) => parts.push(part));
    socket.on('end', () => {
      socket.destroy();
      resolve(readAnswer(Buffer.concat(parts)));
    });
    socket.on('error', (error) => {
      if (parts.length > 0) resolve(readAnswer(Buffer.concat(parts)));
      else reject(error);
    });
    if (halfClose) socket.end(bytes);
    else socket.write(bytes);
  });
}

function readAnswer(bytes: Buffer): WireAnswer {
  let rest = bytes;
  let interim = 0;
  while (rest.subarray(0, 12).toString('latin1') === 'HTTP/1.1 100') {
    rest = rest.subarray(rest.indexOf('\r\n\r\n') + 4);
    interim++;
  }
  if (rest.length === 0) return { status: 0, reason: '', headers: [], body: rest, interim };
  const end = rest.indexOf('\r\n\r\n');
  const [line = '', ...fields] = rest.subarray(0, end).toString('latin1').split('\r\n');
  const [, status, reason = ''] = /^HTTP\/1\.[01] (\d{3}) (.*)$/.exec(line) ?? [];
  const headers = fields.map((field): [string, string] => {
    const colon = field.indexOf(':');
    return [field.slice(0, colon), field.slice(colon + 1).trim()];
  });
  return { status: Number(status), reason, headers, body: rest.subarray(end + 4), interim };
}

export const headerOf = (answer: WireAnswer, name: string): string | undefined =>
  answer.headers.find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
