/** The JSON body of a request: of the right type, not too long, and UTF-8. */
import type { IncomingMessage } from 'node:http';
import { Refusal } from './refusal.js';
import type { Body } from './shape/body.js';

/** undefined: there is none, and none is needed. Throws `Refusal`. */
export async function readBody(request: IncomingMessage, body: Body<unknown> | null): Promise<unknown> {
  const { 'content-length': length, 'transfer-encoding': chunked } = request.headers;
  const bodied = chunked !== undefined || (length !== undefined && length !== '0');
  // A form of another page can post text, but not this type without asking first.
  if (bodied) refuseOtherTypes(request);
  if (body === null) {
    if (bodied) throw new Refusal(400, 'this route takes no body: send none');
    return undefined;
  }
  if (!bodied) {
    if (body.required) throw new Refusal(400, 'the body is missing: send JSON');
    return body.read(undefined);
  }
  return body.read(parse(await collect(request, body.limit)));
}

function refuseOtherTypes({ headers }: IncomingMessage): void {
  const type = headers['content-type'] ?? '';
  if (!/^application\/json *(; *charset="?utf-8"? *)?$/i.test(type))
    throw new Refusal(415, 'send application/json, in UTF-8');
  if ((headers['content-encoding'] ?? 'identity') !== 'identity')
    throw new Refusal(415, 'send the body without a content encoding');
}

async function collect(request: IncomingMessage, limit: number): Promise<Buffer> {
  const tooLarge = new Refusal(413, `the body is over ${limit / 1_024} kB: send less`);
  if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge;
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let bytes = 0;
    request.on('data', (part: Buffer) => {
      bytes += part.length;
      if (bytes <= limit) parts.push(part);
      else reject(tooLarge);
    });
    request.once('end', () => resolve(Buffer.concat(parts)));
    request.once('error', reject);
    request.once('close', () => reject(new Refusal(400, 'the body was cut: send all of it')));
  });
}

const UTF8 = new TextDecoder('utf-8', { fatal: true });

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(UTF8.decode(bytes)) as unknown;
  } catch {
    throw new Refusal(400, 'the body is no JSON: send JSON in UTF-8');
  }
}
