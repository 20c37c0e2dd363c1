/** What a listener does with a request; layers such as the journal take one and give one. */
import type { IncomingMessage, ServerResponse } from 'node:http';

export type RequestHandler = (request: IncomingMessage, response: ServerResponse) => void;
