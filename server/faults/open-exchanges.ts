/** Requests that are not answered yet, by connection. */
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

export interface OpenExchanges {
  /** Until it is answered, or its connection ends: an answer that never had its turn does not tell of its end. */
  readonly add: (response: ServerResponse) => void;
  readonly all: () => readonly ServerResponse[];
}

export function createOpenExchanges(): OpenExchanges {
  const open = new Map<Socket, Set<ServerResponse>>();
  const known = new WeakSet<Socket>();
  return {
    add: (response) => {
      const { socket } = response.req;
      // One listener a connection, however many requests come over it.
      if (!known.has(socket)) socket.once('close', () => open.delete(socket));
      known.add(socket);
      const exchanges = open.get(socket) ?? new Set();
      open.set(socket, exchanges.add(response));
      response.once('close', () => {
        exchanges.delete(response);
        if (exchanges.size === 0 && open.get(socket) === exchanges) open.delete(socket);
      });
    },
    all: () => [...open.values()].flatMap((exchanges) => [...exchanges]),
  };
}
