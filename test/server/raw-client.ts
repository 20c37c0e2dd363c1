/** A client that sends bytes as they are, for requests that no HTTP library would send. */
import { connect } from 'node:net';

export interface RawAnswer {
  readonly status: number;
  readonly reason: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Bytes, one character each. */
  readonly body: string;
}

/** Sends the bytes and reads one answer. Rejects if the connection ends without a whole one. */
export function exchange(port: number, bytes: string | Uint8Array): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let received = '';
    const bodiless = String(bytes.slice(0, 5)) === 'HEAD ';
    const finish = (ended: boolean): void => {
      const answer = parseAnswer(received, bodiless, ended);
      if (answer === null) {
        if (ended) reject(new Error(`no whole answer: ${received.slice(0, 200)}`));
        return;
      }
      socket.destroy();
      resolve(answer);
    };
    socket.setEncoding('latin1');
    socket.on('connect', () =>
      socket.write(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes),
    );
    socket.on('data', (data) => {
      received += String(data);
      finish(false);
    });
    socket.on('error', () => finish(true));
    socket.on('close', () => finish(true));
  });
}

export function headerOf(answer: RawAnswer, name: string): string | undefined {
  return answer.headers.find(([given]) => given.toLowerCase() === name.toLowerCase())?.[1];
}

function parseAnswer(received: string, bodiless: boolean, ended: boolean): RawAnswer | null {
  const end = received.indexOf('\r\n\r\n');
  const head = /^HTTP\/1\.1 (\d{3}) ([^\r]*)\r\n/.exec(received);
  if (end < 0 || head === null) return null;
  const headers = received
    .slice(head[0].length, end)
    .split('\r\n')
    .map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon), line.slice(colon + 1).trim()] as const;
    });
  const body = received.slice(end + 4);
  const length = headers.find(([name]) => name.toLowerCase() === 'content-length')?.[1];
  const whole =
    bodiless || (length === undefined ? ended || body.endsWith('0\r\n\r\n') : body.length >= Number(length));
  return whole ? { status: Number(head[1]), reason: head[2] ?? '', headers, body } : null;
}
