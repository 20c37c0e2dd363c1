/**
 * Stands between a handler and the answer that it writes: holds it back, changes its status, cuts it, loses it, or puts
 * another one in its place. Whoever wrapped the response before (the journal) sees what is really sent.
 */
import { STATUS_CODES } from 'node:http';
import type { OutgoingHttpHeader, OutgoingHttpHeaders, ServerResponse } from 'node:http';

type Headers = OutgoingHttpHeaders | OutgoingHttpHeader[];
type Callback = (error?: Error | null) => void;
type Rest = readonly [second?: BufferEncoding | Callback, third?: Callback];

export interface WholeAnswer {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
  /** Without its length in front, as S3 sends its errors. */
  readonly chunked?: true;
}

export interface AnswerTap {
  /** `judge` is called once, when the handler begins to answer; the answer is held back until `release`. */
  readonly onBegin: (judge: (status: number) => void) => void;
  readonly release: () => void;
  /** Sends this; what the handler writes is dropped. */
  readonly instead: (answer: WholeAnswer) => void;
  readonly setStatus: (status: number) => void;
  /** Closes the connection after so many bytes of body, if there are more. */
  readonly cutAfter: (bytes: number) => void;
  /** Nothing is sent; `ended` is called when the answer would be complete. */
  readonly lose: (ended: () => void) => void;
}

/** What is to become of the answer. */
interface Shape {
  status: number | null;
  /** Bytes of body that may still be sent. */
  left: number | null;
  ended: (() => void) | null;
}

/** Once for each response. */
export function tapAnswer(response: ServerResponse): AnswerTap {
  const shape: Shape = { status: null, left: null, ended: null };
  const sender = createSender(response, shape);
  let phase: 'open' | 'held' | 'replaced' = 'open';
  let judge: ((status: number) => void) | null = null;
  let kept: (() => void)[] = [];

  const does = (status: number, send: () => void): void => {
    if (phase === 'replaced') return;
    if (phase === 'open' && judge === null) return send();
    kept.push(send);
    const asked = judge;
    judge = null;
    phase = 'held';
    asked?.(status);
  };
  response.writeHead = (status: number, second?: string | Headers, third?: Headers) => {
    does(status, () => sender.head(status, second, third));
    return response;
  };
  response.flushHeaders = () => does(response.statusCode, sender.flush);
  response.write = (chunk: unknown, ...rest: Rest) => {
    let more = true;
    does(response.statusCode, () => {
      more = sender.write(chunk, rest);
    });
    return more;
  };
  response.end = (chunk?: unknown, ...rest: Rest) => {
    does(response.statusCode, () => sender.end(chunk, rest));
    return response;
  };
  return {
    onBegin: (asked) => {
      judge = asked;
    },
    release: () => {
      if (phase !== 'held') return;
      phase = 'open';
      for (const send of kept.splice(0)) send();
    },
    instead: (answer) => {
      phase = 'replaced';
      kept = [];
      sender.whole(answer);
    },
    setStatus: (status) => {
      shape.status = status;
    },
    cutAfter: (bytes) => {
      shape.left = bytes;
    },
    lose: (ended) => {
      shape.ended = ended;
    },
  };
}

/** Writes to the response as it was, in the shape that is asked for. */
function createSender(response: ServerResponse, shape: Shape) {
  const head = response.writeHead.bind(response) as (
    status: number,
    ...rest: readonly (string | Headers | undefined)[]
  ) => void;
  const write = response.write.bind(response) as (chunk: unknown, ...rest: Rest) => boolean;
  const end = response.end.bind(response) as (chunk: unknown, ...rest: Rest) => void;
  const flush = response.flushHeaders.bind(response);
  let cut = false;

  /** Whether the rest fits in; else sends what does, and closes. */
  const fits = (bytes: Buffer): boolean => {
    if (shape.left === null || response.req.method === 'HEAD') return true;
    if (bytes.length <= shape.left) {
      shape.left -= bytes.length;
      return true;
    }
    if (shape.left === 0) flush();
    else write(bytes.subarray(0, shape.left));
    cut = true;
    const { socket } = response.req;
    // Behind all that was written so far.
    socket.write('', () => socket.destroySoon());
    return false;
  };
  const sender = {
    head: (status: number, second?: string | Headers, third?: Headers): void => {
      if (shape.ended !== null || cut) return;
      const wanted = shape.status ?? status;
      if (wanted === status) head(status, second, third);
      else head(wanted, STATUS_CODES[wanted] ?? '', typeof second === 'string' ? third : second);
    },
    flush: (): void => {
      if (shape.ended === null && !cut) flush();
    },
    write: (chunk: unknown, rest: Rest): boolean => {
      if (shape.ended === null && !cut && fits(bytesOf(chunk, rest[0]))) return write(chunk, ...rest);
      const told = rest.find((one) => typeof one === 'function');
      if (told) process.nextTick(told);
      return true;
    },
    end: (chunk: unknown, rest: Rest): void => {
      if (shape.ended !== null) return shape.ended();
      if (cut) return;
      const bytes = bytesOf(chunk, rest[0]);
      if (shape.left !== null && !response.headersSent && isUnframed(response))
        response.setHeader('Content-Length', bytes.length);
      if (bytes.length === 0 || fits(bytes)) end(chunk, ...rest);
    },
    whole: ({ status, headers, body, chunked }: WholeAnswer): void => {
      for (const name of response.getHeaderNames()) response.removeHeader(name);
      response.statusMessage = '';
      for (const [name, value] of headers) response.setHeader(name, value);
      if (chunked === undefined && !isBodiless(status))
        response.setHeader('Content-Length', Buffer.byteLength(body));
      sender.head(status);
      if (chunked !== undefined) sender.write(body, []);
      sender.end(chunked === undefined ? body : undefined, []);
    },
  };
  return sender;
}

const isBodiless = (status: number): boolean => status === 204 || status === 304;

const isUnframed = (response: ServerResponse): boolean =>
  !response.hasHeader('Content-Length') &&
  !response.hasHeader('Transfer-Encoding') &&
  !isBodiless(response.statusCode);

function bytesOf(chunk: unknown, encoding: BufferEncoding | Callback | undefined): Buffer {
  if (typeof chunk === 'string') return Buffer.from(chunk, typeof encoding === 'string' ? encoding : 'utf8');
  return chunk instanceof Uint8Array
    ? Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length)
    : Buffer.alloc(0);
}
