/** Sees an answer go by, however it is written: status, head, size and beginning of the body, and who cut it off. */
import type { ServerResponse } from 'node:http';
import { createBodyPrefix } from './body-prefix.js';

export interface ObservedResponse {
  /** At least the head was given to a connection that was open. */
  readonly headSent: () => boolean;
  /** Status line and headers as sent, with those that Node adds; empty before there are any. */
  readonly head: () => string;
  readonly bytes: () => number;
  readonly prefix: () => Buffer;
  /** Whoever answered broke the answer off. */
  readonly brokenOff: () => boolean;
}

/** `onHead`: the first bytes of the answer have been given away. */
export function observeResponse(
  response: ServerResponse,
  limit: number,
  onHead: () => void,
): ObservedResponse {
  const body = createBodyPrefix(limit);
  let brokenOff = false;
  let sent = false;
  let queued = false;
  const look = (): void => {
    if (sent || !isHeadOut(response)) return;
    const { socket } = response;
    // Behind an answer that is still being sent on the same connection.
    queued ||= socket === null;
    if (socket === null || socket.destroyed) return;
    sent = true;
    onHead();
  };
  const add = (chunk: unknown, encoding: unknown): void => {
    if (!response.writableEnded && !hasNoBody(response)) body.add(chunk, encoding);
  };
  patch(response, { look, add, breakOff: () => (brokenOff ||= response.socket?.destroyed !== true) });
  return {
    headSent: () => sent || (queued && response.socket !== null) || (queued && response.writableFinished),
    head: () => headOf(response),
    bytes: body.bytes,
    prefix: body.prefix,
    brokenOff: () => brokenOff,
  };
}

interface Looks {
  readonly look: () => void;
  readonly add: (chunk: unknown, encoding: unknown) => void;
  readonly breakOff: () => void;
}

type Call = (...given: readonly unknown[]) => unknown;

/** Each does what it did before, with what it was given, and returns what it returned. */
function patch(response: ServerResponse, { look, add, breakOff }: Looks): void {
  const around = (name: 'write' | 'end' | 'flushHeaders' | 'destroy', before: Call): void => {
    const original = response[name].bind(response) as Call;
    const patched: Call = (...given) => {
      before(...given);
      const result = original(...given);
      look();
      return result;
    };
    Object.assign(response, { [name]: patched });
  };
  const addChunk: Call = (chunk, encoding) => add(chunk, encoding);
  around('write', addChunk);
  around('end', addChunk);
  around('flushHeaders', () => undefined);
  around('destroy', breakOff);
}

const hasNoBody = ({ req, statusCode }: ServerResponse): boolean =>
  req.method === 'HEAD' || statusCode === 204 || statusCode === 304;

/** Node tells it only of the text that it has made: also of headers that it has added, or that were given as a list. */
const headOf = (response: ServerResponse): string =>
  '_header' in response && typeof response._header === 'string' ? response._header : '';

const isHeadOut = (response: ServerResponse): boolean =>
  '_headerSent' in response && response._headerSent === true;
