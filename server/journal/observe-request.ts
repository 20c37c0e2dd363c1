/**
 * Sees the body of a request go by. Its chunks are looked at where Node's parser pushes them into the stream: a listener
 * would set the stream flowing, and one that only reads along would take chunks from whoever reads later.
 */
import type { IncomingMessage } from 'node:http';
import { type BodyPrefix, createBodyPrefix } from './body-prefix.js';

export interface ObservedBody extends Pick<BodyPrefix, 'prefix'> {
  /** Bytes as they came; -1: not known. */
  readonly bytes: () => number;
}

/** `onEnd`: the request has come in whole. */
export function observeRequest(request: IncomingMessage, limit: number, onEnd: () => void): ObservedBody {
  const body = createBodyPrefix(limit);
  const push = request.push.bind(request);
  request.push = (chunk: unknown, encoding?: BufferEncoding): boolean => {
    body.add(chunk, encoding);
    const more = push(chunk, encoding);
    if (chunk === null) onEnd();
    return more;
  };
  return { prefix: body.prefix, bytes: () => sizeOf(request, body.bytes()) };
}

/** What nobody wanted to read any more is thrown away by Node before it gets here. */
function sizeOf(request: IncomingMessage, seen: number): number {
  const { complete, headers } = request;
  const length = headers['transfer-encoding'] === undefined ? headers['content-length'] : undefined;
  if (complete && length !== undefined) return Number(length);
  return isThrownAway(request) ? -1 : seen;
}

const isThrownAway = (request: IncomingMessage): boolean => '_dumped' in request && request._dumped === true;
